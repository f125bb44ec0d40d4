import { expect, test } from 'vitest'
import { type ContractJson, diff } from '../../src/spec/index.js'
import { aliasOf, contractOf, eventOf, namespaceOf, shopOf } from './contract-maker.js'

const whole = shopOf({
  serverToClient: { 'order:new': eventOf({ payload: { type: 'object' } }) },
  aliases: { serverToClient: { 'new-order': aliasOf('order:new') } },
})
const shop = namespaceOf(whole.namespaces['/shop'])
const withShop = (part: object): unknown => ({ ...whole, namespaces: { '/shop': { ...shop, ...part } } })
const withEvent = (part: object): unknown =>
  withShop({ serverToClient: { 'order:new': { ...eventOf({ payload: { type: 'object' } }), ...part } } })
const withAlias = (alias: unknown): unknown =>
  withShop({ aliases: { ...shop.aliases, serverToClient: { 'new-order': alias } } })
const withTable = (part: object): unknown => withShop({ aliases: { ...shop.aliases, ...part } })

const broken: readonly (readonly [problem: string, contract: unknown])[] = [
  ['is no contract: it has to be a JSON object', [whole]],
  ['is no contract: it has to be a JSON object', null],
  ['is no contract: it has no `format` or no `namespaces`', { namespaces: {} }],
  ['is no contract: it has no `format` or no `namespaces`', { format: 1 }],
  ['is no contract: its `format` is no whole number', { ...whole, format: '1' }],
  ['is no contract: its `format` is no whole number', { ...whole, format: 1.5 }],
  ['has format 2, and this release reads format 1', { ...whole, format: 2 }],
  ['`namespaces` is no object', { ...whole, namespaces: [] }],
  ['`protocol` has no object `serverToClient`', { ...whole, protocol: undefined }],
  ['`protocol` has no object `errorCodes`', { ...whole, protocol: { ...whole.protocol, errorCodes: [] } }],
  ['`tombstones` is no list', { ...whole, tombstones: {} }],
  ['the namespace /shop is no object', { ...whole, namespaces: { '/shop': 'shop' } }],
  ['/shop has no object `rooms`', withShop({ rooms: undefined })],
  ['/shop has no object `aliases`', withShop({ aliases: [] })],
  ['/shop has no whole number `version`', withShop({ version: '1' })],
  ['/shop serverToClient order:new is no event', withShop({ serverToClient: { 'order:new': 'event' } })],
  ['/shop serverToClient order:new is no event', withEvent({ types: undefined })],
  ['/shop serverToClient order:new is no event', withEvent({ joins: 'room' })],
  ['/shop serverToClient order:new is no event', withEvent({ reply: true })],
  [
    'the aliases of /shop have no object `clientToServer`',
    withShop({ aliases: { ...shop.aliases, clientToServer: [] } }),
  ],
  ['`shapes` of the aliases of /shop is no object', withTable({ shapes: [] })],
  ['`opening` of the aliases of /shop is no object', withTable({ opening: 'join' })],
  ['`login` of the aliases of /shop is no object', withTable({ login: null })],
  ['the shape of order:new in /shop is none', withTable({ shapes: { serverToClient: { 'order:new': 'bare' } } })],
  [
    'the shape of order:new in /shop is none',
    withTable({ shapes: { serverToClient: { 'order:new': { heard: {} } } } }),
  ],
  ['the login by event in /shop says not by what it succeeds', withTable({ login: { event: {} } })],
  ['the alias new-order of /shop says not what it stands for', withAlias('order:new')],
  ['the alias new-order of /shop says not what it stands for', withAlias({ rename: {} })],
]

test.each(broken)('a contract that is not whole is refused with the place: %s', (problem, contract) => {
  const refusal = (which: string): object =>
    expect.objectContaining({
      name: 'ContractFileError',
      code: 'CONTRACT_INVALID',
      message: expect.stringMatching(new RegExp(`^the ${which} contract .*`)) as string,
    }) as object
  const compare = (old: unknown, next: unknown) => () => diff(old as ContractJson, next as ContractJson)
  expect(compare(contract, whole)).toThrow(refusal('old'))
  expect(compare(whole, contract)).toThrow(refusal('new'))
  expect(compare(contract, whole)).toThrow(problem)
})

test('a whole contract, with tombstones or without, is compared', () => {
  expect(diff(whole, { ...whole, tombstones: [] } as ContractJson).findings).toEqual([])
  expect(diff(contractOf({}), contractOf({})).findings).toEqual([])
})
