import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { buildSettings } from '../../../src/cli/build/build-settings.js'
import { watch } from '../../../src/cli/build/watch.js'
import { ownPackage, shop } from '../own-package.js'
import { filesIn } from './build-folder.js'

/** Watches a package, and waits for what is said. */
function watching(cwd: string, before: () => void = () => undefined) {
  const said: string[] = []
  const heard = new Set<() => void>()
  const hear = (text: string): void => {
    said.push(text)
    for (const each of heard) each()
  }
  let end: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const settings = () => {
    before()
    return buildSettings(cwd, { entries: ['src/shop.ts'] })
  }
  const watched = watch(settings, { cwd, hasColour: false, columns: 80, out: hear, err: hear }, ended)
  onTestFinished(async () => {
    end()
    expect(await watched).toBe(0)
  })
  const next = (pattern: RegExp): Promise<string> =>
    new Promise((resolve) => {
      const look = (): void => {
        const at = said.findIndex((text) => pattern.test(text))
        if (at < 0) return
        heard.delete(look)
        const [found = ''] = said.splice(0, at + 1).slice(-1)
        resolve(found)
      }
      heard.add(look)
      look()
    })
  return { said, next }
}

function write(cwd: string, path: string, text: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true })
  writeFileSync(join(cwd, path), text)
}

test('a package is built anew whenever a file that was read changes, and after a fault that is mended', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop })
  const { said, next } = watching(cwd)
  await next(/^Built \/shop \(2 events\)/)
  expect(await next(/Watching/)).toBe('\nWatching src/shop.ts')

  write(cwd, 'src/shop.ts', shop.replace('max(50)', 'max(60)'))
  expect(await next(/^Built/)).toMatch(/^Built asyncapi\/own\.json, contract\.json and \d+ more in [\d.]+ m?s$/)
  expect(filesIn(cwd)['dist/shop.built.js']).toContain('z.maxLength(60)')

  // as editors save: beside it first, then in its place
  const sized = "import { size } from './size.js'\n".concat(shop.replace('max(50)', 'max(size)'))
  write(cwd, 'src/shop.ts.tmp', sized)
  renameSync(join(cwd, 'src/shop.ts.tmp'), join(cwd, 'src/shop.ts'))
  expect(await next(/^socket-canon build: /)).toBe('socket-canon build: src/shop.ts:1: Could not resolve "./size.js"')
  // what was missing mends it, and a module that only a schema needs is followed too
  write(cwd, 'src/size.ts', 'export const size = {\n')
  await next(/^socket-canon build: src\/size\.ts:2: /)
  for (const size of [70, 80]) {
    write(cwd, 'src/size.ts', `export const size = ${size}\n`)
    await next(/^Built/)
    expect(filesIn(cwd)['dist/shop.built.js']).toContain(`z.maxLength(${size})`)
  }

  // options are read anew, and what is saved unchanged builds nothing
  write(cwd, 'src/shop.ts', filesIn(cwd)['src/shop.ts'] as string)
  write(cwd, 'package.json', '{ "name": "own", "type": "module", "socket-canon": { "out": "lib" } }')
  expect(await next(/^Built/)).toContain('lib/')
  expect(said).toEqual([])
  expect(Object.keys(filesIn(cwd))).toContain('lib/shop.js')
})

test('a package whose first build fails is built once it is mended', async () => {
  const cwd = ownPackage({ 'src/shop.ts': 'export const shop = {\n' })
  const { next } = watching(cwd)
  await next(/^socket-canon build: src\/shop\.ts:2: /)
  write(cwd, 'src/shop.ts', shop)
  await next(/^Built \/shop/)
  await next(/Watching src\/shop\.ts/)
})

test('a folder that goes and is made again is watched on', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop })
  const { next } = watching(cwd)
  await next(/^Built \/shop/)
  await next(/Watching src\/shop\.ts/)
  rmSync(join(cwd, 'src'), { recursive: true })
  expect(await next(/^socket-canon build: /)).toBe('socket-canon build: there is no file src/shop.ts')
  for (const most of [60, 70]) {
    write(cwd, 'src/shop.ts', shop.replace('max(50)', `max(${most})`))
    await next(/^Built/)
    expect(filesIn(cwd)['dist/shop.built.js']).toContain(`z.maxLength(${most})`)
  }
})

test('an error that nobody thought of is told in one line, and what is watched goes on', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop })
  let isBroken = true
  const { next } = watching(cwd, () => {
    if (isBroken) throw new TypeError('It broke.\nThere is more.')
  })
  expect(await next(/It broke/)).toBe('socket-canon build: It broke.')
  isBroken = false
  write(cwd, 'package.json', '{ "name": "mended", "type": "module" }')
  await next(/^Built \/shop/)
})
