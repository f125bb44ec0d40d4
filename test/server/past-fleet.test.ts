import { afterEach, describe, expect, test, vi } from 'vitest'
import type { NamespaceContract, PastTable } from '../../src/index.js'
import { type Observation, serve } from '../../src/server/index.js'
import { away, comeBack, cut, endOf, recovering, returning } from '../ends/absence.js'
import { listening } from '../ends/server.js'
import { client, declaring, refusal, settled, wiretap } from '../ends/sockets.js'
import { firstShop, shop, shopAliases, shopPast, shopRoom, tableRoom } from '../ends/versioned-shop.js'
import { next } from '../ends/waiting.js'
import { bus } from '../histories/bus-adapter.js'

type Bus = ReturnType<typeof bus>

/** Starts one process of a fleet. */
async function processOf(contract: typeof firstShop | typeof shop, { adapter }: Bus, past?: PastTable) {
  const { io, url } = await listening({ ...recovering, adapter: adapter as never })
  const seen: Observation[] = []
  const served = serve(io, contract as NamespaceContract, {
    legacy: true,
    authenticate: () => ({ id: 'u1' }),
    autoJoin: () => [shopRoom('s1')],
    mayJoin: () => true,
    observe: (each: Observation) => seen.push(each),
    ...(past && { past, aliases: shopAliases as never }),
  })
  const send = (name: string, payload: object, ...rooms: string[]): void =>
    served.to((rooms.length ? rooms : [shopRoom('s1')]) as never).emit(name as never, payload as never)
  return { io, url, served, seen, send }
}

/** Starts a process that is not replaced yet, and one that is, behind one adapter. */
async function fleet(past: PastTable = shopPast) {
  const shared = bus()
  return { old: await processOf(firstShop, shared), young: await processOf(shop, shared, past) }
}

async function speaker(url: string, path: string, ...versions: number[]) {
  const auth: Record<string, unknown> = { token: 't', ...(versions.length > 0 && declaring(['/shop', ...versions])) }
  const socket = client(url, path, { ...returning, auth: (give) => give(auth) })
  await next(socket, 'connect')
  await settled(socket)
  return { socket, path, auth, tap: wiretap(socket) }
}

type Speaker = Awaited<ReturnType<typeof speaker>>

/** Waits until a server has delivered whatever another one of its bus sent. */
async function heard(...speakers: Speaker[]): Promise<unknown[][]> {
  // what is published travels in one turn, and is delivered in another
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
  await settled(...speakers.map(({ socket }) => socket))
  return speakers.map(({ tap }) => tap.splice(0).map(([name, payload]) => [name, payload]))
}

/** Lets a client return that is sent back at first, and waits until it is in and checked. */
async function comeBackTwice({ socket }: Speaker, back: () => void): Promise<void> {
  let connections = 0
  const again = new Promise<void>((resolve) => {
    socket.on('connect', () => ++connections === 2 && resolve())
  })
  back()
  await again
  await settled(socket)
}

describe.each(['/', '/shop'])('on %s', (path) => {
  test('what a server sends that is not replaced yet is heard by clients of every version, and the other way round', async () => {
    const { old, young } = await fleet()
    const [one, none] = [await speaker(old.url, path, 1), await speaker(old.url, path)]
    const [first, second, third] = [
      await speaker(young.url, path, 1),
      await speaker(young.url, path, 2),
      await speaker(young.url, path, 3),
    ]
    const all = [one, first, second, third] as const
    old.send('order:new', { nr: 'o1' })
    const order = { nr: 'o1' }
    expect(await heard(...all, none)).toEqual([
      [['order:new', order]],
      [['order:new', order]],
      [['order:made', { id: 'o1' }]],
      [['order:placed', { id: 'o1' }]],
      [['order:new', order]],
    ])
    old.send('bill:printed', { id: 'b1', cents: 350 })
    const [was, is] = [
      { id: 'b1', cents: 350 },
      { id: 'b1', euros: 3, cents: 50 },
    ].map((bill) => [['bill:printed', bill]])
    expect(await heard(...all)).toEqual([was, was, is, is])
    old.send('cook:busy', { load: 2 })
    const busy = ['cook:busy', 'cook:busy', 'kitchen:busy', 'kitchen:busy'].map((name) => [[name, { load: 2 }]])
    expect(await heard(...all)).toEqual(busy)
    for (const [name, send] of [
      ['menu:changed', old.send],
      ['menu:changed', young.send],
    ] as const) {
      send(name, { id: 'm1' })
      expect(await heard(...all)).toEqual(all.map(() => [['menu:changed', { id: 'm1' }]]))
    }
    young.send('order:placed', { id: 'o2' })
    expect(await heard(...all)).toEqual([
      [['order:new', { nr: 'o2' }]],
      [['order:new', { nr: 'o2' }]],
      [['order:made', { id: 'o2' }]],
      [['order:placed', { id: 'o2' }]],
    ])
    young.send('tip:left', { id: 't1' })
    const tip = [['tip:left', { id: 't1' }]]
    expect(await heard(...all)).toEqual([[], [], tip, tip])
    expect([...old.seen, ...young.seen].filter(({ kind }) => kind === 'failed')).toEqual([])
  })

  test('what a server sends that is not replaced yet keeps to its rooms, and reaches who is in several of them once', async () => {
    const { old, young } = await fleet()
    const [inside, outside] = [await speaker(young.url, path, 3), await speaker(young.url, path, 3)]
    await inside.socket.emitWithAck('table:enter', { tableId: 't1' })
    old.send('order:new', { nr: 'o1' }, tableRoom('t1'))
    expect(await heard(inside, outside)).toEqual([[['order:placed', { id: 'o1' }]], []])
    old.send('order:new', { nr: 'o2' }, tableRoom('t1'), shopRoom('s1'))
    const both = [['order:placed', { id: 'o2' }]]
    expect(await heard(inside, outside)).toEqual([both, both])
    old.served.emit('stock:low' as never, { id: 'p1' } as never)
    const low = [['stock:low', { id: 'p1' }]]
    expect(await heard(inside, outside)).toEqual([low, low])
  })
})

test('what can not be given the shape of today is told of, and brings back who would have heard it', async () => {
  const { old, young } = await fleet({
    1: { serverToClient: { 'bill:printed': { down: () => ({}) } } },
  })
  const [first, third, other] = [
    await speaker(young.url, '/shop', 1),
    await speaker(young.url, '/shop', 3),
    await speaker(young.url, '/shop', 3),
  ]
  await endOf(young.io, '/shop', other.socket).leave(shopRoom('s1'))
  const back = next(third.socket, 'connect')
  old.send('bill:printed', { id: 'secret-1', cents: 350 })
  old.send('bill:printed', { id: 'secret-2', cents: 350 })
  await back
  expect(third.socket.recovered).toBe(false)
  expect(await heard(first, third, other)).toEqual([
    ['secret-1', 'secret-2'].map((id) => ['bill:printed', { id, cents: 350 }]),
    [],
    [],
  ])
  const failures = young.seen.filter(({ kind }) => kind === 'failed')
  expect(failures).toHaveLength(2)
  expect(failures[0]).toMatchObject({ part: 'past', event: 'bill:printed', namespace: '/shop', path: '/shop' })
  expect(JSON.stringify(failures)).not.toContain('secret')
  expect(String((failures[0] as { cause: unknown }).cause)).toContain('a `down` for bill:printed')
  expect(other.socket.connected).toBe(true)
})

test('who is lost before it is brought back is not recovered, whatever it heard since', async () => {
  const { old, young } = await fleet({ 1: { serverToClient: { 'bill:printed': { down: () => ({}) } } } })
  const third = await speaker(young.url, '/shop', 3)
  old.send('bill:printed', { id: 'b1', cents: 350 })
  young.send('menu:changed', { id: 'm1' })
  expect(await heard(third)).toEqual([[['menu:changed', { id: 'm1' }]]])
  const back = away(third.socket)
  await cut(endOf(young.io, '/shop', third.socket), third.socket)
  await comeBack(third.socket, back)
  expect(third.socket.recovered).toBe(false)
})

test('what may be lost brings nobody back', async () => {
  const { old, young } = await fleet({
    1: { serverToClient: { 'kitchen:busy': { name: 'cook:busy', down: () => ({}) } } },
  })
  const third = await speaker(young.url, '/shop', 3)
  old.send('cook:busy', { load: 1 })
  await heard(third)
  const back = away(third.socket)
  await cut(endOf(young.io, '/shop', third.socket), third.socket)
  await comeBack(third.socket, back)
  expect(third.socket.recovered).toBe(true)
  expect(young.seen.filter(({ kind }) => kind === 'failed')).toHaveLength(1)
})

/** Lets so much time pass that no store holds anything that was sent before. */
function pass(): void {
  const passed = Date.now() + 180_000
  vi.spyOn(Date, 'now').mockImplementation(() => passed)
}

afterEach(() => vi.restoreAllMocks())

describe('a client that was away', () => {
  test('gets what it missed in the shape of its version, from servers of both versions, once', async () => {
    const { old, young } = await fleet()
    const first = await speaker(young.url, '/shop', 1)
    const back = away(first.socket)
    await cut(endOf(young.io, '/shop', first.socket), first.socket)
    old.send('order:new', { nr: 'o1' })
    young.send('order:placed', { id: 'o2' })
    young.send('tip:left', { id: 't1' })
    await comeBack(first.socket, back)
    expect(first.socket.recovered).toBe(true)
    young.send('order:placed', { id: 'o3' })
    expect(await heard(first)).toEqual([['o1', 'o2', 'o3'].map((nr) => ['order:new', { nr }])])
  })

  test('is moved where it speaks another version now, after what it missed', async () => {
    const { young } = await fleet()
    for (const [from, to] of [
      [1, 3],
      [3, 1],
    ] as const) {
      const moving = await speaker(young.url, '/shop', from)
      const names = { 1: 'order:new', 3: 'order:placed' }
      const back = away(moving.socket)
      await cut(endOf(young.io, '/shop', moving.socket), moving.socket)
      young.send('order:placed', { id: 'o1' })
      Object.assign(moving.auth, declaring(['/shop', to]))
      const welcome = next(moving.socket, 'contract:welcome')
      await comeBack(moving.socket, back)
      expect(moving.socket.recovered).toBe(true)
      expect(await welcome).toMatchObject({ version: to })
      young.send('order:placed', { id: 'o2' })
      const [packets] = await heard(moving)
      expect((packets as [string][]).map(([name]) => name)).toEqual([names[from], names[to]])
      moving.socket.disconnect()
    }
  })

  test('is refused where it speaks a version now that nobody serves', async () => {
    const { young } = await fleet()
    const first = await speaker(young.url, '/shop', 1)
    const back = away(first.socket)
    await cut(endOf(young.io, '/shop', first.socket), first.socket)
    young.send('order:placed', { id: 'o1' })
    Object.assign(first.auth, declaring(['/shop', 9]))
    const told = next(first.socket, 'contract:refused')
    const ended = next(first.socket, 'disconnect')
    back()
    expect(await told).toMatchObject({ error: { code: 'CONTRACT_UNSUPPORTED', retryable: true, supported: [3, 1, 2] } })
    expect(await ended).toBe('io server disconnect')
    expect(first.tap).toEqual([])
  })

  test('is recovered where no server of an earlier version sent anything to it, and knows what it missed where one did', async () => {
    const { old, young } = await fleet()
    const third = await speaker(young.url, '/shop', 3)
    let back = away(third.socket)
    await cut(endOf(young.io, '/shop', third.socket), third.socket)
    old.send('order:new', { nr: 'o1' }, tableRoom('t1'))
    young.send('order:placed', { id: 'o2' })
    await comeBack(third.socket, back)
    expect(third.socket.recovered).toBe(true)
    expect(await heard(third)).toEqual([[['order:placed', { id: 'o2' }]]])
    pass()
    back = away(third.socket)
    await cut(endOf(young.io, '/shop', third.socket), third.socket)
    old.send('order:new', { nr: 'o3' })
    await comeBackTwice(third, back)
    expect(third.socket.recovered).toBe(false)
    expect(await heard(third)).toEqual([[]])
  })

  test('knows that it missed something also at a server that is not replaced yet, to which it speaks an earlier version', async () => {
    const { old, young } = await fleet()
    const both = await speaker(young.url, '/shop', 3, 1)
    pass()
    const back = away(both.socket)
    await cut(endOf(young.io, '/shop', both.socket), both.socket)
    old.send('order:new', { nr: 'o1' })
    both.socket.io.opts.port = new URL(old.url).port
    ;(both.socket.io as unknown as { uri: string }).uri = old.url
    await comeBackTwice(both, back)
    expect(both.socket.recovered).toBe(false)
    old.send('order:new', { nr: 'o2' })
    expect(await heard(both)).toEqual([[['order:new', { nr: 'o2' }]]])
  })
})

test('a client of today is refused by a server that is not replaced yet, and may try again', async () => {
  const { old } = await fleet()
  const refused = await refusal(client(old.url, '/shop', { auth: declaring(['/shop', 3]) }))
  expect(refused.data?.error).toMatchObject({ code: 'CONTRACT_UNSUPPORTED', retryable: true, supported: [1] })
})
