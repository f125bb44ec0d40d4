import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import { compile, node, packed, writeProject } from './project.js'

const file = join(packed.installed, 'README.md')
const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
const blocks = [...text.matchAll(/^```(ts|js)\b([^\n]*)\n(.*?)^```/gms)].map(([, language, info, code], index) => ({
  number: index + 1,
  language: language ?? '',
  runs: !/\bno-run\b/.test(info ?? ''),
  code: code ?? '',
}))
const typed = blocks.filter(({ language }) => language === 'ts')
const running = blocks.filter(({ runs }) => runs)
const links = ['socket.io', 'socket.io-client', '@socket.io/redis-emitter', '@types/node', 'undici-types']

/** Strips the types from a block and writes it where Node runs it. */
function write(folder: string, name: string, code: string, module: ts.ModuleKind) {
  const compilerOptions = { module, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: false }
  const path = join(folder, name)
  writeFileSync(path, ts.transpileModule(code, { compilerOptions }).outputText)
  return path
}

describe('the README', () => {
  let project: string
  beforeAll(() => {
    const sources = typed.map(({ number, code }) => [`block-${number}.mts`, code])
    project = writeProject('readme', Object.fromEntries(sources), links)
  })

  it('shows code, typed code among it, and begins with some that runs', () => {
    expect(typed.length).toBeGreaterThan(0)
    expect(blocks[0]?.runs).toBe(true)
  })

  it('begins with code that runs as an ES module where nothing but the package is installed', async () => {
    const script = write(packed.project, 'first.mjs', blocks[0]?.code ?? 'throw 0', ts.ModuleKind.ESNext)
    expect(await node(packed.project, script)).toEqual({ code: 0, output: expect.any(String) })
  })

  it('begins with code that runs as CommonJS where nothing but the package is installed', async () => {
    const script = write(packed.project, 'first.cjs', blocks[0]?.code ?? 'throw 0', ts.ModuleKind.CommonJS)
    expect(await node(packed.project, script)).toEqual({ code: 0, output: expect.any(String) })
  })

  it('shows typed code that compiles', async () => {
    const options = {
      target: 'ES2022',
      module: 'NodeNext',
      moduleDetection: 'force',
      noImplicitAny: true,
      types: ['node'],
      skipLibCheck: true,
    }
    expect(await compile(project, 'typescript', options, ['*.mts'])).toEqual({ code: 0, output: '' })
  })

  it.for(running)('shows block $number, which runs to its end', async ({ number, code }) => {
    const isScript = /\brequire\(/.test(code) && !/^import\b/m.test(code)
    const [end, module] = isScript
      ? (['cjs', ts.ModuleKind.CommonJS] as const)
      : (['mjs', ts.ModuleKind.ESNext] as const)
    const script = write(project, `block-${number}.${end}`, code, module)
    expect(await node(project, script)).toEqual({ code: 0, output: expect.any(String) })
  })
})
