import type { Socket as ServerSocket } from 'socket.io'
import { describe, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { event, namespace, past } from '../../../src/index.js'
import { volatileNamesOf } from '../../../src/server/inbound/route.js'
import { type Observation, serve } from '../../../src/server/index.js'
import { away, comeBack, cut, endOf, recovering, returning } from '../../ends/absence.js'
import { listening } from '../../ends/server.js'
import { declaring, joined, settled, transports } from '../../ends/sockets.js'
import { next } from '../../ends/waiting.js'
import { firstShop, shop, shopAliases, shopPast, shopRoom } from '../../versions/contracts.js'

const first = { auth: { token: 't', ...declaring(['/shop', 1]) } }
const second = { auth: { token: 't', ...declaring(['/shop', 2]) } }
const old = { auth: { token: 't' } }
const paths = ['/shop', '/'] as const

/** Serves version 2 of the shop for clients of version 1 too, with a handler of every event but those that are left out. */
async function serving(without: readonly string[] = [], options: object = {}, server: object = {}) {
  const { io, url } = await listening(server)
  const handled: [name: string, payload: unknown][] = []
  const seen: Observation[] = []
  const served = serve(io, shop, {
    aliases: shopAliases,
    legacy: true,
    past: shopPast,
    authenticate: () => ({ id: 'u1' }),
    mayJoin: () => true,
    observe: (each) => seen.push(each),
    ...options,
  })
  const handle = (name: keyof typeof shop.clientToServer, reply?: (payload: never) => object): void => {
    if (without.includes(name)) return
    served.on(name, ((payload: never) => {
      handled.push([name, payload])
      return reply?.(payload)
    }) as never)
  }
  handle('order:place', ({ orderId }) => ({ orderId, status: orderId === 'no' ? 'refused' : 'accepted' }))
  handle('customer:rename', ({ customerId }) => ({ customerId }))
  handle('order:cancel', ({ orderId }) => ({ orderId }))
  handle('stock:count')
  handle('note:add')
  return { io, url, handled, served, seen }
}

describe.each(transports)('over %s', (transport) => {
  test.each(paths)(
    'on %s a client of version 1 speaks as it did, the handlers hear what there is today, and it is answered as it was',
    async (path) => {
      const { url, handled } = await serving()
      const socket = await joined(url, path, { transport, ...first })
      expect(await socket.emitWithAck('order:submit', { nr: 'o1', sku: 's1', extra: 1 })).toEqual({ ok: true })
      expect(await socket.emitWithAck('order:submit', { nr: 'no', sku: 's1' })).toEqual({ ok: false })
      socket.emit('stock:count', { sku: 's1', count: 3 })
      const ada = { customerId: 'c1', name: 'Ada Lovelace' }
      expect(await socket.emitWithAck('customer:rename', ada)).toEqual({ done: true })
      expect(await socket.emitWithAck('shop:join', { shopId: 'k1' })).toEqual({ shopId: 'k1' })
      socket.emit('note', { shop: 'k1', words: 'hi' })
      await settled(socket)
      expect(handled).toEqual([
        ['order:place', { orderId: 'o1', sku: 's1' }],
        ['order:place', { orderId: 'no', sku: 's1' }],
        ['stock:count', { sku: 's1', count: 3, unit: 'piece' }],
        ['customer:rename', { customerId: 'c1', firstName: 'Ada', lastName: 'Lovelace' }],
        ['note:add', { shopId: 'k1', words: 'hi' }],
      ])
    },
  )

  test.each(paths)(
    'on %s clients of today and of before the contract speak as ever beside one of version 1',
    async (path) => {
      const { url, handled } = await serving()
      const [today, legacy] = await Promise.all([second, old].map((how) => joined(url, path, { transport, ...how })))
      const accepted = { orderId: 'o1', status: 'accepted' }
      expect(await today?.emitWithAck('order:place', { orderId: 'o1', sku: 's1' })).toEqual(accepted)
      expect(await legacy?.emitWithAck('PLACE_ORDER', { id: 'o1', sku: 's1' })).toEqual(accepted)
      for (const socket of [today, legacy]) {
        // neither has the names and shapes of version 1
        expect(await socket?.emitWithAck('order:submit', { nr: 'o1', sku: 's1' })).toMatchObject({
          error: { code: 'EVENT_UNKNOWN' },
        })
        expect(await socket?.emitWithAck('customer:rename', { customerId: 'c1', name: 'Ada Lovelace' })).toMatchObject({
          error: { code: 'PAYLOAD_INVALID' },
        })
      }
      expect(handled).toHaveLength(2)
    },
  )

  test('what a version does not have is not heard of its clients, by whichever name', async () => {
    const { url, handled } = await serving()
    const socket = await joined(url, '/', { transport, ...first })
    const refused = { error: { code: 'EVENT_UNKNOWN' } }
    expect(await socket.emitWithAck('order:cancel', { orderId: 'o1' })).toMatchObject(refused)
    expect(await socket.emitWithAck('contract:deliver', { id: 'd1', event: 'order:cancel' })).toMatchObject(refused)
    // the names of today and of before the contract are not taken from it
    const accepted = { orderId: 'o1', status: 'accepted' }
    expect(await socket.emitWithAck('order:place', { orderId: 'o1', sku: 's1' })).toEqual(accepted)
    expect(await socket.emitWithAck('PLACE_ORDER', { id: 'o1', sku: 's1' })).toEqual(accepted)
    expect(handled.map(([name]) => name)).toEqual(['order:place', 'order:place'])
  })

  test.each(['enforce', 'report', 'off'])(
    'with validate %s a payload that no version has is refused by the name the client knows, and never repeated',
    async (validate) => {
      const { url, handled, seen } = await serving([], { validate })
      const socket = await joined(url, '/shop', { transport, ...first })
      const unfit = { error: { code: 'PAYLOAD_INVALID', issues: [{ path: [], expected: expect.any(String) }] } }
      const secret = 'Vashti'
      // `up` gives nothing, throws, and gets nothing
      for (const payload of [{ customerId: 'c1', name: secret }, { customerId: secret, name: 7 }, undefined])
        expect(await socket.emitWithAck('customer:rename', ...(payload ? [payload] : []))).toMatchObject(unfit)
      const told = next<{ event: string; error: object }>(socket, 'contract:refused')
      socket.emit('note', 7, 8)
      expect(await told).toMatchObject({ event: 'note', error: { code: 'PAYLOAD_INVALID' } })
      expect(handled).toEqual([])
      const refusals = seen.filter(({ kind }) => kind === 'refused')
      expect(refusals).toHaveLength(4)
      expect(refusals[0]).toMatchObject({ event: 'customer:rename', version: 1 })
      expect(JSON.stringify(refusals)).not.toContain(secret)
    },
  )

  test('rooms and limits of an event are kept for who knows it by another name, and refused by that', async () => {
    const { url, io, handled } = await serving()
    const socket = await joined(url, '/', { transport, ...first })
    const refusals: object[] = []
    socket.on('contract:refused', (told) => refusals.push(told))
    const note = { shop: 'k1', words: 'hi' }
    socket.emit('note', note)
    await settled(socket)
    expect(refusals).toMatchObject([{ event: 'note', error: { code: 'ROOM_FORBIDDEN' } }])
    await socket.emitWithAck('shop:join', { shopId: 'k1' })
    expect(endOf(io, '/', socket).rooms).toContain('shop:k1')
    for (let turn = 0; turn < 2; turn++) socket.emit('note', note)
    await settled(socket)
    expect(refusals).toMatchObject([{}, { event: 'note', error: { code: 'RATE_LIMITED' } }])
    expect(handled).toEqual([['note:add', { shopId: 'k1', words: 'hi' }]])
    await socket.emitWithAck('shop:leave', { shopId: 'k1' })
    expect(endOf(io, '/', socket).rooms).not.toContain('shop:k1')
  })

  test('a delivery under an old name is handled once, and answered with its id though the event has a reply today', async () => {
    const { url, handled } = await serving()
    const socket = await joined(url, '/shop', { transport, ...first })
    const delivery = { id: 'd1', event: 'stock:count', payload: { sku: 's1', count: 3 } }
    for (let turn = 0; turn < 2; turn++)
      expect(await socket.emitWithAck('contract:deliver', delivery)).toEqual({ id: 'd1' })
    const order = { id: 'd2', event: 'order:submit', payload: { nr: 'o1', sku: 's1' } }
    for (let turn = 0; turn < 2; turn++)
      expect(await socket.emitWithAck('contract:deliver', order)).toEqual({ id: 'd2' })
    expect(handled).toEqual([
      ['stock:count', { sku: 's1', count: 3, unit: 'piece' }],
      ['order:place', { orderId: 'o1', sku: 's1' }],
    ])
    // a client of today is not to deliver what is answered
    const today = await joined(url, '/shop', { transport, ...second })
    expect(
      await today.emitWithAck('contract:deliver', {
        id: 'd3',
        event: 'order:place',
        payload: { orderId: 'o2', sku: 's' },
      }),
    ).toMatchObject({ error: { code: 'EVENT_UNKNOWN' } })
  })

  test('what had no reply in a version is done though nobody asks for one, and of today it is not', async () => {
    const { url, handled } = await serving()
    for (const [how, name, id] of [
      [first, 'order:submit', 'nr'],
      [second, 'order:place', 'orderId'],
    ] as const) {
      const socket = await joined(url, '/shop', { transport, ...how })
      socket.emit(name, { [id]: name, sku: 's1' })
      await settled(socket)
    }
    expect(handled).toEqual([['order:place', { orderId: 'order:submit', sku: 's1' }]])
  })

  test("a listener of the application's own hears the name and payload of today, and answers as today", async () => {
    const { io, url, handled } = await serving(['order:place', 'note:add', 'customer:rename'])
    const heard: [string, ...unknown[]][] = []
    const listen = (socket: ServerSocket): void => {
      socket.on('order:place', (order, ack) => {
        heard.push(['order:place', order])
        ack(order.orderId === 'bad' ? { error: { code: 'SOLD_OUT' } } : { orderId: order.orderId, status: 'accepted' })
      })
      socket.on('note:add', (...args) => heard.push(['note:add', ...args]))
      // a name of version 1, whose listener expects what that had
      socket.on('customer:rename', () => heard.push(['customer:rename']))
    }
    for (const path of paths) io.of(path).on('connection', listen)
    for (const path of paths) {
      const socket = await joined(url, path, { transport, ...first })
      expect(await socket.emitWithAck('order:submit', { nr: 'o1', sku: 's1', extra: 1 })).toEqual({ ok: true })
      expect(await socket.emitWithAck('order:submit', { nr: 'bad', sku: 's1' })).toEqual({
        error: { code: 'SOLD_OUT' },
      })
      await socket.emitWithAck('shop:join', { shopId: 'k1' })
      expect(
        await socket.emitWithAck('contract:deliver', { id: path, event: 'note', payload: { shop: 'k1', words: 'hi' } }),
      ).toEqual({ id: path })
    }
    const each = [
      ['order:place', { orderId: 'o1', sku: 's1' }],
      ['order:place', { orderId: 'bad', sku: 's1' }],
      ['note:add', { shopId: 'k1', words: 'hi' }],
    ]
    expect(heard).toEqual([...each, ...each])
    expect(handled).toEqual([])
  })

  test('a listener for a name of version 1 hears what that version has, where none listens for the one of today', async () => {
    const { io, url } = await serving(['order:place'])
    const heard: unknown[] = []
    io.of('/shop').on('connection', (socket) =>
      socket.on('order:submit', (order, ack) => {
        heard.push(order)
        ack?.(1)
      }),
    )
    const socket = await joined(url, '/shop', { transport, ...first })
    expect(await socket.emitWithAck('order:submit', { nr: 'o1', sku: 's1' })).toBe(1)
    expect(await socket.emitWithAck('order:submit', { nr: 7 })).toMatchObject({
      error: { code: 'PAYLOAD_INVALID', issues: [{ path: ['nr'] }, { path: ['sku'] }] },
    })
    const delivery = { id: 'd1', event: 'order:submit', payload: { nr: 'o2', sku: 's1' } }
    expect(await socket.emitWithAck('contract:deliver', delivery)).toEqual({ id: 'd1' })
    expect(heard).toEqual([
      { nr: 'o1', sku: 's1' },
      { nr: 'o2', sku: 's1' },
    ])
  })

  test('an observer learns which version a client speaks', async () => {
    const { url, seen } = await serving()
    for (const how of [first, second, old]) {
      const socket = await joined(url, '/shop', { transport, ...how })
      socket.emit('shop:join', { shopId: 'k1' }, () => {})
      await settled(socket)
      socket.disconnect()
    }
    await vi.waitFor(() => expect(seen.filter(({ kind }) => kind === 'connection-lost')).toHaveLength(3))
    const told = (kind: Observation['kind']) =>
      seen.filter((each) => each.kind === kind).map((each) => 'version' in each && each.version)
    expect(told('connection-made')).toEqual([1, 2, undefined])
    expect(told('connection-lost')).toEqual([1, 2, undefined])
    expect(told('received')).toEqual([1, undefined, undefined])
  })
})

test('what comes before a recovered connection is checked is heard under its old name afterwards', async () => {
  let check: (() => void) | undefined
  let isAsked = false
  const { io, url, handled } = await serving(
    [],
    {
      authenticate: () => (isAsked ? new Promise((resolve) => (check = () => resolve({ id: 'u1' }))) : { id: 'u1' }),
    },
    recovering,
  )
  const socket = await joined(url, '/shop', { ...returning, ...first })
  const back = away(socket)
  await cut(endOf(io, '/shop', socket), socket)
  isAsked = true
  const returned = next(socket, 'connect')
  back()
  await returned
  expect(socket.recovered).toBe(true)
  const refusals: object[] = []
  socket.on('contract:refused', (told) => refusals.push(told))
  let came = 0
  endOf(io, '/shop', socket).conn.on('packet', () => came++)
  const answers = Array.from({ length: 101 }, (_, index) =>
    socket.emitWithAck('order:submit', { nr: `o${index}`, sku: 's' }),
  )
  socket.emit('order:submit', { nr: 'late', sku: 's' })
  await vi.waitFor(() => expect(came).toBeGreaterThanOrEqual(102))
  expect(handled).toEqual([])
  check?.()
  expect(await answers[100]).toMatchObject({ error: { code: 'RATE_LIMITED' } })
  expect(await Promise.all(answers.slice(0, 100))).toEqual(Array(100).fill({ ok: true }))
  await settled(socket)
  expect(refusals).toMatchObject([{ event: 'order:submit', error: { code: 'RATE_LIMITED' } }])
  expect(handled[99]).toEqual(['order:place', { orderId: 'o99', sku: 's' }])
})

const payload = z.object({ id: z.string() })
const desk = namespace('/desk', {
  version: 4,
  legacyPath: '/',
  serverToClient: {},
  clientToServer: {
    'desk:call': event({ payload }),
    'desk:ring': event({}),
    'desk:ask': event({ payload, reply: payload, query: true }),
    'desk:tell': event({ payload }),
  },
})
const deskPast = past<typeof desk>()({
  1: { clientToServer: { 'desk:tell': { reply: { down: () => ({ told: true }) } } } },
  2: {
    clientToServer: {
      'desk:call': { name: 'desk:ring', rename: { nr: 'id' } },
      'desk:ring': { name: 'desk:call' },
      'desk:ask': false,
    },
  },
  3: { clientToServer: { 'desk:call': {}, 'desk:tell': { up: (told) => told ?? { id: 'nobody' } } } },
})

test('each version speaks as the next later one that has a row, and names may change places', async () => {
  const { io, url } = await listening()
  const handled: [string, unknown][] = []
  const desks = serve(io, desk, { past: deskPast })
  for (const name of ['desk:call', 'desk:ring', 'desk:tell'] as const)
    desks.on(name, (payload: unknown) => void handled.push([name, payload]))
  desks.on('desk:ask', ({ id }) => ({ id }))
  const said: Record<number, unknown[]> = {}
  for (const version of [1, 2, 3, 4]) {
    const socket = await joined(url, '/desk', { auth: declaring(['/desk', version]) })
    socket.emit('desk:ring', { nr: 'r' })
    socket.emit('desk:call', { id: 'c' })
    const told = await socket.emitWithAck('desk:tell')
    await settled(socket)
    said[version] = [...handled.splice(0), told]
  }
  const swapped = [['desk:call', { id: 'r' }], ['desk:ring', undefined], ['desk:tell', { id: 'nobody' }], undefined]
  const unfit = expect.objectContaining({ error: expect.objectContaining({ code: 'PAYLOAD_INVALID' }) })
  expect(said[1]).toEqual([...swapped.slice(0, 2), unfit])
  expect(said[2]).toEqual(swapped)
  expect(said[3]).toEqual([['desk:call', { id: 'c' }], ...swapped.slice(2)])
  expect(said[4]).toEqual([['desk:call', { id: 'c' }], unfit])
  // version 1 had a reply where there is none today
  const socket = await joined(url, '/desk', { auth: declaring(['/desk', 1]) })
  expect(await socket.emitWithAck('desk:tell', { id: 't' })).toEqual({ told: true })
  // what is sent for its reply alone is done for nobody who asks for none
  const other = await joined(url, '/desk', { auth: declaring(['/desk', 3]) })
  const refused = next(other, 'contract:refused')
  other.emit('desk:ask', { id: 'a' })
  expect(await refused).toMatchObject({ event: 'desk:ask', error: { code: 'REPLY_REQUIRED' } })
})

test('a client of two contracts on one path speaks the version of each', async () => {
  const { io, url } = await listening()
  const handled: [string, unknown][] = []
  const shops = serve(io, shop, { aliases: shopAliases, legacy: true, past: shopPast })
  shops.on('stock:count', (count) => void handled.push(['stock:count', count]))
  const desks = serve(io, desk, { legacy: true, past: deskPast })
  desks.on('desk:call', (call) => void handled.push(['desk:call', call]))
  const socket = await joined(url, '/', { auth: declaring(['/shop', 2], ['/desk', 2]) })
  const other = await joined(url, '/', { auth: declaring(['/shop', 1], ['/desk', 4]) })
  socket.emit('stock:count', { sku: 's', count: 1, unit: 'box' })
  socket.emit('desk:ring', { nr: 'r' })
  await settled(socket)
  other.emit('stock:count', { sku: 's', count: 1 })
  other.emit('desk:call', { id: 'c' })
  await settled(other)
  expect(handled).toEqual([
    ['stock:count', { sku: 's', count: 1, unit: 'box' }],
    ['desk:call', { id: 'r' }],
    ['stock:count', { sku: 's', count: 1, unit: 'piece' }],
    ['desk:call', { id: 'c' }],
  ])
  // served anew under a greater version, those who stayed are of an earlier one
  desks.close()
  const later = namespace('/desk', {
    version: 5,
    legacyPath: '/',
    serverToClient: {},
    clientToServer: { 'desk:dial': event({ payload }) },
  })
  const laterDesks = serve(io, later, {
    legacy: true,
    past: { 4: { clientToServer: { 'desk:dial': { name: 'desk:call' } } } },
  })
  laterDesks.on('desk:dial', (call) => void handled.push(['desk:dial', call]))
  other.emit('desk:call', { id: 'd' })
  await settled(other)
  expect(handled.at(-1)).toEqual(['desk:dial', { id: 'd' }])
})

test('a name that an earlier version has may not be owned by another contract of the path', async () => {
  const { io } = await listening()
  serve(io, shop, { legacy: true, past: shopPast })
  const other = namespace('/other', {
    legacyPath: '/',
    serverToClient: {},
    clientToServer: { note: event({ payload }) },
  })
  expect(() => serve(io, other, { legacy: true })).toThrow('/other and /shop both own note (clientToServer) on /')
  expect(() => serve(io, other)).not.toThrow()
})

test('a client that comes back after its rooms are asked for speaks its version', async () => {
  const { io, url, handled } = await serving([], {}, recovering)
  const socket = await joined(url, '/', { ...returning, ...first })
  await socket.emitWithAck('shop:join', { shopId: 'k1' })
  const back = away(socket)
  await cut(endOf(io, '/', socket), socket)
  await comeBack(socket, back)
  expect(socket.recovered).toBe(true)
  socket.emit('note', { shop: 'k1', words: 'hi' })
  await settled(socket)
  expect(handled).toEqual([['note:add', { shopId: 'k1', words: 'hi' }]])
  expect(shopRoom('k1')).toBe('shop:k1')
})

test('a client that comes back with another version is heard by the names of that one', async () => {
  const { io, url, handled } = await serving([], {}, recovering)
  const socket = await joined(url, '/shop', { ...returning, ...first })
  for (const [auth, name, order] of [
    [second.auth, 'order:place', { orderId: 'o1', sku: 's1' }],
    [first.auth, 'order:submit', { nr: 'o1', sku: 's1' }],
  ] as const) {
    const back = away(socket)
    await cut(endOf(io, '/shop', socket), socket)
    socket.auth = auth
    await comeBack(socket, back)
    expect(socket.recovered).toBe(true)
    const answer = await socket.emitWithAck(name, order)
    expect(answer).toEqual(name === 'order:place' ? { orderId: 'o1', status: 'accepted' } : { ok: true })
    expect(handled.splice(0)).toEqual([['order:place', { orderId: 'o1', sku: 's1' }]])
  }
})

test('a delivery is handled once among servers of both versions, under the name that its client has for it', async () => {
  const claims = new Set<string>()
  const deliveries = { claim: (key: string) => !claims.has(key) && !!claims.add(key) }
  const counted: unknown[] = []
  const older = await listening()
  const before = serve(older.io, firstShop, { authenticate: () => ({ id: 'u1' }), deliveries })
  before.on('note', (note) => void counted.push(note))
  const { url, handled } = await serving([], { deliveries, autoJoin: () => [shopRoom('k1')] })
  const sockets = [await joined(older.url, '/shop', first), await joined(url, '/shop', first)]
  for (const id of ['d1', 'd2'])
    for (const socket of id === 'd1' ? sockets : sockets.toReversed())
      expect(
        await socket.emitWithAck('contract:deliver', { id, event: 'note', payload: { shop: 'k1', words: id } }),
      ).toEqual({ id })
  expect(counted).toEqual([{ shop: 'k1', words: 'd1' }])
  expect(handled).toEqual([['note:add', { shopId: 'k1', words: 'd2' }]])
})

test('what may be lost may be so under the names of all its versions, but under none that another event has', () => {
  const blip = event({ payload, volatile: true })
  const contract = namespace('/blips', {
    version: 2,
    serverToClient: { 'blip:new': blip, 'blip:other': blip, kept: event({ payload }) },
    clientToServer: {},
  })
  const table = past<typeof contract>()({
    1: { serverToClient: { 'blip:new': { name: 'blip' }, 'blip:other': { name: 'kept' }, kept: false } },
  })
  const mount = { service: { contract, past: table, aliases: undefined }, without: [], isLegacy: false }
  expect([...volatileNamesOf([mount as never])].toSorted()).toEqual(['blip', 'blip:new', 'blip:other'])
})

test('who writes the name of an earlier version on the server is told the one of today', async () => {
  const { served } = await serving()
  expect(() => served.on('order:submit' as never, (() => {}) as never)).toThrow(
    '/shop has no clientToServer event of this name: this one is of older releases, so write `order:place`',
  )
  expect(() => served.to(shopRoom('k1')).emit('order:new' as never, {} as never)).toThrow(
    '/shop has no serverToClient event of this name: this one is of older releases, so write `order:placed`',
  )
})
