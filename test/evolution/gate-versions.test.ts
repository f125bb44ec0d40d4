import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NamespaceContract, PastTable } from '../../src/index.js'
import { toContractJson } from '../../src/spec/index.js'
import { CommandFolder } from './command.js'

let folder: CommandFolder
beforeEach(() => {
  folder = new CommandFolder()
})
afterEach(() => folder.remove())

interface Shop {
  readonly version: number
  /** The fields of an order, as code. */
  readonly fields?: string
  readonly name?: string
  readonly past?: string
}

const codeOf = ({ version, fields = 'id: z.string(), price: z.number()', name = 'order:new', past = '' }: Shop) => `
import { event, namespace, past } from '../../src/index.js'
import * as z from 'zod/mini'
const order = event({ payload: z.object({ ${fields} }) })
export const shop = namespace('/shop', {
  version: ${version},
  serverToClient: { '${name}': order },
  clientToServer: { 'order:make': order },
})
${past && `export const shopPast = past<typeof shop>()(${past})`}
`

let builds = 0

/** Writes a module that exports the shop, and the contract.json that it says; returns the name of the module. */
const shopOf = async (shop: Shop, release: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: codeOf(shop), resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
  })
  const file = `shop-${builds++}.mjs`
  folder.write(file, outputFiles[0]?.text ?? '')
  const module = (await import(join(folder.path, file))) as { shop: NamespaceContract; shopPast?: PastTable }
  const source = { contract: module.shop, ...(module.shopPast && { past: module.shopPast }) }
  folder.write('contract.json', toContractJson([source], { package: { name: 'shop', version: release } }))
  folder.write('package.json', { name: 'shop', version: release })
  return file
}

const gate = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
  const answer = await folder.call(['gate', ...args])
  return { ...answer, out: answer.out.replaceAll(/\s+/g, ' ') }
}
const recorded = (version: number): unknown => JSON.parse(folder.read(`contract.versions/${version}.json`))

/** A shop whose field `price` is called `total` since version 2. */
const priced = (past: string): Shop => ({ version: 2, fields: 'id: z.string(), total: z.number()', past })
const good = `{ 1: {
  serverToClient: { 'order:new': { down: ({ total, ...order }) => ({ ...order, price: total }) } },
  clientToServer: { 'order:make': { up: ({ price, ...order }) => ({ ...order, total: price }) } },
} }`

const releaseOne = async (): Promise<void> => {
  await shopOf({ version: 1 }, '1.0.0')
  await gate('--record')
}

test('a release records what was at the version before, once it is raised, in the same bytes each time', async () => {
  await releaseOne()
  expect(existsSync(join(folder.path, 'contract.versions'))).toBe(false)
  const source = await shopOf(priced(good), '1.1.0')
  expect(await gate('--source', source, '--record')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Wrote contract\.released\.json and contract\.versions\/1\.json, with/) as string,
  })
  expect(recorded(1)).toMatchObject({
    format: 1,
    namespaces: {
      '/shop': { version: 1, serverToClient: { 'order:new': { payload: { required: ['id', 'price'] } } } },
    },
  })
  const bytes = folder.read('contract.versions/1.json')
  // nothing was raised since
  expect((await gate('--source', source, '--record')).out).not.toContain('contract.versions')
  expect(folder.read('contract.versions/1.json')).toBe(bytes)
  expect(await gate('--source', source)).toMatchObject({ code: 0, out: expect.stringContaining('OK.') as string })
})

test('a version is recorded before the release, from the last one or from an older one, beside what is there', async () => {
  await releaseOne()
  folder.git('init', '-q')
  folder.git('add', '.')
  folder.git('commit', '-qm', 'one')
  folder.git('tag', 'v1.0.0')
  expect((await gate('--record-versions')).out).toBe(
    'Nothing to record: no version was raised since contract.released.json.',
  )
  const source = await shopOf(priced(good), '1.0.0')
  expect(await gate('--source', source, '--record-versions')).toMatchObject({
    code: 0,
    out: 'Wrote contract.versions/1.json.',
  })
  const one = recorded(1) as { namespaces: Record<string, object> }
  folder.write('contract.versions/1.json', { ...one, namespaces: { '/inn': one.namespaces['/shop'] } })
  expect((await gate('--record-versions', '--against', 'v1.0.0')).out).toBe('Wrote contract.versions/1.json.')
  expect(Object.keys((recorded(1) as typeof one).namespaces)).toEqual(['/inn', '/shop'])
})

test('V01: a version that is served and was never recorded is refused, and the gate says how to record it', async () => {
  await shopOf({ version: 2 }, '1.0.0')
  await gate('--record')
  const source = await shopOf({ version: 3, past: '{ 1: {}, 2: {} }' }, '1.0.0')
  folder.write('.changeset/one.md', '---\n"shop": major\n---\n\nSomething.\n')
  const refused = await gate('--source', source)
  expect(refused.code).toBe(1)
  expect(refused.out).toContain(
    'V01 /shop serves clients of version 1, of which `contract.versions/1.json` says nothing',
  )
  expect(refused.out).toContain('`gate --record-versions` writes it from the last release')
  const one = JSON.parse(folder.read('contract.released.json')) as { namespaces: Record<string, object> }
  folder.write('contract.versions/1.json', {
    ...one,
    namespaces: { '/shop': { ...one.namespaces['/shop'], version: 1 } },
  })
  expect(await gate('--source', source)).toMatchObject({ code: 0 })
})

test('V02: a row whose `down` leaves out a required field of version 1 is refused, and the gate prints the row to change', async () => {
  await releaseOne()
  const leaving = good.replace('({ ...order, price: total })', 'order')
  const source = await shopOf(priced(leaving), '1.0.0')
  folder.write('.changeset/one.md', '---\n"shop": major\n---\n\nSomething.\n')
  const { code, out } = await gate('--source', source)
  expect(code).toBe(1)
  expect(out).toContain(
    "V02 /shop order:new payload server to client goes down to clients of version 1 as they don't read it",
  )
  expect(out).toContain('because a new server may send no `price`; an old client requires it')
  expect(out).toContain(
    "past let its row make up for it: 1: { serverToClient: { 'order:new': { down: (now) => ({ ...now, price: /* what it had there */ }) } } }",
  )
  expect(out).toContain('Not yet: 1 change that no version makes right')
})

test('V03: an `up` that does not fit is refused, and one that is not found is unclear', async () => {
  await releaseOne()
  const source = await shopOf(
    priced(good.replace('({ ...order, total: price })', '({ ...order, total: String(price) })')),
    '1.0.0',
  )
  folder.write('.changeset/one.md', '---\n"shop": major\n---\n\nSomething.\n')
  const refused = await gate('--source', source)
  expect(refused.code).toBe(1)
  expect(refused.out).toContain('V03 /shop order:make payload client to server comes up from clients of version 1')
  expect(refused.out).toMatch(/an old client may send `total` "[^"]*"; a new server takes a number/)
  const right = await shopOf(priced(good), '1.0.0')
  expect(await gate('--source', right)).toMatchObject({ code: 0 })
  const unclear = await gate()
  expect(unclear.code).toBe(1)
  expect(unclear.out).toContain('no module was found that exports the table')
  expect(unclear.out).toContain('with --source')
})

test('N06: a version that is raised without `past` is refused, with the rows that spare old clients', async () => {
  await releaseOne()
  const source = await shopOf({ version: 2, name: 'order:placed' }, '1.0.0')
  const { code, out } = await gate('--source', source)
  expect(code).toBe(1)
  expect(out).toContain(
    "past serve clients of version 1: 1: { serverToClient: { 'order:placed': { name: 'order:new' } } }",
  )
  const served = await shopOf(
    { version: 2, name: 'order:placed', past: "{ 1: { serverToClient: { 'order:placed': { name: 'order:new' } } } }" },
    '1.0.0',
  )
  folder.write('.changeset/one.md', '---\n"shop": minor\n---\n\nSomething.\n')
  const passed = await gate('--source', served)
  expect([passed.code, passed.out]).toEqual([0, expect.stringContaining('Breaks nobody (1) E05 /shop order:new')])
})

test('`diff` goes by recorded versions and functions where there are some', async () => {
  await releaseOne()
  const source = await shopOf(priced(good), '1.1.0')
  const both = ['diff', 'contract.released.json', 'contract.json']
  const unclear = await folder.call(both)
  expect([unclear.code, unclear.out]).toEqual([1, expect.stringContaining('V02')])
  expect(await folder.call([...both, '--source', source])).toMatchObject({ code: 0 })
})

test('a folder of versions that holds something else is exit 2 and named', async () => {
  await releaseOne()
  const contract = JSON.parse(folder.read('contract.json')) as object
  folder.write('contract.versions/one.json', contract)
  expect(await gate()).toMatchObject({
    code: 2,
    err: expect.stringContaining('contract.versions/one.json is not called by the version of a contract') as string,
  })
  await folder.remove()
  folder = new CommandFolder()
  await releaseOne()
  folder.write('contract.versions/2.json', contract)
  expect(await gate()).toMatchObject({
    code: 2,
    err: expect.stringContaining('contract.versions/2.json has /shop at version 1: it holds those at 2') as string,
  })
})
