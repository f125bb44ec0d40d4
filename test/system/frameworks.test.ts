import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
// @ts-expect-error plain JavaScript, as every step of the build
import { browser as executablePath } from '../../scripts/system-needs.mjs'
import { afterwards } from '../ends/afterwards.js'
import { packedInto } from './nest-project.js'

const run = promisify(execFile)
const text = readFileSync('docs/guides/frameworks.md', 'utf8')
const blocks = new Map(
  [...text.matchAll(/^```\w+ (\S+)\n(.*?)^```/gms)].map(([, file = '', code = '']) => [file, code]),
)
const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', '--ignore-scripts']
let root: string
let tarball: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'frameworks-'))
  tarball = packedInto(root)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Makes a project of files, some of them the guide's, with what it installs. */
async function project(
  name: string,
  installed: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = join(root, name)
  for (const [file, code] of Object.entries({ 'package.json': '{ "private": true, "type": "module" }', ...files })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), code)
  }
  await run('npm', ['install', ...quiet, tarball, ...installed], { cwd: folder, timeout: 280_000 })
  return folder
}

/** Returns a file as the guide shows it. */
function shown(file: string): string {
  const code = blocks.get(file)
  if (!code) throw new Error(`the guide shows no ${file}`)
  return code
}

test('Bun runs both ends, as Node does', async () => {
  const folder = await project('bun', ['socket.io@4', 'socket.io-client@4', '@oven/bun-linux-x64@1'], {
    'bun.mjs': shown('bun.mjs'),
  })
  const bun = join(folder, 'node_modules/@oven/bun-linux-x64/bin/bun')
  const answers = [bun, process.execPath].map(
    async (program) => (await run(program, ['bun.mjs'], { cwd: folder, timeout: 60_000 })).stdout,
  )
  expect(await Promise.all(answers)).toEqual(['CONFIRMED under Bun\n', 'CONFIRMED under Node\n'])
})

test('Next.js serves the page and the namespace from one server, and renders it without a socket', async () => {
  const page = shown('app/page.tsx')
  const folder = await project(
    'next',
    [
      'next@16',
      'react@19',
      'react-dom@19',
      'socket.io@4',
      'socket.io-client@4',
      'typescript@5',
      '@types/react@19',
      '@types/node@20',
    ],
    {
      'app/page.tsx': page,
      'app/layout.tsx': `import type { ReactNode } from 'react'
export default function Layout({ children }: { children: ReactNode }) {
  return <html lang="en"><body>{children}</body></html>
}
`,
      'server.mjs': shown('server.mjs'),
    },
  )
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' as const, PORT: '0' }
  await run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { cwd: folder, env, timeout: 280_000 })
  const server = spawn(process.execPath, ['server.mjs'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] })
  afterwards(() => ended(server))
  const port = await said(server, /^ready at (\d+)/)
  const url = `http://127.0.0.1:${port}`
  expect(await (await fetch(url)).text()).toContain('<p id="orders">connecting</p>')
  const browser = await chromium.launch({ executablePath: executablePath(), args: ['--no-sandbox', '--disable-gpu'] })
  afterwards(() => browser.close())
  const tab = await browser.newPage()
  const wrong: string[] = []
  tab.on('pageerror', ({ message }) => wrong.push(message))
  await tab.goto(url)
  await tab.locator('#orders:text-is("live")').waitFor()
  expect(wrong).toEqual([])
})

/** Waits for a line of a program. */
function said(child: ChildProcess, line: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (words) => {
      const [, found] = line.exec(words) ?? []
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await gone
}
