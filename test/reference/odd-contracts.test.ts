import { expect, test } from 'vitest'
import { brokenIn } from '../../src/reference/links.js'
import { addressesIn } from '../../src/reference/pages/page.js'
import { type Site, siteFiles, siteOf } from '../../src/reference/site.js'
import { type ContractJson, toContractJson } from '../../src/spec/index.js'
import { ownContract } from './own-contract.js'

type Json = Record<string, unknown>

const bare = toContractJson([])
const event = (more: Json): Json => ({
  address: 'x',
  direction: 'serverToClient',
  to: [],
  joins: [],
  leaves: [],
  everybody: false,
  direct: false,
  volatile: false,
  types: {},
  ...more,
})

/** Makes a contract of one namespace with the given events of the server. */
function contractOf(path: string, events: Json, more: Json = {}): ContractJson {
  const aliases = { serverToClient: {}, clientToServer: {} }
  const namespace = { version: 1, rooms: {}, serverToClient: events, clientToServer: {}, aliases, ...more }
  return { ...bare, namespaces: Object.fromEntries([[path, namespace]]) } as unknown as ContractJson
}

const self = { $ref: '#' }
const odd: Record<string, ContractJson> = {
  'no namespace': bare,
  'one without systems': ownContract(),
  'the root': contractOf('/', { ping: event({ address: 'ping' }) }),
  'names of JavaScript': contractOf('/delete', {
    constructor: event({ address: 'constructor', payload: { type: 'object', properties: { toString: {} } } }),
  }),
  'markup in names': contractOf('/<b>&"', { '<i>"&`': event({ address: 'i', summary: '<script>alert(1)</script>' }) }),
  'addresses that meet': contractOf('/a', {
    about: event({ address: 'about-events' }),
    'x:payload': event({ address: 'x-payload' }),
    x: event({ address: 'x', payload: { type: 'object', properties: { 'a b': { type: 'string' } } } }),
    '::': event({ address: '' }),
    ';;': event({ address: '' }),
  }),
  'only to one client': contractOf('/direct', { 'you:are': event({ direct: true, payload: { type: 'string' } }) }),
  'schemas of every kind': contractOf('/schemas', {
    endless: event({ address: 'e1', payload: { type: 'array', items: self } }),
    nowhere: event({ address: 'e2', payload: { $ref: '#/$defs/none' } }),
    tuple: event({ address: 'e3', payload: { type: 'array', prefixItems: [{ type: 'string' }, true, false] } }),
    all: event({ address: 'e4', payload: { allOf: [{ type: 'object', properties: { a: {} } }, { required: ['a'] }] } }),
    many: event({
      address: 'e5',
      payload: { anyOf: [{ type: 'object', properties: { a: self, b: self } }, { type: 'null' }] },
    }),
    patterns: event({ address: 'e6', payload: { type: 'object', patternProperties: { '^a': { type: 'number' } } } }),
  }),
  'earlier versions by hand': contractOf(
    '/past',
    { constructor: event({ address: 'c' }), x: event({ address: 'x' }) },
    { version: 3, past: { 1: {}, 2: { serverToClient: { constructor: { name: '<b>' }, x: false, gone: {} } } } },
  ),
  'rooms without families': contractOf('/rooms', { all: event({ everybody: true, to: ['a(b:{id}', 'lobby'] }) }),
}

/** Lists the addresses that a page has twice, and the links that lead nowhere. */
function faultsOf(site: Site): string[] {
  const twice = site.pages.flatMap(({ path, body }) => {
    const addresses = addressesIn(body)
    return addresses.filter((each, at) => addresses.indexOf(each) !== at).map((each) => `${path} has ${each} twice`)
  })
  return [...twice, ...brokenIn(site, new Set()).map(({ page, href }) => `${page} leads to ${href}`)]
}

test.each(Object.entries(odd))('%s: a whole site, in which every link leads somewhere', (_, contract) => {
  const site = siteOf(contract)
  expect(faultsOf(site)).toEqual([])
  const files = siteFiles(site)
  expect(files.get('index.html')).toContain('<h1>')
  expect([...files].filter(([path, text]) => !path.endsWith('.json') && text.includes('<script>alert'))).toEqual([])
  expect(site.pages).toHaveLength(8 + Object.keys(contract.namespaces).length)
})

test('bytes are told as bytes, by their count, and written as bytes in the code of every end', () => {
  const file = { type: 'string', format: 'binary', contentEncoding: 'binary', maxLength: 2000 }
  const payload = { type: 'object', properties: { file }, required: ['file'] }
  const site = siteOf(contractOf('/files', { put: event({ address: 'put', payload, example: { file: 'H\u00ff' } }) }))
  const [page, fields] = ['Payload of', 'id="format-binary"'].map((words) =>
    site.pages.find(({ body }) => body.includes(words)),
  )
  const text = page?.body.replace(/<[^>]*>/g, '') ?? ''
  for (const words of ['bytes', 'up to 2,000 bytes', 'new Uint8Array([72, 255])', 'bytes([72, 255])'])
    expect(text).toContain(words)
  expect(text).toContain('"H\u00ff"'.replace(/"/g, '&quot;'))
  expect(fields?.body).toContain('which travel beside the JSON')
})

test('paths that differ in capitals or hyphens only have pages of their own', () => {
  const { namespaces } = contractOf('/a-b', {})
  const paths = ['/a-b', '/a/b', '/A-b', '/a.b', '/', '']
  const site = siteOf({
    ...bare,
    namespaces: Object.fromEntries(paths.map((path) => [path, namespaces['/a-b']])),
  } as ContractJson)
  const pages = site.pages.map(({ path }) => path.toLowerCase())
  // the root is called by its slash or by nothing, and is one
  expect(new Set(pages).size).toBe(pages.length - 1)
})

test('code imports what the package exports, by rule or as the contract says', () => {
  const contract = ownContract()
  const codeOf = (each: ContractJson): string =>
    siteOf(each)
      .pages.find(({ path }) => path === 'events/shop.html')
      ?.body.replace(/<[^>]+>/g, '') ?? ''
  const byRule = codeOf(contract)
  for (const part of [
    "from '@acme/events/shop'",
    'shopAliases',
    'orderRoom',
    'orderItemsRoom',
    'ShopServerToClientEvents',
  ])
    expect(byRule).toContain(part)
  expect(byRule).not.toContain("from 'socket-canon/shop'")
  const shop = { ...contract.namespaces['/shop'], exports: { from: '@acme/shop', contract: 'acmeShop' } }
  const said = codeOf({ ...contract, namespaces: { '/shop': shop } } as ContractJson)
  expect(said).toContain("from '@acme/shop'")
  expect(said).toContain('acmeShopAliases')
})

test('a schema that holds itself is told once, and says where it is told', () => {
  const body = siteOf(ownContract()).pages.find(({ path }) => path === 'events/shop.html')?.body ?? ''
  expect(body).toContain('id="shop-categories.below"')
  expect(body).not.toContain('below[].below[]')
  expect(body).toMatch(/with the fields of the whole again/)
})

test('search finds an event by the name it had, and a field of each of several shapes', () => {
  const { rows } = siteOf(ownContract())
  expect(rows).toContainEqual({
    name: 'new-order',
    kind: 'legacy name',
    hint: 'is order:placed, from the server, on /shop',
    url: 'events/shop.html#order-placed',
  })
  expect(rows.filter(({ name }) => name === 'change.kind').map(({ url }) => url)).toEqual([
    'events/shop.html#item-changed.change.kind',
    'events/shop.html#item-changed.change.kind~~2',
  ])
})
