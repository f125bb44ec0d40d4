import { RateLimiterMemory } from 'rate-limiter-flexible'
import { expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { event, namespace, PayloadError, room } from '../../src/index.js'
import { messaging } from '../../src/messaging.js'
import { chatRoom, patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { type Observation, serve } from '../../src/server/index.js'
import { afterwards } from '../ends/afterwards.js'
import { listening } from '../ends/server.js'
import { joined, settled, wiretap } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

const reply = { messageId: 'm1', createdAt: '2024-12-20T10:30:00Z' }
const settledLater = () => new Promise<void>((resolve) => setTimeout(resolve, 20))
const message = { receiverId: 'u2', content: 'hi' }

test("a contract's own limit is counted by user, whatever the connection, and ends with its time", async () => {
  const { io, url } = await listening()
  const shop = namespace('/shop', {
    serverToClient: {},
    clientToServer: { ring: event({ limit: { count: 2, perMs: 300 } }), knock: event({}) },
  })
  const served = serve(io, shop, { authenticate: ({ token }) => ({ name: String(token) }), userId: ({ name }) => name })
  const ring = vi.fn()
  served.on('ring', ring)
  const one = await joined(url, '/shop', { auth: { token: 'a' } })
  const two = await joined(url, '/shop', { auth: { token: 'a' } })
  const other = await joined(url, '/shop', { auth: { token: 'b' } })
  for (const socket of [one, two]) expect(await socket.emitWithAck('ring')).toBeUndefined()
  const refused = await two.emitWithAck('ring')
  expect(refused).toEqual({
    error: { code: 'RATE_LIMITED', message: expect.any(String), retryable: true, retryAfterMs: expect.any(Number) },
  })
  expect(refused.error.retryAfterMs).toBeGreaterThan(0)
  expect(refused.error.retryAfterMs).toBeLessThanOrEqual(300)
  expect(await other.emitWithAck('ring')).toBeUndefined()
  expect(ring).toHaveBeenCalledTimes(3)
  await vi.waitFor(async () => expect(await two.emitWithAck('ring')).toBeUndefined())
})

test('a limiter in the shape of rate-limiter-flexible is asked for each event and user', async () => {
  const { io, url } = await listening()
  const limiter = new RateLimiterMemory({ points: 2, duration: 60 })
  const served = serve(io, messaging, { authenticate: ({ token }) => ({ id: String(token) }), limiter })
  served.on('message:send', () => reply)
  const socket = await joined(url, '/messaging', { auth: { token: 'u1' } })
  const other = await joined(url, '/messaging', { auth: { token: 'u2' } })
  expect(await socket.emitWithAck('message:send', message)).toEqual(reply)
  expect(await socket.emitWithAck('message:send', message)).toEqual(reply)
  const refused = await socket.emitWithAck('message:send', message)
  expect(refused).toMatchObject({ error: { code: 'RATE_LIMITED', retryable: true } })
  expect(refused.error.retryAfterMs).toBeGreaterThan(50_000)
  expect(await other.emitWithAck('message:send', message)).toEqual(reply)
  expect(await limiter.get('/messaging:message%3Asend:user:u1')).toMatchObject({ consumedPoints: 3 })
})

const colliding = namespace('/shop', {
  serverToClient: {},
  clientToServer: {
    order: event({ limit: { count: 1, perMs: 60_000 } }),
    'order:cancel': event({ limit: { count: 1, perMs: 60_000 } }),
    'order cancel': event({ limit: { count: 1, perMs: 60_000 } }),
  },
})

const nobody = async () => {}
const asking = async (socket: { emitWithAck(name: string): Promise<unknown> }, name: string) =>
  ((await socket.emitWithAck(name)) as { error?: { code: string } } | undefined)?.error?.code

test.each([
  ['own limit', () => undefined],
  ['limiter', () => new RateLimiterMemory({ points: 1, duration: 60 })],
])("the %s of one event and user is no other's, whatever the names and ids are made of", async (_, limiter) => {
  const { io, url } = await listening()
  const served = serve(io, colliding, {
    authenticate: ({ token }) => ({ sub: token }),
    userId: ({ sub }) => sub as string,
    limiter: limiter(),
  })
  for (const name of ['order', 'order:cancel', 'order cancel'] as const) served.on(name, nobody)
  const victim = await joined(url, '/shop', { auth: { token: 'victim' } })
  for (const token of ['cancel:victim', 'cancel victim', 'user:victim']) {
    const other = await joined(url, '/shop', { auth: { token } })
    expect(await asking(other, 'order')).toBeUndefined()
    expect(await asking(other, 'order')).toBe('RATE_LIMITED')
  }
  for (const name of ['order', 'order:cancel', 'order cancel']) expect(await asking(victim, name)).toBeUndefined()
  const anonymous = await joined(url, '/shop')
  const named = await joined(url, '/shop', { auth: { token: anonymous.id as string } })
  expect(await asking(named, 'order')).toBeUndefined()
  expect(await asking(anonymous, 'order')).toBeUndefined()
})

test('a limit lasts as long as it says where the clock is set back by a day', async () => {
  const { io, url } = await listening()
  const shop = namespace('/shop', {
    serverToClient: {},
    clientToServer: { ring: event({ limit: { count: 1, perMs: 300 } }) },
  })
  serve(io, shop).on('ring', nobody)
  const socket = await joined(url, '/shop')
  expect(await asking(socket, 'ring')).toBeUndefined()
  const { now } = Date
  vi.spyOn(Date, 'now').mockImplementation(() => now() - 86_400_000)
  afterwards(() => vi.restoreAllMocks())
  await vi.waitFor(async () => expect(await asking(socket, 'ring')).toBeUndefined())
})

test('a handler may be silent for longer than a timer can wait', async () => {
  const { io, url } = await listening()
  const served = serve(io, messaging, { handlerTimeoutMs: 2 ** 31, limiter: { consume: () => settledLater() } })
  served.on('message:send', () => settledLater().then(() => reply))
  const socket = await joined(url, '/messaging')
  expect(await socket.emitWithAck('message:send', message)).toEqual(reply)
})

test('a limiter that fails lets the event pass and is told of', async () => {
  const { io, url } = await listening()
  const seen: Observation[] = []
  const lost = new Error('the connection to the store is lost')
  const served = serve(io, messaging, {
    limiter: { consume: () => Promise.reject(lost) },
    observe: (noticed) => seen.push(noticed),
  })
  served.on('message:send', () => reply)
  const socket = await joined(url, '/messaging')
  expect(await socket.emitWithAck('message:send', message)).toEqual(reply)
  expect(seen.filter(({ kind }) => kind === 'failed')).toEqual([
    { kind: 'failed', part: 'limiter', namespace: '/messaging', path: '/messaging', socketId: socket.id, cause: lost },
  ])
})

test('a client that was told that its leave took too long is not put out of the room when the limiter answers', async () => {
  const { io, url } = await listening()
  let answer = (): void => {}
  let asked: Promise<void> | undefined
  serve(io, patientPharmacy, {
    mayJoin: () => true,
    handlerTimeoutMs: 50,
    limiter: { consume: () => asked ?? Promise.resolve() },
  })
  const socket = await joined(url, '/patient-pharmacy')
  expect(await socket.emitWithAck('chat:join', { roomId: 'r1' })).toEqual({ room: 'chat:r1' })
  asked = new Promise((resolve) => {
    answer = resolve
  })
  const refused = await socket.emitWithAck('chat:leave', { roomId: 'r1' })
  expect(refused).toMatchObject({ error: { code: 'HANDLER_TIMEOUT', retryable: true } })
  // it stays, and says so
  asked = undefined
  expect(await socket.emitWithAck('chat:join', { roomId: 'r1' })).toEqual({ room: 'chat:r1' })
  answer()
  await settled(socket)
  expect(
    io
      .of('/patient-pharmacy')
      .adapter.socketRooms(socket.id as string)
      ?.has('chat:r1'),
  ).toBe(true)
})

test('a limiter that is silent costs the caller a refusal', async () => {
  const { io, url } = await listening()
  const served = serve(io, messaging, { limiter: { consume: () => new Promise(() => {}) }, handlerTimeoutMs: 50 })
  const handler = vi.fn(() => reply)
  served.on('message:send', handler)
  const socket = await joined(url, '/messaging')
  expect(await socket.emitWithAck('message:send', message)).toMatchObject({ error: { code: 'HANDLER_TIMEOUT' } })
  expect(handler).not.toHaveBeenCalled()
})

test('a typing notice ends when its typist goes, and 5 s after the last start, but not for one who ended it', async () => {
  const { io, url } = await listening()
  const pharmacy = serve(io, patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    authenticate: ({ token }) => ({ id: String(token) }),
    mayJoin: () => true,
  })
  pharmacy.on('chat:typing', (typing, { user, to }) =>
    to(chatRoom(typing.roomId)).emit('chat:typing', { ...typing, userId: user.id }),
  )
  const [goes, stays, stops, watches] = await Promise.all(
    ['goes', 'stays', 'stops', 'watches'].map((token) => joined(url, '/patient-pharmacy', { auth: { token } })),
  )
  if (!goes || !stays || !stops || !watches) throw new Error('a client is missing')
  for (const socket of [watches, goes, stays, stops]) await socket.emitWithAck('chat:join', { roomId: 'r1' })
  const tap = wiretap(watches)
  for (const socket of [goes, stays, stops]) await socket.emitWithAck('chat:typing', { roomId: 'r1', isTyping: true })
  await stops.emitWithAck('chat:typing', { roomId: 'r1', isTyping: false })
  await settled(watches)
  expect(tap).toHaveLength(4)
  const first = next(watches, 'chat:typing')
  goes.disconnect()
  expect(await first).toEqual({ roomId: 'r1', userId: 'goes', isTyping: false })
  const begun = Date.now()
  expect(await next(watches, 'chat:typing')).toEqual({ roomId: 'r1', userId: 'stays', isTyping: false })
  expect(Date.now() - begun).toBeGreaterThan(4000)
  await settled(watches)
  expect(tap).toHaveLength(6)
})

test('a typing notice of another contract says when it ended the way it said when it began', async () => {
  const { io, url } = await listening()
  const served = serve(io, messaging, {
    authenticate: ({ token }) => ({ id: String(token) }),
    autoJoin: ({ id }) => [`user:${id}`],
  })
  served.on('typing:start', ({ receiverId }, { user, to }) =>
    to(`user:${receiverId}`).emit('typing:update', {
      userId: user.id,
      isTyping: true,
      timestamp: '2024-12-20T10:29:50Z',
    }),
  )
  const one = await joined(url, '/messaging', { auth: { token: 'u1' } })
  const two = await joined(url, '/messaging', { auth: { token: 'u2' } })
  const started = next(two, 'typing:update')
  one.emit('typing:start', { receiverId: 'u2' })
  expect(await started).toMatchObject({ isTyping: true })
  const ended = next<{ timestamp: string }>(two, 'typing:update')
  one.disconnect()
  const notice = await ended
  expect(notice).toMatchObject({ userId: 'u1', isTyping: false })
  expect(Math.abs(Date.parse(notice.timestamp) - Date.now())).toBeLessThan(5000)
})

test('an event is ended by itself only where its contract says so, whatever its fields are called', async () => {
  const { io, url } = await listening()
  const editor = namespace('/editor', {
    serverToClient: {
      state: event({ payload: z.object({ isTyping: z.boolean() }), volatile: true }),
      cursor: event({
        payload: z.object({ by: z.string(), active: z.boolean() }),
        endsAfter: { ms: 50, by: { active: false } },
      }),
    },
    clientToServer: {},
  })
  const served = serve(io, editor)
  const socket = await joined(url, '/editor')
  const tap = wiretap(socket)
  const ended = new Promise((resolve) => socket.on('cursor', (cursor) => cursor.active || resolve(cursor)))
  served.emit('state', { isTyping: true })
  served.emit('cursor', { by: 'u1', active: true })
  expect(await ended).toEqual({ by: 'u1', active: false })
  expect(tap.map(([name]) => name)).toEqual(['state', 'cursor', 'cursor'])
})

test('a flood of typing notices is limited by the contract', async () => {
  const { io, url } = await listening()
  const pharmacy = serve(io, patientPharmacy, { autoJoin: () => [chatRoom('r1')] })
  const handler = vi.fn()
  pharmacy.on('chat:typing', handler)
  const socket = await joined(url, '/patient-pharmacy')
  const codes = new Set<string>()
  socket.on('contract:refused', ({ error }) => codes.add(error.code))
  for (let index = 0; index < 2000; index++) socket.emit('chat:typing', { roomId: 'r1', isTyping: true })
  await settled(socket)
  expect([...codes]).toEqual(['RATE_LIMITED'])
  expect(handler).toHaveBeenCalledTimes(100)
})

test('what one connection began is bounded: the eldest ends where there are too many, and all with it', async () => {
  const { io, url } = await listening()
  const docRoom = room('doc:{id}')
  const editor = namespace('/editor', {
    rooms: [docRoom],
    serverToClient: {
      cursor: event({
        payload: z.object({ by: z.number(), active: z.boolean() }),
        endsAfter: { ms: 60_000, by: { active: false } },
        to: [docRoom],
      }),
    },
    clientToServer: { move: event({ payload: z.object({ by: z.number() }) }) },
  })
  const served = serve(io, editor, { autoJoin: () => [docRoom('d1')] })
  served.on('move', ({ by }, { to }) => to(docRoom('d1')).emit('cursor', { by, active: true }))
  const [floods, watches] = await Promise.all([0, 1].map(() => joined(url, '/editor')))
  if (!floods || !watches) throw new Error('a client is missing')
  const lasting = new Set<number>()
  let most = 0
  const gone = new Promise<void>((resolve) =>
    watches.on('cursor', ({ by, active }) => {
      if (active) lasting.add(by)
      else lasting.delete(by)
      most = Math.max(most, lasting.size)
      if (lasting.size === 0) resolve()
    }),
  )
  for (let by = 0; by < 2000; by++) floods.emit('move', { by })
  await settled(floods)
  await settled(watches)
  expect([...lasting]).toEqual(Array.from({ length: 100 }, (_, index) => 1900 + index))
  expect(most).toBe(101)
  floods.disconnect()
  await gone
})

/** Lets a test send what the compiler would not. */
const untyped = (sender: object) => sender as { emit(...args: unknown[]): void }

const order = patientPharmacy.serverToClient['order:new'].example as never as { id: string; quantity: number }

test('an outgoing payload leaves without undeclared keys, and one that does not fit throws before a packet leaves', async () => {
  const { io, url } = await listening()
  const pharmacy = serve(io, patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    autoJoin: () => [pharmacyRoom('p1')],
  })
  const old = await joined(url, '/')
  const modern = await joined(url, '/patient-pharmacy')
  const taps = [wiretap(old), wiretap(modern)]
  const sent = { ...order, token: 'secret' }
  pharmacy.to(pharmacyRoom('p1')).emit('order:new', sent as never)
  sent.id = 'changed afterwards'
  expect(() => pharmacy.to(pharmacyRoom('p1')).emit('order:new', { ...order, quantity: 0 } as never)).toThrow(
    PayloadError,
  )
  expect(() => untyped(pharmacy.to(chatRoom('r1'))).emit('order:new', order)).toThrow(
    'is addressed to pharmacy:{pharmacyId}',
  )
  expect(() => untyped(pharmacy).emit('order:new', order)).toThrow('not addressed to everybody')
  expect(() => untyped(pharmacy.to(pharmacyRoom('p1'))).emit('order:old', order)).toThrow('no serverToClient event')
  pharmacy.to([]).emit('order:new', order as never)
  await settled(old, modern)
  expect(taps[0]).toEqual([
    ['order:new', order],
    ['order:created', order],
  ])
  expect(taps[1]).toEqual([['order:new', order]])
})

test('nothing leaves when the payload of one legacy name can not be made', async () => {
  const { io, url } = await listening()
  const hall = room('hall:{hallId}')
  const shop = namespace('/shop', {
    legacyPath: '/',
    rooms: [hall],
    serverToClient: { opened: event({ to: [hall] }) },
    clientToServer: {},
  })
  const table = {
    serverToClient: {
      one: 'opened',
      two: {
        of: 'opened',
        when: () => {
          throw new Error('broken')
        },
      },
    },
    clientToServer: {},
  } as const
  const served = serve(io, shop, { aliases: table as never, legacy: true, autoJoin: () => [hall('h1')] })
  const socket = await joined(url, '/')
  const tap = wiretap(socket)
  expect(() => served.to(hall('h1')).emit('opened')).toThrow('broken')
  await settled(socket)
  expect(tap).toEqual([])
})

test.each(['report', 'off'] as const)(
  'with validate %s what does not fit passes both ways, and is told of as asked',
  async (validate) => {
    const { io, url } = await listening()
    const seen: Observation[] = []
    const served = serve(io, messaging, {
      validate,
      autoJoin: () => ['user:u1'],
      observe: (noticed) => seen.push(noticed),
    })
    const got: unknown[] = []
    served.on('message:send', (payload) => {
      got.push(payload)
      return { messageId: 7 } as never
    })
    const socket = await joined(url, '/messaging')
    const tap = wiretap(socket)
    expect(await socket.emitWithAck('message:send', { receiverId: 7 })).toEqual({ messageId: 7 })
    served.to('user:u1').emit('message:deleted', { messageId: 7 } as never)
    await settled(socket)
    expect(got).toEqual([{ receiverId: 7 }])
    expect(tap).toEqual([['message:deleted', { messageId: 7 }]])
    const told = seen.flatMap((noticed) => (noticed.kind === 'refused' ? [noticed.error.code] : []))
    expect(told).toEqual(validate === 'report' ? ['PAYLOAD_INVALID', 'REPLY_INVALID', 'PAYLOAD_INVALID'] : [])
  },
)
