import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { run } from '../../src/cli/run.js'
import type { AliasTable, NamespaceContract, PastTable } from '../../src/index.js'
import { toContractJson } from '../../src/spec/index.js'
import { misfitsOf } from './report-schema.js'

let folder: string
const folders: string[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'freshness-'))
  folders.push(folder)
})
afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true })
})

const write = (file: string, value: unknown): void =>
  writeFileSync(join(folder, file), typeof value === 'string' ? value : JSON.stringify(value))

interface Shop {
  readonly total?: number
  readonly to?: string
  readonly alias?: string
  /** What else stands in the table. */
  readonly table?: string
  /** What version 1 said otherwise. */
  readonly past?: string
}

const rung = "serverToClient: { bell: { name: 'ring' } }"
const codeOf = ({ total = 9, to = 'kitchen', alias = 'ding', table = '', past = rung }: Shop): string => `
import { aliases, event, namespace, past, room } from '../../src/index.js'
import * as z from 'zod/mini'
const rooms = { kitchen: room('kitchen:{id}'), bar: room('bar:{id}') }
const bell = z.object({ id: z.string(), total: z.number().check(z.lte(${total})) })
export const shop = namespace('/shop', {
  version: 2,
  rooms: Object.values(rooms),
  serverToClient: { bell: event({ payload: bell, to: [rooms.${to}], example: { id: 'a', total: 1 } }) },
  clientToServer: {},
})
export const shopAliases = aliases<typeof shop>()({
  since: '1.0.0',
  removeIn: '2.0.0',
  serverToClient: { ${alias}: 'bell' },
  clientToServer: {},
  ${table}
})
${past && `export const shopPast = past<typeof shop>()({ 1: { ${past} } })`}
`

const builtAs = async (file: string, code: string): Promise<void> => {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
  })
  write(file, outputFiles[0]?.text ?? '')
}

/** Builds a module, and writes what it says with other words. */
const shopPackage = async (shop: Shop = {}): Promise<void> => {
  await builtAs('shop.mjs', codeOf(shop))
  const module = (await import(join(folder, 'shop.mjs'))) as {
    shop: NamespaceContract
    shopAliases: AliasTable
    shopPast: PastTable
  }
  const source = { contract: module.shop, aliases: module.shopAliases, past: module.shopPast }
  const written = toContractJson([source], {
    package: { name: 'shop', version: '1.2.0' },
    prose: {
      namespaces: { '/shop': { summary: 'Said elsewhere.', rooms: { 'bar:{id}': 'Said elsewhere.' } } },
    } as never,
  })
  write('contract.json', written)
  write('contract.released.json', written)
  write('package.json', { name: 'shop', version: '1.2.0' })
  const { namespaces } = JSON.parse(JSON.stringify(written)) as Record<string, Record<string, Record<string, object>>>
  const { bell } = (namespaces?.['/shop']?.['serverToClient'] ?? {}) as Record<string, object>
  const before = { ...namespaces?.['/shop'], version: 1, serverToClient: { ring: bell } }
  mkdirSync(join(folder, 'contract.versions'), { recursive: true })
  write('contract.versions/1.json', { ...written, namespaces: { '/shop': before } })
}

const gate = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
  const [lines, errors]: [string[], string[]] = [[], []]
  const code = await run(['gate', ...args], {
    cwd: folder,
    hasColour: false,
    columns: 100,
    out: (text) => lines.push(text),
    err: (text) => errors.push(text),
  })
  return { code, out: lines.join('\n'), err: errors.join('\n') }
}

test('a contract.json that says what the built contracts say passes, whatever is said of it in words', async () => {
  await shopPackage()
  expect(await gate('--source', 'shop.mjs')).toEqual({
    code: 0,
    out: 'shop 1.2.0: no change\n\nOK. Nothing to release.',
    err: '',
  })
  expect(JSON.parse((await gate('--source', 'shop.mjs', '--json')).out)).toMatchObject({
    passes: true,
    freshness: { state: 'fresh', places: [] },
  })
})

test('what values mean and what may follow them is prose, which no built contract has', async () => {
  await shopPackage()
  const written = JSON.parse(readFileSync(join(folder, 'contract.json'), 'utf8'))
  const { id } = written.namespaces['/shop'].serverToClient.bell.payload.properties
  Object.assign(id, { 'x-enumDescriptions': { a: 'The first.' }, 'x-nextStates': { a: ['b'] } })
  write('contract.json', written)
  expect(JSON.parse((await gate('--source', 'shop.mjs', '--json')).out)).toMatchObject({
    freshness: { state: 'fresh' },
  })
})

test.each<[what: string, now: Shop, place: string]>([
  ['another bound', { total: 5 }, '/shop serverToClient bell'],
  ['another audience', { to: 'bar' }, '/shop serverToClient bell'],
  ['another opening', { table: "opening: { join: 'bells' }," }, '/shop opening (alias)'],
  [
    'another login',
    { table: "login: { query: { success: { event: 'IN', down: (login) => login } } }," },
    '/shop login (alias)',
  ],
  ['another alias', { alias: 'dong' }, '/shop serverToClient ding (alias), /shop serverToClient dong (alias)'],
  [
    'another row of an earlier version',
    { past: rung.replace('ring', 'rang') },
    '/shop serverToClient bell (version 1)',
  ],
  ['no earlier version', { past: '' }, '/shop version 1 (past), /shop serverToClient bell (version 1)'],
])('a contract.json that says %s than they do is refused, and not recorded', async (_, now, place) => {
  await shopPackage()
  await builtAs('later.mjs', codeOf(now))
  const { code, out } = await gate('--source', 'later.mjs')
  const said = `Not yet: contract.json is stale: the contracts in code say something else of ${place}.`
  expect(out.replaceAll(/\s+/g, ' ')).toContain(said)
  expect(code).toBe(1)
  expect(await gate('--source', 'later.mjs', '--markdown')).toMatchObject({
    code: 1,
    out: expect.stringContaining(said) as string,
  })
  expect(JSON.parse((await gate('--source', 'later.mjs', '--json')).out)).toMatchObject({
    passes: false,
    against: ['stale'],
    freshness: { state: 'stale' },
  })
  const before = readFileSync(join(folder, 'contract.released.json'), 'utf8')
  expect(await gate('--record', '--source', 'later.mjs')).toMatchObject({
    code: 2,
    err: expect.stringContaining('is stale') as string,
  })
  expect(readFileSync(join(folder, 'contract.released.json'), 'utf8')).toBe(before)
})

test('a contract.json that says nothing of a namespace in code is stale too', async () => {
  await shopPackage()
  const contract = JSON.parse(readFileSync(join(folder, 'contract.json'), 'utf8')) as object
  write('contract.json', { ...contract, namespaces: {} })
  expect((await gate('--source', 'shop.mjs')).out).toContain('say something else of /shop; ')
})

test('a contract.json that says something of schemas that can’t be described is not known', async () => {
  await shopPackage()
  const silent = "{ '~standard': { version: 1, vendor: 'mine', validate: (value) => ({ value }) } }"
  await builtAs('silent.mjs', codeOf({}).replace(/const bell = .*/, `const bell = ${silent} as never`))
  expect(await gate('--source', 'silent.mjs')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Not known: whether contract.json is fresh.') as string,
  })
})

test('a contract.json that says more than the code is fresh as far as that is known', async () => {
  await shopPackage()
  for (const file of ['contract.json', 'contract.released.json', 'contract.versions/1.json']) {
    const contract = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { namespaces: Record<string, unknown> }
    write(file, { ...contract, namespaces: { ...contract.namespaces, '/inn': contract.namespaces['/shop'] } })
  }
  expect(await gate('--source', 'shop.mjs')).toMatchObject({
    code: 0,
    out: expect.stringContaining(
      'Not known: whether contract.json is fresh for /inn, which no module exports.',
    ) as string,
  })
})

const verdicts = (out: string): string[] => out.match(/\bOK\b|Not yet|Nothing to release|Needs a/g) ?? []
const all = async (...args: string[]): Promise<[text: string[], markdown: string[], json: object]> => [
  verdicts((await gate(...args)).out),
  verdicts((await gate(...args, '--markdown')).out),
  JSON.parse((await gate(...args, '--json')).out) as object,
]

test('one verdict is all that is said of a contract that is stale, whatever the changes need', async () => {
  await shopPackage({ past: '' })
  await builtAs('later.mjs', codeOf({ total: 5, past: '' }))
  const stale = ['--source', 'later.mjs']
  const refused = ['Not yet']
  expect(await all(...stale)).toEqual([refused, refused, expect.objectContaining({ against: ['stale'] })])
  expect((await gate(...stale, '--markdown')).out).toMatch(/^## ❌/)
  expect((await gate(...stale)).out).toMatch(/Write contract\.json anew from the contracts in code\.$/)
  const contract = JSON.parse(readFileSync(join(folder, 'contract.json'), 'utf8')) as {
    namespaces: {
      '/shop': { serverToClient: { bell?: { payload: { properties: { total: { maximum: number } } } } } }
    }
  }
  const { serverToClient } = contract.namespaces['/shop']
  if (serverToClient.bell) serverToClient.bell.payload.properties.total.maximum = 12
  write('contract.json', contract)
  const both = ['Not yet', 'Needs a']
  expect(await all(...stale)).toEqual([
    both,
    both,
    expect.objectContaining({ passes: false, against: ['stale', 'undeclared'] }),
  ])
  // an alias of it is left
  delete serverToClient.bell
  write('contract.json', contract)
  expect(await all(...stale)).toEqual([
    refused,
    refused,
    expect.objectContaining({ passes: false, against: ['stale', 'forbidden'] }),
  ])
  rmSync(join(folder, 'contract.released.json'))
  write('package.json', { name: 'shop', version: '0.0.0' })
  expect(await all(...stale)).toEqual([refused, refused, expect.objectContaining({ against: ['stale'] })])
})

test('one verdict is the last that is said of one that may be released, after what is not known', async () => {
  await shopPackage()
  const passed = ['OK', 'Nothing to release']
  expect(await all()).toEqual([passed, passed, expect.objectContaining({ passes: true, against: [] })])
  expect((await gate()).out).toMatch(/\n\nNot known: .*\n\nOK\. Nothing to release\.$/s)
  rmSync(join(folder, 'contract.released.json'))
  write('package.json', { name: 'shop', version: '0.0.0' })
  const [text, markdown, report] = await all()
  expect([text, markdown, report]).toEqual([['OK'], ['OK'], expect.objectContaining({ old: null, against: [] })])
  expect(misfitsOf(report)).toEqual([])
  expect((await gate()).out).toMatch(/^Not known: .*\n\nOK\. shop was never released: .*\.$/s)
})

const entries = { '.': { types: './shop.d.ts', import: './shop.mjs' }, './contract.json': './contract.json' }

test('the built contracts are found by what a package without side effects exports', async () => {
  await shopPackage()
  const named = (more: object): void => write('package.json', { name: 'shop', version: '1.2.0', ...more })
  const states = async (): Promise<unknown> =>
    (JSON.parse((await gate('--json')).out) as { freshness: unknown }).freshness
  named({ sideEffects: false, exports: entries })
  expect(await states()).toEqual({ state: 'fresh', places: [] })
  named({ sideEffects: false, exports: './shop.mjs' })
  expect(await states()).toEqual({ state: 'fresh', places: [] })
  named({ sideEffects: false, main: 'shop.mjs' })
  expect(await states()).toEqual({ state: 'fresh', places: [] })
  await builtAs('later.mjs', codeOf({ total: 5 }))
  named({ sideEffects: false, exports: './later.mjs' })
  expect(await states()).toMatchObject({ state: 'stale' })
})

test('the built contracts are not found where an import might do more, or fails: then it is said that nothing is known', async () => {
  await shopPackage()
  for (const more of [
    {},
    { sideEffects: true, exports: entries },
    { sideEffects: false, exports: './not-built.mjs' },
  ]) {
    write('package.json', { name: 'shop', version: '1.2.0', ...more })
    expect(await gate()).toMatchObject({
      code: 0,
      out: expect.stringContaining('Not known: whether contract.json is fresh.') as string,
    })
  }
  write('broken.mjs', "import 'a-peer-nobody-installed'")
  write('package.json', { name: 'shop', version: '1.2.0', sideEffects: false, exports: './broken.mjs' })
  expect((await gate()).out).toContain('Not known')
  expect(await gate('--source', 'broken.mjs')).toMatchObject({
    code: 2,
    err: expect.stringContaining("broken.mjs can't be imported") as string,
  })
  write('empty.mjs', 'export const nothing = 1')
  expect(await gate('--source', 'empty.mjs')).toMatchObject({
    code: 2,
    err: 'socket-canon gate: --source: empty.mjs exports no contract',
  })
})
