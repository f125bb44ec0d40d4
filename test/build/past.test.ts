import { expect, test } from 'vitest'
import { loadContracts } from '../../src/build/load-contracts.js'
import { toContractJson } from '../../src/spec/index.js'
import { ownPackage } from './own-package.js'

const contracts = `import { event, namespace } from 'socket-canon'
import * as z from 'zod'
const order = z.object({ orderId: z.string().max(9), currency: z.string().max(3) })
export const shop = namespace('/shop', {
  version: 3,
  serverToClient: { 'order:placed': event({ payload: order, example: { orderId: 'o1', currency: 'EUR' } }) },
  clientToServer: { 'order:submit': event({ payload: order, example: { orderId: 'o1', currency: 'EUR' } }) },
})
export const bar = namespace('/bar', {
  version: 2,
  serverToClient: { bell: event({}), 'order:placed': event({ payload: order }) },
  clientToServer: {},
})
`
const rows = `import { past } from 'socket-canon'
import type { bar, shop } from './contracts.js'
/** Orders were in dollars. */
const dollars = { up: (old: unknown) => ({ currency: 'USD', ...(old as object) }) }
export const shopPast = past<typeof shop>()({
  1: {},
  2: {
    serverToClient: {
      /** It was called by what it is. */
      'order:placed': { name: 'order:new', rename: { nr: 'orderId' } },
    },
    clientToServer: {
      /** @example { "orderId": "o2" } */
      'order:submit': { ...dollars },
    },
  },
})
`
const load = (past: string, others: Readonly<Record<string, string>> = {}) => {
  const index = "export * from './contracts.js'\nexport * from './past.js'\n"
  const files = { 'src/contracts.ts': contracts, 'src/past.ts': past, 'src/index.ts': index, ...others }
  const entries = ['src/index.ts', ...Object.keys(others)]
  return loadContracts(entries, { cwd: ownPackage(files) })
}

test('what is said above the rows of earlier versions stands beside them, with the payloads that are written down', async () => {
  const { contracts, prose } = await load(rows)
  const { namespaces } = toContractJson(contracts, { prose })
  const bare = { heard: {}, down: false, reply: false }
  expect(namespaces['/bar']).not.toHaveProperty('past')
  expect(namespaces['/shop']?.past).toEqual({
    1: { serverToClient: {}, clientToServer: {} },
    2: {
      serverToClient: {
        'order:placed': {
          ...bare,
          name: 'order:new',
          rename: { nr: 'orderId' },
          up: false,
          notes: 'It was called by what it is.',
          examples: [{ payload: { nr: 'o1', currency: 'EUR' }, sent: true }],
        },
      },
      clientToServer: {
        'order:submit': {
          ...bare,
          rename: {},
          up: true,
          notes: 'Orders were in dollars.',
          examples: [{ payload: { orderId: 'o2' }, sent: true, canonical: { orderId: 'o2', currency: 'USD' } }],
        },
      },
    },
  })
})

const faults: readonly (readonly [what: string, past: string, message: string])[] = [
  [
    'a row of an event that is none of today',
    "export const shopPast = { 1: { serverToClient: { 'order:new': {} } } }",
    'src/past.ts: /shop: version 1 of `past`, order:new (serverToClient): a row stands under the name that an event has today, and the contract declares none of this name; nearest: order:placed',
  ],
  [
    'a row of the contract that has most of the events',
    'export const old = { 1: { serverToClient: { bell: {}, ring: {} } } }',
    'src/past.ts: /bar: version 1 of `past`, ring (serverToClient): ',
  ],
  [
    'a version that is none below',
    "export const shopPast = { 3: { serverToClient: { 'order:placed': {} } } }",
    'src/past.ts: /shop: `past` has a version 3, which is none below 3',
  ],
  [
    'a table that fits two contracts',
    "export const old = { 1: { serverToClient: { 'order:placed': {} } } }",
    'src/past.ts: the table of earlier versions old fits /bar and /shop: name it after the contract that it is of, as shopPast is named after shop',
  ],
  [
    'two tables of one contract',
    "export const old = { 1: { clientToServer: { 'order:submit': {} } } }\nexport const older = { 2: { clientToServer: { 'order:submit': {} } } }",
    'src/index.ts: it exports several tables of earlier versions that fit /shop, which has one: export it alone',
  ],
  [
    'a payload that is written down and not read',
    rows.replace('"orderId": "o2"', '"order": "o2"'),
    '/shop order:submit (clientToServer): a row of `past` does not read its own @example',
  ],
]

test.each(faults)('%s is told with its file and its row', async (_, past, message) => {
  const loading = load(past).then(({ contracts, prose }) => toContractJson(contracts, { prose }))
  await expect(loading).rejects.toThrow(message)
})

test('a table that stands in an entry without its contract is to be exported beside it', async () => {
  const stray = `import { event, namespace } from 'socket-canon'
export const pub = namespace('/pub', { serverToClient: {}, clientToServer: {} })
export const shopPast = { 2: { clientToServer: { 'order:submit': {} } } }
`
  await expect(load('export {}', { 'src/pub.ts': stray })).rejects.toThrow(
    'src/pub.ts: the table of earlier versions shopPast fits /shop, and src/pub.ts does not export that: export the table beside its contract',
  )
})
