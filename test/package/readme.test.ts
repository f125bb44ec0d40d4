import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { beforeAll, expect, test } from 'vitest'
import { compile, node, packed, writeProject } from './project.js'

/** Reads the code out of a document. */
function blocksOf(file: string) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return [...text.matchAll(/^```(tsx?|js)\b([^\n]*)\n(.*?)^```/gms)].map(([, language, info, code], index) => ({
    number: index + 1,
    language: language ?? '',
    runs: !/\bno-run\b/.test(info ?? ''),
    // a path is that of a file in a project, which a test of its own builds
    part: /\b(shared|before|between|after|ending|pinned)\b|\//.test(info ?? ''),
    code: code ?? '',
  }))
}

const blocks = blocksOf(join(packed.installed, 'README.md'))
const typed = blocks.filter(({ language }) => language === 'ts')
const runningInReadme = blocks.filter(({ runs }) => runs)
const links = [
  ...['socket.io', 'socket.io-client', 'msw', '@socket.io/redis-emitter', '@socket.io/redis-adapter'],
  ...['@socket.io/redis-streams-adapter', '@socket.io/cluster-adapter', 'redis', 'rate-limiter-flexible'],
  ...['react', '@types/react', '@types/node', 'undici-types'],
  ...['@tanstack/react-query', '@tanstack/query-core', '@reduxjs/toolkit', 'redux', 'immer'],
  ...['@nestjs/common', '@nestjs/core', '@nestjs/websockets', '@nestjs/platform-socket.io', '@nestjs/testing'],
  ...['@opentelemetry/api', 'prom-client', 'pino', 'reflect-metadata'],
  ...['vue', 'svelte', '@angular/core', 'rxjs', 'solid-js', 'express', '@types/express', 'fastify'],
]
const options = {
  target: 'ES2022',
  module: 'NodeNext',
  moduleDetection: 'force',
  noImplicitAny: true,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  types: ['node'],
  skipLibCheck: true,
}
const guides = readdirSync(join(packed.repo, 'docs/guides')).filter((file) => file.endsWith('.md'))

/** Strips the types from a block and writes it where Node runs it. */
function write(folder: string, name: string, code: string, module: ts.ModuleKind) {
  const compilerOptions = { module, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: false }
  const path = join(folder, name)
  writeFileSync(path, ts.transpileModule(code, { compilerOptions }).outputText)
  return path
}

// the guide to evolution shows contracts before and after a change, which a test of its own compares
const shownIn = (guide: string) =>
  blocksOf(join(packed.repo, 'docs/guides', guide)).filter(({ language, part }) => language !== 'js' && !part)
const shown = [
  ...typed.map((block) => ({ folder: 'readme', language: 'mts', block })),
  ...guides.flatMap((guide) =>
    // a guide on data for other languages may show none
    shownIn(guide).map((block) => ({ folder: folderOf(guide), language: block.language, block })),
  ),
]
const running = guides.flatMap((guide) => shownIn(guide).flatMap((block) => (block.runs ? [{ guide, ...block }] : [])))

function folderOf(guide: string): string {
  return `guide-${guide.replace('.md', '')}`
}

let project: string
let found: readonly string[]
beforeAll(async () => {
  // one project, so that what all of them import is compiled once
  const sources = shown.map(({ folder, language, block }) => [
    `${folder}/block-${block.number}.${language}`,
    block.code,
  ])
  const manifest = { 'package.json': '{"private":true,"type":"module"}' }
  project = writeProject('documents', { ...manifest, ...Object.fromEntries(sources) }, links)
  const { code, output } = await compile(project, 'typescript', { ...options, jsx: 'react-jsx' }, ['*/*'])
  found = code === 0 ? [] : output.split('\n')
  expect(found.filter((line) => /error TS/.test(line) && !/^(readme|guide-)/.test(line))).toEqual([])
  expect(code === 0).toBe(output === '')
})

/** Lists what the compiler found in a document. */
function faultsIn(folder: string): readonly string[] {
  return found.filter((line) => line.startsWith(`${folder}/`))
}

// the first declares a contract, for which one needs zod
const [declaring, importing] = blocks

test('the README shows code, typed code among it, and begins with some that runs', () => {
  expect(typed.length).toBeGreaterThan(0)
  expect([declaring?.runs, importing?.runs]).toEqual([true, true])
  expect(declaring?.code).toContain('namespace(')
  expect(importing?.code).not.toContain('zod')
})

test('the README begins with code that runs as an ES module where nothing but the package is installed', async () => {
  const script = write(packed.project, 'first.mjs', importing?.code ?? 'throw 0', ts.ModuleKind.ESNext)
  expect(await node(packed.project, script)).toEqual({ code: 0, output: expect.any(String) })
})

test('the README begins with code that runs as CommonJS where nothing but the package is installed', async () => {
  const script = write(packed.project, 'first.cjs', importing?.code ?? 'throw 0', ts.ModuleKind.CommonJS)
  expect(await node(packed.project, script)).toEqual({ code: 0, output: expect.any(String) })
})

test('the README shows typed code that compiles', () => {
  expect(faultsIn('readme')).toEqual([])
})

test.concurrent.for(runningInReadme)(
  'the README shows block $number, which runs to its end',
  async ({ number, code }) => {
    const isScript = /\brequire\(/.test(code) && !/^import\b/m.test(code)
    const [end, module] = isScript
      ? (['cjs', ts.ModuleKind.CommonJS] as const)
      : (['mjs', ts.ModuleKind.ESNext] as const)
    const script = write(join(project, 'readme'), `run-${number}.${end}`, code, module)
    expect(await node(join(project, 'readme'), script)).toEqual({ code: 0, output: expect.any(String) })
  },
)

test.for(guides)('the guides show in %s typed code that compiles', (guide) => {
  expect(faultsIn(folderOf(guide))).toEqual([])
})

test.concurrent.for(running)(
  'the guides show in $guide block $number, which runs to its end',
  async ({ guide, number, code }) => {
    const folder = join(project, folderOf(guide))
    const script = write(folder, `run-${number}.mjs`, code, ts.ModuleKind.ESNext)
    expect(await node(folder, script)).toEqual({ code: 0, output: expect.any(String) })
  },
)
