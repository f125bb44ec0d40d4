import type { Socket } from 'socket.io-client'
import { describe, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { event, namespace } from '../../src/index.js'
import { type Observation, serve } from '../../src/server/index.js'
import { away, comeBack, cut, endOf, recovering, returning } from '../ends/absence.js'
import { listening } from '../ends/server.js'
import { declaring, joined, settled, wiretap } from '../ends/sockets.js'
import { shop, shopAliases, shopPast, shopRoom, tableRoom } from '../ends/versioned-shop.js'

const chat = {
  serverToClient: {
    'chat:said': event({ payload: z.object({ id: z.string().check(z.maxLength(9)) }), to: [shopRoom] }),
  },
  clientToServer: {},
}
const paths = ['/', '/shop'] as const
const speakers = [0, 1, 2, 3] as const

/** A client that declares a version, or with 0 none. */
async function speaking(url: string, path: string, version: number, more: object = {}) {
  const auth = { token: `v${version}`, ...(version > 0 && declaring(['/shop', version])), ...more }
  const socket = await joined(url, path, { auth })
  return { version, path, socket, tap: wiretap(socket) }
}

/** Serves the shop of today to clients of every version, on both paths, and another contract beside it. */
async function mixed(observe?: (seen: Observation) => void) {
  const { io, url } = await listening()
  const served = serve(io, shop, {
    aliases: shopAliases,
    legacy: true,
    past: shopPast,
    authenticate: () => ({ id: 'u1' }),
    autoJoin: () => [shopRoom('s1')],
    mayJoin: () => true,
    ...(observe && { observe }),
  })
  const clients = await Promise.all(paths.flatMap((path) => speakers.map((version) => speaking(url, path, version))))
  const heard = async () => {
    await settled(...clients.map(({ socket }) => socket))
    return Object.fromEntries(
      clients.map(({ version, path, tap }) => [`${version} ${path}`, tap.splice(0).map((packet) => [...packet])]),
    )
  }
  return { io, url, served, clients, heard }
}

type Speaking = Awaited<ReturnType<typeof speaking>>
type Packets = (readonly [string, unknown])[]

/** What clients of each version are to hear, who on the legacy path hear the legacy names where they declared none. */
function byVersion(one: Packets, two: Packets, today: Packets, legacy: Packets = []) {
  return {
    '0 /': [...today, ...legacy],
    '1 /': one,
    '2 /': two,
    '3 /': today,
    '0 /shop': today,
    '1 /shop': one,
    '2 /shop': two,
    '3 /shop': today,
  }
}

const placed = { id: 'o1', currency: 'EUR' }
const bill = { id: 'b1', euros: 3, cents: 50 }

describe('a server with `past`', () => {
  test('sends one packet a fact to each declared client, in the name and the shape of its version, on both paths', async () => {
    const { served, heard } = await mixed()
    served.to(shopRoom('s1')).emit('order:placed', placed)
    expect(await heard()).toEqual(
      byVersion(
        [['order:new', { nr: 'o1', currency: 'EUR' }]],
        [['order:made', placed]],
        [['order:placed', placed]],
        [['NEW_ORDER', { orderId: 'o1', currency: 'EUR' }]],
      ),
    )
    served.to(shopRoom('s1')).emit('bill:printed', bill)
    // version 2 has no row of its own, and speaks as the contract does
    expect(await heard()).toEqual(
      byVersion([['bill:printed', { id: 'b1', cents: 350 }]], [['bill:printed', bill]], [['bill:printed', bill]]),
    )
    served.to(shopRoom('s1')).emit('menu:changed', { id: 'm1' })
    const same: Packets = [['menu:changed', { id: 'm1' }]]
    expect(await heard()).toEqual(byVersion(same, same, same))
    served.emit('stock:low', { id: 'p1' })
    const low: Packets = [['stock:low', { id: 'p1' }]]
    expect(await heard()).toEqual(byVersion(low, low, low))
  })

  test('sends nothing to a version that does not have an event', async () => {
    const { served, heard } = await mixed()
    served.to(shopRoom('s1')).emit('tip:left', { id: 't1' })
    const tip: Packets = [['tip:left', { id: 't1' }]]
    expect(await heard()).toEqual(byVersion([], tip, tip))
  })

  test('reaches the clients of a room, and of several rooms once', async () => {
    const { served, clients, heard } = await mixed()
    for (const { socket, version } of clients)
      if (version === 1) await socket.emitWithAck('table:enter', { tableId: 't1' })
    served.to(tableRoom('t1')).emit('order:placed', placed)
    const old: Packets = [['order:new', { nr: 'o1', currency: 'EUR' }]]
    expect(await heard()).toEqual(byVersion(old, [], []))
    served.to([shopRoom('s1'), tableRoom('t1')]).emit('order:placed', placed)
    const legacy: Packets = [['NEW_ORDER', { orderId: 'o1', currency: 'EUR' }]]
    expect(await heard()).toEqual(byVersion(old, [['order:made', placed]], [['order:placed', placed]], legacy))
  })

  test('speaks to one client of a handler as its version does, to the others in its room as theirs do', async () => {
    const { served, clients, heard } = await mixed()
    served.on('order:ask', ({ id }, { emit, to }) => {
      emit('order:placed', { id })
      emit('tip:left', { id })
      to(shopRoom('s1')).emit('bill:printed', bill)
    })
    const asker = clients.find(({ version, path }) => version === 1 && path === '/') as { socket: Socket }
    await asker.socket.emitWithAck('order:ask', { id: 'o9' })
    const old: Packets = [['bill:printed', { id: 'b1', cents: 350 }]]
    const today: Packets = [['bill:printed', bill]]
    expect(await heard()).toEqual({ ...byVersion(old, today, today), '1 /': [['order:new', { nr: 'o9' }]] })
  })

  test('ends a notice of who types under the name of each version', async () => {
    const { served, clients, heard } = await mixed()
    const ended = Promise.all(
      clients.map(
        ({ socket, version }) =>
          new Promise<void>((resolve) =>
            socket.on(version === 1 ? 'waiter:writes' : 'waiter:typing', ({ isTyping }) => isTyping || resolve()),
          ),
      ),
    )
    served.to(shopRoom('s1')).emit('waiter:typing', { tableId: 't1', isTyping: true })
    await ended
    const both = (name: string): Packets => [true, false].map((isTyping) => [name, { tableId: 't1', isTyping }])
    expect(await heard()).toEqual(byVersion(both('waiter:writes'), both('waiter:typing'), both('waiter:typing')))
  })
  test('delivers what may be lost, under the name of each version, also over a transport that is busy', async () => {
    const { served, heard } = await mixed()
    served.to(shopRoom('s1')).emit('menu:changed', { id: 'm1' })
    served.to(shopRoom('s1')).emit('kitchen:busy', { load: 3 })
    const packets = (name: string): Packets => [
      ['menu:changed', { id: 'm1' }],
      [name, { load: 3 }],
    ]
    expect(await heard()).toEqual(byVersion(packets('cook:busy'), packets('kitchen:busy'), packets('kitchen:busy')))
  })

  test('is not heard by whom another contract of the path let in', async () => {
    const { io, url } = await listening()
    const served = serve(io, shop, {
      legacy: true,
      aliases: shopAliases,
      past: shopPast,
      authenticate: ({ token }) => (token === 'none' ? undefined : { id: 'u1' }),
      autoJoin: () => [shopRoom('s1')],
    })
    const other = serve(io, namespace('/other', { legacyPath: '/', rooms: [shopRoom], ...chat }), {
      legacy: true,
      autoJoin: () => [shopRoom('s1')],
    })
    const both = await speaking(url, '/', 1)
    const one = await speaking(url, '/', 1, { token: 'none', ...declaring(['/shop', 1], ['/other', 1]) })
    served.to(shopRoom('s1')).emit('order:placed', placed)
    other.to(shopRoom('s1')).emit('chat:said', { id: 'c1' })
    await settled(both.socket, one.socket)
    expect(both.tap).toEqual([['order:new', { nr: 'o1', currency: 'EUR' }]])
    expect(one.tap).toEqual([['chat:said', { id: 'c1' }]])
  })

  test('asks those whom a packet reaches for their version, however many speak another one', async () => {
    const { io, url, served, clients, heard } = await mixed()
    const crowd = await Promise.all(Array.from({ length: 20 }, () => speaking(url, '/shop', 1)))
    for (const { socket, version, path } of clients)
      if (version !== 2 && path === '/shop') await socket.emitWithAck('table:enter', { tableId: 't1' })
    const { adapter } = io.of('/shop')
    const gathered = vi.spyOn(
      adapter as unknown as { computeExceptSids(rooms: Set<string>): Set<string> },
      'computeExceptSids',
    )
    served.to(tableRoom('t1')).emit('order:placed', placed)
    expect(await heard()).toEqual({
      ...byVersion([], [], []),
      '0 /shop': [['order:placed', placed]],
      '1 /shop': [['order:new', { nr: 'o1', currency: 'EUR' }]],
      '3 /shop': [['order:placed', placed]],
    })
    served.to(shopRoom('s1')).emit('order:placed', placed)
    await settled(...crowd.map(({ socket }) => socket))
    for (const { tap } of crowd) expect(tap).toEqual([['order:new', { nr: 'o1', currency: 'EUR' }]])
    expect(gathered.mock.results.length).toBeGreaterThan(5)
    for (const { value } of gathered.mock.results) expect((value as Set<string>).size).toBeLessThan(5)
  })
})

test('a client of old that logs in later hears what those hear who declared no version', async () => {
  const { io, url } = await listening()
  const served = serve(io, shop, {
    legacy: true,
    legacyLogin: { event: true },
    aliases: { ...shopAliases, login: { event: { success: { event: 'authenticated', down: () => ({}) } } } } as never,
    past: shopPast,
    authenticate: ({ token }) => (token === 't1' ? { id: 'u1' } : undefined),
    autoJoin: () => [shopRoom('s1')],
  })
  const socket = await joined(url, '/')
  const tap = wiretap(socket)
  await socket.emitWithAck('authenticate', { userId: 'u1', token: 't1' })
  served.to(shopRoom('s1')).emit('order:placed', placed)
  await settled(socket)
  expect(tap.map(([name]) => name)).toEqual(['authenticated', 'order:placed', 'NEW_ORDER'])
})

test('who declares a contract only when it comes back hears it in the shape of its version', async () => {
  const { io, url } = await listening(recovering)
  const served = serve(io, shop, {
    legacy: true,
    past: shopPast,
    authenticate: () => ({ id: 'u1' }),
    autoJoin: () => [shopRoom('s1')],
  })
  const other = namespace('/other', { legacyPath: '/', rooms: [shopRoom], ...chat })
  serve(io, other, { legacy: true, authenticate: () => ({ id: 'u1' }), autoJoin: () => [shopRoom('s1')] })
  const auth = { token: 't', ...declaring(['/other', 1]) }
  const socket = await joined(url, '/', { ...returning, auth: (give) => give(auth) })
  await settled(socket)
  const tap = wiretap(socket)
  const back = away(socket)
  await cut(endOf(io, '/', socket), socket)
  Object.assign(auth, declaring(['/shop', 1], ['/other', 1]))
  // it is let in already, and asked for what it missed
  const { adapter } = io.of('/')
  const restore = adapter.restoreSession.bind(adapter)
  let asked = 0
  adapter.restoreSession = (...session) => {
    if (++asked === 2) served.to(shopRoom('s1')).emit('order:placed', { id: 'o0' })
    return restore(...session)
  }
  await comeBack(socket, back)
  expect(socket.recovered).toBe(true)
  served.to(shopRoom('s1')).emit('order:placed', placed)
  await settled(socket)
  expect(asked).toBe(2)
  expect(tap.map(([name, payload]) => [name, payload])).toEqual([
    ['order:new', { nr: 'o0' }],
    ['order:new', { nr: 'o1', currency: 'EUR' }],
  ])
})

test('who speaks a version that is not served any more, since a contract is served anew, comes back and is asked again', async () => {
  const { io, url } = await listening({ connectionStateRecovery: {} })
  const options = { autoJoin: () => [shopRoom('s1')] }
  const first = serve(io, shop, { ...options, past: shopPast })
  const clients = await Promise.all([0, 1, 3].map((version) => speaking(url, '/shop', version)))
  const [none, old, today] = clients as [Speaking, Speaking, Speaking]
  const lost = new Promise((resolve) => old.socket.once('disconnect', resolve))
  first.close()
  const second = serve(io, shop, options)
  expect(await lost).toBe('transport close')
  second.to(shopRoom('s1')).emit('order:placed', placed)
  await settled(none.socket, today.socket)
  expect([none, old, today].map(({ tap }) => tap.map(([name]) => name))).toEqual([
    ['order:placed'],
    [],
    ['order:placed'],
  ])
})

describe('a row of an earlier version that makes nothing of a payload', () => {
  test.each([
    [
      'throws',
      () => {
        throw new Error('secret-1')
      },
      'threw',
    ],
    ['gives nothing', () => undefined, 'gave nothing'],
  ])('and %s keeps the event from everybody, and is told without a value', async (_, down, words) => {
    const { io, url } = await listening()
    const seen: Observation[] = []
    const served = serve(io, shop, {
      past: { 1: { serverToClient: { 'order:placed': { down: down as never } } } },
      autoJoin: () => [shopRoom('s1')],
      observe: (each) => seen.push(each),
    })
    served.on('order:ask', ({ id }, { emit }) => emit('order:placed', { id }))
    const clients = await Promise.all([1, 3].map((version) => speaking(url, '/shop', version)))
    const sent = (): void => served.to(shopRoom('s1')).emit('order:placed', { id: 'secret-1' })
    expect(sent).toThrow(`/shop: version 1 of \`past\`, order:placed (serverToClient): its row ${words}`)
    try {
      sent()
    } catch (error) {
      expect((error as Error).cause).toBeUndefined()
      expect(JSON.stringify(error)).not.toContain('secret-1')
    }
    expect(seen.filter(({ kind }) => kind === 'sent')).toEqual([])
    expect(seen).toContainEqual(expect.objectContaining({ kind: 'failed', part: 'past', event: 'order:placed' }))
    // to one client of another version nothing is in the way
    for (const { socket } of clients) await socket.emitWithAck('order:ask', { id: 'o1' })
    await settled(...clients.map(({ socket }) => socket))
    expect(clients.map(({ tap }) => [...tap])).toEqual([[], [['order:placed', { id: 'o1' }]]])
  })
})
