import { type } from 'arktype'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { aliases, event, type NamespaceContract, namespace, room } from '../index.js'
import { patientPharmacy } from '../patient-pharmacy.js'
import { toAsyncApi, toContractJson, toJsonSchema } from './index.js'

const name = z.string().check(z.maxLength(64))
z.globalRegistry.add(name, { description: 'What it is called.' })
const shops = z.array(z.looseObject({ name, kind: z.enum(['big', 'small']) })).check(z.maxLength(5))
z.globalRegistry.add(shops, { description: 'Every shop there is.' })
const shopRoom = room('shop:{shopId}', { legacy: ['shop_{shopId}'] })
const shop = namespace('/shop', {
  version: 3,
  legacyPath: { path: '/old', without: ['shop:opened'] },
  rooms: [shopRoom],
  serverToClient: {
    'shop:opened': event({
      payload: z.object({ name, at: z.optional(z.number()) }),
      identity: ({ name }) => [{ key: name }],
      to: [shopRoom],
      state: 'snapshot',
      since: '1.1.0',
      deprecated: { since: '1.2.0', replacedBy: 'shop:open', removeIn: '2.0.0' },
      example: { name: 'Corner' },
    }),
    'shop:list': event({ payload: shops }),
    bell: event({}),
  },
  clientToServer: {
    'shop:enter': event({
      payload: z.strictObject({ shopId: z.string().check(z.regex(/^[a-z$]+$/)) }),
      reply: z.record(z.string(), z.object({ name })),
      joins: [shopRoom],
      limit: { count: 1, perMs: 1000 },
      example: { shopId: 'corner' },
    }),
  },
})
const table = aliases<typeof shop>()({
  since: '1.0.0',
  serverToClient: {
    opened: 'shop:opened',
    open: { of: 'shop:opened', rename: { title: 'name' }, when: () => true, emit: false, removeIn: '3.0.0' },
  },
  clientToServer: { enter: { of: 'shop:enter', bare: 'shopId', reply: { down: () => true } } },
  unacknowledged: { 'shop:enter': { event: 'entered', down: () => ({}) } },
})
const source = { contract: shop, aliases: table }

const { namespaces, systems } = toContractJson([source])
const json = namespaces['/shop']

test("a contract of somebody else's is described with the descriptions its schemas are registered with", () => {
  expect(json?.serverToClient['shop:opened']).toEqual({
    address: 'shop-opened',
    direction: 'serverToClient',
    payload: {
      type: 'object',
      properties: {
        at: { type: 'number' },
        name: { type: 'string', maxLength: 64, description: 'What it is called.' },
      },
      required: ['name'],
      'x-order': ['name', 'at'],
      'x-unknown': 'strip',
    },
    example: { name: 'Corner' },
    misfits: [
      { path: ['name'], issues: [{ path: ['name'], expected: 'text' }] },
      { path: ['name'], value: 7, issues: [{ path: ['name'], expected: 'text' }] },
    ],
    to: ['shop:{shopId}'],
    everybody: false,
    direct: false,
    joins: [],
    leaves: [],
    identity: { words: 'A function of the contract tells.' },
    state: 'snapshot',
    volatile: false,
    since: '1.1.0',
    deprecated: { since: '1.2.0', replacedBy: 'shop:open', removeIn: '2.0.0' },
    types: {},
  })
  expect(systems).toEqual({})
  expect(json).toMatchObject({ version: 3, legacyPath: { path: '/old', without: ['shop:opened'] } })
  expect(json?.rooms).toEqual({ 'shop:{shopId}': { params: ['shopId'], legacy: ['shop_{shopId}'] } })
})

test("a contract of somebody else's tells refused, dropped and kept keys apart", () => {
  expect(json?.serverToClient['shop:list']?.payload).toMatchObject({ items: { 'x-unknown': 'loose' } })
  expect(json?.clientToServer['shop:enter']?.payload).toMatchObject({ 'x-unknown': 'strict' })
  expect(json?.clientToServer['shop:enter']?.reply).toMatchObject({
    additionalProperties: { 'x-unknown': 'strip', properties: { name: { description: 'What it is called.' } } },
  })
})

test("a contract of somebody else's may have events without payload or words, that go to everybody", () => {
  expect(json?.serverToClient['bell']).not.toHaveProperty('summary')
  expect(json?.serverToClient['shop:list']).toMatchObject({ summary: 'Every shop there is.' })
  expect(json?.serverToClient['bell']).toMatchObject({ everybody: true, to: [] })
  expect(json?.serverToClient['bell']).not.toHaveProperty('payload')
})

test("a contract of somebody else's names sets of words by their place where nobody named them", () => {
  expect(json?.enumerations).toEqual({ 'shop-list.payload.[].kind': { values: ['big', 'small'], open: false } })
})

test("a contract of somebody else's has its alias table, releases included", () => {
  const plain = {
    rename: {},
    heard: {},
    up: false,
    down: false,
    when: false,
    emit: true,
    reply: false,
    since: '1.0.0',
  }
  expect(json?.aliases).toEqual({
    serverToClient: {
      opened: {
        ...plain,
        of: 'shop:opened',
        takesToday: true,
        examples: [{ payload: { name: 'Corner' }, sent: true }],
      },
      open: {
        ...plain,
        of: 'shop:opened',
        rename: { title: 'name' },
        when: true,
        emit: false,
        removeIn: '3.0.0',
        takesToday: true,
        examples: [{ payload: { title: 'Corner' }, sent: false }],
      },
    },
    clientToServer: {
      enter: {
        ...plain,
        of: 'shop:enter',
        bare: 'shopId',
        reply: true,
        replyForm: { down: true },
        takesToday: true,
        examples: [{ payload: 'corner', sent: true }],
      },
    },
    unacknowledged: { 'shop:enter': { event: 'entered' } },
  })
  expect(toContractJson([shop]).namespaces['/shop']?.aliases).toEqual({
    serverToClient: {},
    clientToServer: {},
    unacknowledged: {},
  })
})

test("a contract of somebody else's takes prose, a package and systems from beside", () => {
  const told = toContractJson([source], {
    package: { name: 'shops', version: '1.0.0' },
    systems: { street: { title: 'Street', summary: 'Has shops.', namespaces: ['/shop'] } },
    prose: {
      namespaces: {
        '/shop': {
          summary: 'Sells.',
          rooms: { 'shop:{shopId}': 'Gathers buyers.' },
          aliases: { serverToClient: { open: 'Sometimes.' }, unacknowledged: { 'shop:enter': 'Carries nothing.' } },
          enumerations: { Size: { summary: 'Tells the size.', values: ['small', 'big'], open: false } },
          serverToClient: {
            'shop:opened': {
              summary: 'It opened.',
              identity: 'By name.',
              payload: { name: 'Not this.', at: 'When.' },
            },
          },
          clientToServer: { 'shop:enter': { reply: { '*': 'One shop.' } } },
        },
      },
    },
  })
  expect(told).toMatchObject({
    package: { name: 'shops', version: '1.0.0' },
    systems: { street: { title: 'Street' } },
  })
  expect(told.namespaces['/shop']).toMatchObject({
    system: 'street',
    summary: 'Sells.',
    rooms: { 'shop:{shopId}': { summary: 'Gathers buyers.' } },
    aliases: {
      serverToClient: { open: { notes: 'Sometimes.' } },
      unacknowledged: { 'shop:enter': { notes: 'Carries nothing.' } },
    },
    enumerations: { Size: { summary: 'Tells the size.', values: ['big', 'small'] } },
    serverToClient: {
      'shop:opened': {
        summary: 'It opened.',
        identity: { words: 'By name.' },
        payload: { properties: { name: { description: 'What it is called.' }, at: { description: 'When.' } } },
      },
    },
    clientToServer: { 'shop:enter': { reply: { additionalProperties: { description: 'One shop.' } } } },
  })
})

test("a contract of somebody else's has schema documents that end where the text ends in every engine", () => {
  const { payload, reply } = toJsonSchema(shop.clientToServer['shop:enter'], { summary: 'Enters a shop.' })
  expect(payload).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:socket-canon:shop:clientToServer:shop%3Aenter:payload',
    title: 'shop:enter',
    description: 'Enters a shop.',
    examples: [{ shopId: 'corner' }],
    type: 'object',
    properties: { shopId: { type: 'string', pattern: '^[a-z$]+(?![\\s\\S])' } },
    required: ['shopId'],
    additionalProperties: false,
    'x-unknown': 'strict',
  })
  expect(reply).toMatchObject({ title: 'shop:enter reply', type: 'object' })
  expect(toJsonSchema(shop.serverToClient.bell)).toEqual({})
})

test("a contract of somebody else's has an AsyncAPI document", () => {
  const server = { host: 'shop.example', protocol: 'ws', pathname: '/live/' } as const
  const document = toAsyncApi([source], { title: 'Shop', version: '3.0.0', server })
  expect(document).toMatchObject({
    asyncapi: '3.0.0',
    id: 'urn:socket-canon:shop',
    info: { title: 'Shop', version: '3.0.0' },
    servers: { socketio: { ...server, security: [{ $ref: '#/components/securitySchemes/handshake' }] } },
    channels: { shop: { address: '/shop', 'x-socketio': { version: 3, rooms: { 'shop:{shopId}': {} } } } },
  })
  expect(document.operations['shop.shop-opened']).toMatchObject({
    action: 'send',
    'x-socketio': {
      event: 'shop:opened',
      to: ['shop:{shopId}'],
      aliases: ['open', 'opened'],
      arguments: ['payload'],
    },
  })
  expect(document.operations['shop.shop-opened']).not.toHaveProperty('reply')
  expect(document.operations['shop.client-shop-enter']).toMatchObject({
    action: 'receive',
    reply: {
      messages: [
        { $ref: '#/channels/shop/messages/client-shop-enter.reply' },
        { $ref: '#/channels/shop/messages/refusal' },
      ],
    },
    'x-socketio': {
      joins: ['shop:{shopId}'],
      limit: { count: 1, perMs: 1000 },
      arguments: ['payload', 'acknowledgement'],
    },
  })
  expect(document.operations['shop.contract-welcome']).toMatchObject({ action: 'send' })
  expect(document.components.messages['shop.bell']).not.toHaveProperty('payload')
  expect(toAsyncApi([patientPharmacy], { title: 'x', version: '1' }).servers).toMatchObject({
    socketio: { host: 'localhost:3000', protocol: 'wss', pathname: '/socket.io/' },
  })
})

const withPayload = (payload: never): NamespaceContract =>
  namespace('/else', { version: 1, serverToClient: { told: event({ payload }) }, clientToServer: {} })

test('a schema of another library is described where its library can say it, and may keep what it does not declare', () => {
  const { namespaces } = toContractJson([withPayload(type({ text: 'string <= 10' }) as never)])
  expect(namespaces['/else']?.serverToClient['told']?.payload).toEqual({
    type: 'object',
    properties: { text: { type: 'string', maxLength: 10 } },
    required: ['text'],
    'x-unknown': 'loose',
  })
})

test('a schema of another library is refused in words where its library can not', () => {
  expect(() => toContractJson([withPayload(v.object({ text: v.string() }) as never)])).toThrow(
    expect.objectContaining({
      code: 'CONTRACT_INVALID',
      message: expect.stringMatching(/^\/else told \(serverToClient\) payload: this schema of valibot can't say/),
    }),
  )
  expect(() => withPayload(z.date() as never)).toThrow(
    expect.objectContaining({
      code: 'CONTRACT_INVALID',
      message: "/else told, payload: its schema has a Date, which JSON can't carry: use timestamp, or epochMs",
    }),
  )
})

test('two events of one address are refused', () => {
  const clashing = namespace('/clash', {
    version: 1,
    serverToClient: { 'a:b': event({}), 'a.b': event({}) },
    clientToServer: {},
  })
  expect(() => toContractJson([clashing])).toThrow('/clash: two events have the address a-b')
})
