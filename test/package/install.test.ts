import { spawnSync } from 'node:child_process'
import { existsSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { expect, test } from 'vitest'
import { codeEntries, dataEntries, manifest, node, packed, writeProject } from './project.js'

const nodeModules = join(packed.project, 'node_modules')
const folders = (folder: string) => readdirSync(folder).filter((name) => !name.startsWith('.'))

test('an installation holds the package and the types of Standard Schema', () => {
  const names = folders(nodeModules).flatMap((name) =>
    name.startsWith('@') ? folders(join(nodeModules, name)).map((inner) => `${name}/${inner}`) : [name],
  )
  expect(names.sort()).toEqual(['@standard-schema/spec', 'socket-canon'])
  expect(names.filter((name) => existsSync(join(nodeModules, name, 'node_modules')))).toEqual([])
})

test('an installation holds the built files, the contract as data, the guides and four papers', () => {
  const tops = new Set(packed.files.map((file) => file.split('/')[0]))
  const papers = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']
  const schemas = ['contract.gate.schema.json', 'contract.schema.json', 'report.schema.json', 'schemas']
  const data = ['asyncapi', 'contract.json', ...schemas]
  expect([...tops].sort()).toEqual([...papers, ...data, 'dist', 'docs'].sort())
})

const papers = packed.files.filter((file) => file.endsWith('.md') && file !== 'CHANGELOG.md')
test.for(papers)('%s leads to nothing that is not installed, or in the repository', (paper) => {
  const inRepository = `${manifest.repository.url.replace(/^git\+|\.git$/g, '')}/blob/main/`
  const targets = [...readFileSync(join(packed.installed, paper), 'utf8').matchAll(/\]\(([^)\s#]+)(?:#[^)\s]*)?\)/g)]
  const dead = targets
    .map(([, target = '']) => target)
    .filter((target) =>
      target.startsWith(inRepository)
        ? !existsSync(join(packed.repo, target.slice(inRepository.length)))
        : !/^\w+:/.test(target) && !packed.files.includes(posix.join(posix.dirname(paper), target)),
    )
  expect(dead).toEqual([])
})

test('an installation holds JavaScript, declarations and the look of a site only in its built files, and no tests', () => {
  const built = packed.files.filter((file) => file.startsWith('dist/'))
  expect(built.length).toBeGreaterThan(0)
  const odd = built.filter((file) => !/\.(c?js|d\.ts)$/.test(file) || /\.test(-d)?\./.test(file))
  const looks = ['frame', 'reference'].map((name) => `dist/esm/reference/assets/${name}.css`)
  expect(odd).toEqual(['dist/cjs/package.json', ...looks])
})

test('an installation declares that no file has side effects', () => {
  expect(manifest.sideEffects).toBe(false)
})

test('the manifest satisfies publint', async () => {
  const { messages, pkg } = await publint({ pkgDir: packed.installed, pack: false, level: 'warning' })
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
})

test('the manifest resolves to right types in every mode of resolution', () => {
  const attw = join(packed.repo, 'node_modules/@arethetypeswrong/cli/dist/index.js')
  // a file, since attw ends before a pipe has taken everything
  const answer = join(packed.root, 'attw.json')
  const args = [attw, packed.tarball, '--format', 'json', '--no-definitely-typed']
  spawnSync(process.execPath, args, { stdio: ['ignore', openSync(answer, 'w'), 'inherit'] })
  const { analysis }: { analysis: Analysis } = JSON.parse(readFileSync(answer, 'utf8'))
  expect(analysis.problems).toEqual([])
  const modes = ['node10', 'node16-cjs', 'node16-esm', 'bundler']
  expect(Object.keys(analysis.entrypoints).sort()).toEqual(Object.keys(manifest.exports).sort())
  // what a folder's pattern stands for, it does not look at
  const single = Object.entries(analysis.entrypoints).filter(([entry]) => !entry.includes('*'))
  for (const [entry, { resolutions }] of single)
    for (const mode of modes) expect(resolutions[mode]?.resolution, `${entry} in ${mode}`).toBeDefined()
})

interface Analysis {
  problems: unknown[]
  entrypoints: Record<string, { resolutions: Record<string, { resolution?: { fileName: string } }> }>
}

// four of them need an optional peer, the others none: there is no zod in the project
const nest = ['common', 'core', 'websockets'].map((name) => `@nestjs/${name}`)
const withPeers = writeProject('entries', {}, ['react', '@opentelemetry/api', 'oxc-parser', ...nest])
const onPeers = ['react', 'nest', 'fields', 'otel', 'eslint'].map((name) => `socket-canon/${name}`)
const projectFor = (name: string) => (onPeers.includes(name) ? withPeers : packed.project)

test.concurrent.for(codeEntries)('the entry $name is required by a CommonJS module', async ({ name }) => {
  const code = `console.log(Object.keys(require('${name}')).length)`
  const { code: exit, output } = await node(projectFor(name), '--input-type=commonjs', '-e', code)
  expect({ exit, output }).toEqual({ exit: 0, output: expect.stringMatching(/^[1-9]\d*\n$/) })
})

test.concurrent.for(codeEntries)(
  'the entry $name is imported by an ES module, and exports the same names to both',
  async ({ name }) => {
    const code = `import * as entry from '${name}'; import { createRequire } from 'node:module'
      const required = createRequire(import.meta.url)('${name}')
      console.log(JSON.stringify([Object.keys(entry).filter((key) => key !== 'module.exports').sort(), Object.keys(required).sort()]))`
    const { code: exit, output } = await node(projectFor(name), '--input-type=module', '-e', code)
    expect({ exit, output }).toEqual({ exit: 0, output: expect.stringMatching(/^\[\[".*\n$/) })
    const [imported, required]: string[][] = JSON.parse(output)
    expect(imported).toEqual(required)
  },
)

test.concurrent.for(dataEntries)('the entry %s is data for both', async (name) => {
  const code = `import data from '${name}' with { type: 'json' }; import { createRequire } from 'node:module'
      console.log(JSON.stringify(data) === JSON.stringify(createRequire(import.meta.url)('${name}')))`
  const { output } = await node(packed.project, '--no-warnings', '--input-type=module', '-e', code)
  expect(output).toBe('true\n')
})
