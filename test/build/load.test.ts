import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { Server } from 'socket.io'
import { expect, test } from 'vitest'
import { loadContracts } from '../../src/build/load-contracts.js'
import { contractSource } from '../../src/cli/init/files/contract-source.js'
import { serve } from '../../src/server/index.js'
import { ownPackage, shop } from './own-package.js'

test('a package is read with what it says of its contract in comments', async () => {
  const { contracts, prose } = await loadContracts(['src/shop.ts'], { cwd: ownPackage({ 'src/shop.ts': shop }) })
  expect(contracts.map(({ contract, aliases }) => [contract.path, Object.keys(aliases?.serverToClient ?? {})])).toEqual(
    [['/shop', ['orderChanged']]],
  )
  expect(prose.namespaces?.['/shop']).toEqual({
    summary: 'Orders, as they are placed and sent.',
    serverToClient: {
      'order:updated': {
        summary: 'An order is somewhere else than before.',
        payload: {
          orderId: "The order's own id.",
          status: 'Where it stands.',
          lines: 'What it holds.',
          'lines.[].article': 'What was bought.',
          'lines.[].count': 'How often.',
          address: 'Where it goes.',
          updatedAt: 'When that was.',
        },
        reply: {},
        types: { payload: 'OrderUpdated' },
      },
    },
    clientToServer: {
      'order:join': {
        summary: 'Follows an order.',
        payload: { orderId: "The order's own id." },
        reply: { room: 'The room that was entered.' },
        types: {},
      },
    },
    rooms: { 'order:{orderId}': 'Gathers who follows one order.' },
    aliases: {
      examples: { serverToClient: {}, clientToServer: {}, shapes: { serverToClient: {}, clientToServer: {} } },
      serverToClient: { orderChanged: 'The name of the first year.' },
      clientToServer: {},
      unacknowledged: {},
      login: {},
      shapes: { serverToClient: {}, clientToServer: {} },
    },
    enumerations: {
      OrderStatus: { summary: 'Where an order stands.', values: ['placed', 'paid', 'sent'], open: false },
    },
  })
})

test('the contract that `init` lays out is served with its names of old', async () => {
  const source = contractSource({ word: 'shop', constant: 'shop' })
  const { contracts } = await loadContracts(['src/shop.ts'], { cwd: ownPackage({ 'src/shop.ts': source }) })
  for (const { contract, aliases } of contracts)
    expect(() => serve(new Server(), contract, { aliases, legacy: true } as never)).not.toThrow()
})

const broken: readonly (readonly [
  what: string,
  entries: readonly string[],
  files: Readonly<Record<string, string>>,
  message: RegExp,
])[] = [
  ['a syntax error', ['src/a.ts'], { 'src/a.ts': 'export const a = {\n' }, /^src\/a\.ts:2: /],
  ['no contract', ['src/a.ts'], { 'src/a.ts': 'export const a = 1\n' }, /^src\/a\.ts: it exports no contract/],
  ['no file', ['src/a.ts'], {}, /src\/a\.ts/],
  [
    'a module that is CommonJS',
    ['src/a.js'],
    { 'src/a.js': "const { namespace } = require('socket-canon')\nmodule.exports = { shop: namespace('/a', {}) }\n" },
    /^src\/a\.js: it is CommonJS, which no build reads: write it with import and export$/,
  ],
  [
    'a module that throws',
    ['src/a.ts'],
    { 'src/a.ts': "import './b.js'\n", 'src/b.ts': "throw new Error('no key')\n" },
    /^src\/b\.ts:1: no key/,
  ],
  [
    'a module that throws several lines',
    ['src/a.ts'],
    { 'src/a.ts': "throw new Error('no key\\nset KEY')\n" },
    /^src\/a\.ts:1: no key$/,
  ],
  ['a module that throws no error', ['src/a.ts'], { 'src/a.ts': "throw 'no key'\n" }, /^src\/a\.ts: no key$/],
  [
    'an import that leads nowhere',
    ['src/a.ts'],
    { 'src/a.ts': "import './b.js'\n" },
    /^src\/a\.ts:1: Could not resolve "\.\/b\.js"/,
  ],
  [
    'a schema that transforms',
    ['src/a.ts'],
    { 'src/a.ts': shop.replace('status,\n', 'status: status.transform(String) as never,\n') },
    /^src\/a\.ts: \/shop order:updated, payload: /,
  ],
  [
    'two contracts of one path',
    ['src/a.ts', 'src/b.ts'],
    { 'src/a.ts': shop, 'src/b.ts': shop },
    /^src\/b\.ts: a contract of \/shop is exported by src\/a\.ts too/,
  ],
]

test("a module of a folder whose name ends like that of packages is the own package's", async () => {
  const files = {
    'src/a.ts': "export { shop } from './my_node_modules/shop.js'\n",
    'src/my_node_modules/shop.ts': shop,
  }
  const { prose } = await loadContracts(['src/a.ts'], { cwd: ownPackage(files) })
  expect(prose.namespaces?.['/shop']?.summary).toBe('Orders, as they are placed and sent.')
})

test('an entry that is a link is told with the file to name', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop })
  symlinkSync('shop.ts', join(cwd, 'src/link.ts'))
  await expect(loadContracts(['src/link.ts'], { cwd })).rejects.toThrow(
    'src/link.ts: it is a link to src/shop.ts: name that file',
  )
})

test('nothing is left of the folder in which modules ran', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop })
  await loadContracts(['src/shop.ts'], { cwd })
  expect(existsSync(join(cwd, 'node_modules/.cache'))).toBe(false)
})

test.for(broken)('%s is told in one line that names the file', async ([, entries, files, message]) => {
  const error = await loadContracts(entries, { cwd: ownPackage(files) }).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ name: 'BuildError', message: expect.stringMatching(message) })
  expect((error as Error).message).not.toContain('\n')
})
