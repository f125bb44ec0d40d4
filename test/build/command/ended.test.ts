import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ownPackage, shop } from '../own-package.js'
import type { Said } from './build-folder.js'

/** Runs the command as a program of its own, to its end. */
function ended(cwd: string): Promise<Said> {
  const program = spawn(process.execPath, [resolve('dist/esm/cli/main.js'), 'build', 'src/shop.ts'], { cwd })
  const said = { out: '', err: '' }
  for (const [name, stream] of [['out', program.stdout] as const, ['err', program.stderr] as const])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
    })
  return new Promise((done) => program.on('close', (code) => done({ code: code ?? -1, ...said })))
}

test('a module that ends the program is told, and leaves nothing behind', async () => {
  const cwd = ownPackage({ 'src/shop.ts': `${shop}process.exit(0)\n` })
  expect(await ended(cwd)).toEqual({
    code: 2,
    out: '',
    err: 'src/shop.ts: it ends the program while it runs: a contract only declares\n',
  })
  expect(readdirSync(join(cwd, 'node_modules/.cache/socket-canon'))).toEqual([])
})

test('a module that leaves a timer open does not keep the command from ending', async () => {
  const cwd = ownPackage({ 'src/shop.ts': `${shop}setInterval(() => undefined, 1000)\n` })
  const { code, out, err } = await ended(cwd)
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/^Built \/shop/)
  expect(existsSync(join(cwd, 'dist/shop.js'))).toBe(true)
})
