import { afterEach, describe, expect, test, vi } from 'vitest'
import { RefusalError } from '../../src/index.js'
import { messaging } from '../../src/messaging.js'
import { chatRoom, patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { realtime } from '../../src/realtime.js'
import { serve } from '../../src/server/index.js'
import { away, comeBack, cut, endOf, recovering, returning } from '../ends/absence.js'
import { placesOf } from '../ends/places.js'
import { listening } from '../ends/server.js'
import { client, declaring, joined, refusal, settled, transports, wiretap } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'
import { bus } from '../histories/bus-adapter.js'

afterEach(() => vi.useRealTimers())

const online = realtime.serverToClient['presence:update'].example as never
const updated = (id: string) => ({ id, status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' }) as const

interface User {
  readonly id: string
  readonly rooms: string[]
}

/** Serves the first system; what a token may do is looked up in `users`, which a test may change. */
async function served(transport: (typeof transports)[number], auth: object = {}) {
  const users: Record<string, User | undefined> = { t1: { id: 'u1', rooms: ['chat:r1', 'chat:r2'] } }
  const { io, url } = await listening(recovering)
  const pharmacy = serve(io, patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    authenticate: async ({ token }) => {
      await Promise.resolve()
      const user = users[String(token)]
      if (!user) throw new RefusalError('AUTH_INVALID')
      return user
    },
    autoJoin: () => [pharmacyRoom('p1')],
    mayJoin: (user, room) => user.rooms.includes(room),
  })
  const socket = client(url, '/', { transport, ...returning, auth: { token: 't1', ...auth } })
  await next(socket, 'connect')
  await socket.emitWithAck('chat:join', { roomId: 'r1' })
  // an offset to recover from
  pharmacy.to('chat:r1').emit('order:updated', updated('o0'))
  await settled(socket)
  return { io, url, pharmacy, socket, users, tap: wiretap(socket) }
}

describe.each(transports)('over %s', (transport) => {
  test('a recovered client gets what it missed once, in order, under the names of its kind', async () => {
    for (const [auth, names] of [
      [declaring(['/patient-pharmacy', 1]), ['order:updated']],
      [{}, ['order:updated', 'order:status-updated']],
    ] as const) {
      const { io, pharmacy, socket, tap } = await served(transport, auth)
      const back = away(socket)
      await cut(endOf(io, '/', socket), socket)
      for (const id of ['o1', 'o2']) pharmacy.to(chatRoom('r1')).emit('order:updated', updated(id))
      const returned = next(socket, 'connect')
      back()
      await returned
      expect(socket.recovered).toBe(true)
      await settled(socket)
      pharmacy.to(chatRoom('r1')).emit('order:updated', updated('o3'))
      await settled(socket)
      expect(tap.map(([name, payload]) => [name, (payload as { id: string }).id])).toEqual(
        ['o1', 'o2', 'o3'].flatMap((id) => names.map((name) => [name, id])),
      )
      socket.disconnect()
    }
  })

  test('a client whose token was revoked while it was away is ended and hears nothing of what it missed', async () => {
    const { io, pharmacy, socket, tap, users } = await served(transport)
    const back = away(socket)
    await cut(endOf(io, '/', socket), socket)
    pharmacy.to(chatRoom('r1')).emit('order:updated', updated('o1'))
    delete users['t1']
    const told = next(socket, 'contract:refused')
    const gone = next(socket, 'disconnect')
    back()
    expect(await told).toEqual({
      event: '',
      error: expect.objectContaining({ code: 'AUTH_INVALID', message: 'Authentication is invalid' }),
    })
    expect(await gone).toBe('io server disconnect')
    pharmacy.to(chatRoom('r1')).emit('order:updated', updated('o2'))
    expect(tap).toEqual([])
    expect(io.of('/').sockets.size).toBe(0)
  })

  test('a connection that comes back as another user is ended', async () => {
    const { io, pharmacy, socket, tap, users } = await served(transport)
    users['t2'] = { id: 'u2', rooms: ['chat:r1'] }
    const back = away(socket)
    await cut(endOf(io, '/', socket), socket)
    pharmacy.to(chatRoom('r1')).emit('order:updated', updated('o1'))
    ;(socket.auth as Record<string, unknown>)['token'] = 't2'
    const gone = next(socket, 'disconnect')
    back()
    expect(await gone).toBe('io server disconnect')
    expect(tap).toEqual([])
  })

  test('a room that was forbidden meanwhile is lost, with what was sent there, and the others are kept', async () => {
    const { io, pharmacy, socket, tap, users } = await served(transport)
    await socket.emitWithAck('chat:join', { roomId: 'r2' })
    const back = away(socket)
    await cut(endOf(io, '/', socket), socket)
    pharmacy.to(chatRoom('r1')).emit('order:updated', updated('secret'))
    pharmacy.to(chatRoom('r2')).emit('order:updated', updated('o2'))
    pharmacy.to(pharmacyRoom('p1')).emit('order:updated', updated('o3'))
    users['t1'] = { id: 'u1', rooms: ['chat:r2'] }
    await comeBack(socket, back)
    for (const room of [chatRoom('r1'), chatRoom('r2')])
      pharmacy.to(room).emit('order:updated', updated(`after ${room}`.replace(/\W/g, '')))
    await settled(socket)
    expect(socket.recovered).toBe(true)
    const ids = tap.filter(([name]) => name === 'order:updated').map(([, payload]) => (payload as { id: string }).id)
    expect(ids).toEqual(['o2', 'o3', 'afterchatr2'])
  })

  test('events of a recovered client wait until it is checked, and are refused with it', async () => {
    const { io, pharmacy, socket, users } = await served(transport)
    const handler = vi.fn((payload: { room: string }) => payload)
    pharmacy.on('leave', handler as never)
    for (const isRevoked of [false, true]) {
      const back = away(socket)
      await cut(endOf(io, '/', socket), socket)
      let answer = (_: User | undefined): void => {}
      Object.defineProperty(users, 't1', {
        configurable: true,
        get: () =>
          new Promise<User | undefined>((resolve) => {
            answer = resolve
          }),
      })
      const returned = next(socket, 'connect')
      back()
      await returned
      const asked = new Promise<unknown>((resolve) =>
        socket.timeout(2000).emit('leave', { room: 'order:o1' }, (...args: unknown[]) => resolve(args)),
      )
      await new Promise((resolve) => endOf(io, '/', socket).conn.once('packet', resolve))
      expect(handler).toHaveBeenCalledTimes(isRevoked ? 1 : 0)
      answer(isRevoked ? undefined : { id: 'u1', rooms: [] })
      if (!isRevoked) expect(await asked).toEqual([null, { room: 'order:o1' }])
    }
    expect(handler).toHaveBeenCalledTimes(1)
  })
})

test('a client that declares the contract only when it comes back gets one packet from then on, and the other way round', async () => {
  const { io, pharmacy, socket, tap } = await served('websocket')
  for (const [auth, expected] of [
    [declaring(['/patient-pharmacy', 1]), ['order:updated']],
    [{}, ['order:updated', 'order:status-updated']],
  ] as const) {
    const back = away(socket)
    await cut(endOf(io, '/', socket), socket)
    socket.auth = { token: 't1', ...auth }
    const returned = next(socket, 'connect')
    back()
    await returned
    expect(socket.recovered).toBe(true)
    await settled(socket)
    tap.length = 0
    pharmacy.to(chatRoom('r1')).emit('order:updated', updated('o1'))
    await settled(socket)
    expect(tap.map(([name]) => name)).toEqual(expected)
  }
})

test('a client that comes back with a version the server does not know is ended', async () => {
  const { io, socket } = await served('websocket', declaring(['/patient-pharmacy', 1]))
  const back = away(socket)
  await cut(endOf(io, '/', socket), socket)
  socket.auth = { token: 't1', ...declaring(['/patient-pharmacy', 2]) }
  const told = next(socket, 'contract:refused')
  const gone = next(socket, 'disconnect')
  back()
  expect(await told).toMatchObject({ error: { code: 'CONTRACT_UNSUPPORTED', supported: [1], requested: [2] } })
  expect(await gone).toBe('io server disconnect')
})

test('a user whose time is over leaves its rooms, is told, and is disconnected a second later', async () => {
  const { io, url } = await listening(recovering)
  let expiresAt = Date.now() + 300
  const pharmacy = serve(io, patientPharmacy, {
    authenticate: () => ({ id: 'u1' }),
    expiresAt: () => expiresAt,
    autoJoin: () => [pharmacyRoom('p1')],
  })
  const socket = await joined(url, '/patient-pharmacy', { auth: { token: 't' } })
  expiresAt += 60_000
  const other = await joined(url, '/patient-pharmacy', { auth: { token: 't' } })
  const tap = wiretap(socket)
  const gone = next(socket, 'disconnect')
  expect(await next(socket, 'contract:refused')).toEqual({
    event: '',
    error: { code: 'AUTH_EXPIRED', message: 'Authentication has expired', retryable: true },
  })
  const toldAt = Date.now()
  pharmacy.to(pharmacyRoom('p1')).emit('order:new', patientPharmacy.serverToClient['order:new'].example as never)
  expect(await socket.emitWithAck('chat:typing', { roomId: 'r1', isTyping: true })).toMatchObject({
    error: { code: 'AUTH_EXPIRED' },
  })
  expect(await gone).toBe('io server disconnect')
  expect(Date.now() - toldAt).toBeGreaterThan(900)
  expect(tap).toEqual([])
  expect(other.connected).toBe(true)
})

/** Brings a client back and stops where the application is asked about its token; answers how to say yes. */
async function underCheck({ users, socket }: Awaited<ReturnType<typeof served>>, back: () => void) {
  const { t1 } = users
  let allow = (): void => {}
  const answer = new Promise<User | undefined>((resolve) => {
    allow = () => resolve(t1)
  })
  Object.defineProperty(users, 't1', { configurable: true, get: () => answer })
  const returned = next(socket, 'connect')
  back()
  await returned
  return allow
}

const namesAndIds = (tap: readonly (readonly [string, unknown?])[]) =>
  tap.map(([name, payload]) => [name, (payload as { id?: string } | undefined)?.id ?? payload])

test('what is sent while a recovered client is checked comes once, behind what it missed, save what may be lost', async () => {
  const all = await served('websocket', declaring(['/patient-pharmacy', 1]))
  const { io, pharmacy, socket, tap } = all
  const back = away(socket)
  await cut(endOf(io, '/', socket), socket)
  pharmacy.to(chatRoom('r1')).emit('order:updated', updated('missed'))
  socket.on('own:question', (_: number, answer: (word: string) => void) => answer('yes'))
  const allow = await underCheck(all, back)
  const end = endOf(io, '/', socket)
  const told = next(socket, 'own:bytes')
  pharmacy.to(chatRoom('r1')).emit('order:updated', updated('meanwhile'))
  pharmacy.to(chatRoom('r1')).emit('chat:typing', { roomId: 'r1', userId: 'u2', isTyping: true })
  // with an acknowledgement a packet has no offset
  const answered = end.emitWithAck('own:question', 1)
  end.emit('own:bytes', Buffer.from('bytes'))
  allow()
  expect(Buffer.from((await told) as Uint8Array).toString()).toBe('bytes')
  expect(await answered).toBe('yes')
  await settled(socket)
  pharmacy.to(chatRoom('r1')).emit('chat:typing', { roomId: 'r1', userId: 'u2', isTyping: false })
  await settled(socket)
  expect(socket.recovered).toBe(true)
  const got = namesAndIds(tap.filter(([name]) => !name.startsWith('own:')))
  expect(got).toEqual([
    ['order:updated', 'missed'],
    ['order:updated', 'meanwhile'],
    ['chat:typing', { roomId: 'r1', userId: 'u2', isTyping: false }],
  ])
  expect(tap.filter(([name]) => name === 'own:bytes')).toHaveLength(1)
  expect(tap.filter(([name]) => name === 'own:question')).toHaveLength(1)
})

test('a client that goes again before it is checked gets what it missed when it is back, and leaves nothing behind', async () => {
  const all = await served('websocket', declaring(['/patient-pharmacy', 1]))
  const { io, pharmacy, socket, tap, users } = all
  const { t1 } = users
  const back = away(socket)
  await cut(endOf(io, '/', socket), socket)
  pharmacy.to(chatRoom('r1')).emit('order:updated', updated('o1'))
  const allow = await underCheck(all, back)
  const backAgain = away(socket)
  await cut(endOf(io, '/', socket), socket)
  allow()
  await new Promise((resolve) => setImmediate(resolve))
  expect([...io.of('/').adapter.sids.keys()]).toEqual([])
  expect([...io.of('/').adapter.rooms.keys()]).toEqual([])
  Object.defineProperty(users, 't1', { configurable: true, value: t1 })
  const returned = next(socket, 'connect')
  backAgain()
  await returned
  await settled(socket)
  expect(socket.recovered).toBe(true)
  expect(namesAndIds(tap)).toEqual([['order:updated', 'o1']])
})

test('an adapter that fails when it is asked again costs nothing of what it told at first', async () => {
  const { io, pharmacy, socket, tap } = await served('websocket', declaring(['/patient-pharmacy', 1]))
  const back = away(socket)
  await cut(endOf(io, '/', socket), socket)
  pharmacy.to(chatRoom('r1')).emit('order:updated', updated('o1'))
  const { adapter } = io.of('/')
  const restore = adapter.restoreSession.bind(adapter)
  const asked = vi
    .spyOn(adapter, 'restoreSession')
    .mockImplementationOnce(restore)
    .mockImplementationOnce(() => Promise.reject(new Error('the connection to the store is lost')))
  await comeBack(socket, back)
  expect(asked).toHaveBeenCalledTimes(2)
  expect(namesAndIds(tap)).toEqual([['order:updated', 'o1']])
})

test('a client that names a session nobody knows is asked like a new one', async () => {
  const { url, io } = await served('websocket')
  const stranger = { pid: 'nobody', offset: 'nothing' }
  expect((await refusal(client(url, '/', { auth: { token: 'bad', ...stranger } }))).data?.error.code).toBe(
    'AUTH_INVALID',
  )
  const socket = await joined(url, '/', { auth: { token: 't1', ...stranger } })
  expect(socket.recovered).toBe(false)
  expect(placesOf(endOf(io, '/', socket))).toEqual(new Set([socket.id, 'pharmacy:p1']))
})

test('a contract that is closed meanwhile leaves recovery to socket.io', async () => {
  const { io, pharmacy, socket, tap, users } = await served('websocket', declaring(['/patient-pharmacy', 1]))
  const back = away(socket)
  await cut(endOf(io, '/', socket), socket)
  pharmacy.to(chatRoom('r1')).emit('order:updated', updated('o1'))
  pharmacy.close()
  delete users['t1']
  const heard = next(socket, 'order:updated')
  back()
  expect(await heard).toEqual(updated('o1'))
  expect(socket.recovered).toBe(true)
  expect(tap).toHaveLength(1)
})

test.each([true, false])(
  'a client on its way in when the contract comes to be served is asked all the same (and may enter: %s)',
  async (mayEnter) => {
    const { io, url } = await listening()
    let pass = (): void => {}
    const onItsWay = new Promise<void>((resolve) => {
      io.of('/messaging').use((_, go) => {
        pass = go
        resolve()
      })
    })
    const socket = client(url, '/messaging', { auth: { token: 't' } })
    const told = new Promise((resolve) => {
      socket.on('contract:refused', resolve)
      socket.on('message:deleted', resolve)
    })
    await onItsWay
    const served = serve(io, messaging, {
      authenticate: () => {
        if (!mayEnter) throw new RefusalError('AUTH_INVALID')
        return { id: 'u1' }
      },
      autoJoin: () => ['user:u1'],
    })
    const deleted = { messageId: 'm1', deletedAt: '2024-12-20T10:30:00Z' }
    pass()
    await next(socket, 'connect')
    if (mayEnter) await settled(socket)
    served.to('user:u1').emit('message:deleted', deleted)
    expect(await told).toMatchObject(mayEnter ? deleted : { event: '', error: { code: 'AUTH_INVALID' } })
  },
)

test('of the events that come before a recovered client is checked a hundred wait, and the others are refused by their names', async () => {
  const all = await served('websocket', declaring(['/patient-pharmacy', 1]))
  const { io, pharmacy, socket } = all
  const handler = vi.fn()
  pharmacy.on('chat:typing', handler)
  const back = away(socket)
  await cut(endOf(io, '/', socket), socket)
  const allow = await underCheck(all, back)
  const { conn } = endOf(io, '/', socket)
  const told: unknown[] = []
  socket.on('contract:refused', (refused) => told.push(refused))
  const typing = { roomId: 'r1', isTyping: false }
  const arrived = new Promise<void>((resolve) => {
    let left = 106
    conn.on('packet', ({ type }: { type: string }) => {
      if (type === 'message' && --left === 0) resolve()
    })
  })
  endOf(io, '/', socket).on('own:event', () => {})
  for (let count = 0; count < 100; count++) socket.emit('chat:typing', typing)
  const asked = socket.emitWithAck('chat:typing', typing)
  const pinged = socket.emitWithAck('contract:ping')
  const guessed = socket.emitWithAck('own:secret', typing)
  socket.emit('chat:typing', typing)
  socket.emit('own:event', typing)
  socket.emit('own:secret', typing)
  await arrived
  // what came last is behind it
  await new Promise((resolve) => setImmediate(resolve))
  expect(handler).not.toHaveBeenCalled()
  allow()
  const error = expect.objectContaining({ code: 'RATE_LIMITED', retryable: true })
  const unknown = expect.objectContaining({ code: 'EVENT_UNKNOWN', retryable: false })
  expect(await asked).toEqual({ error })
  expect(await pinged).toEqual({ error })
  expect(await guessed).toEqual({ error: unknown })
  await settled(socket)
  expect(handler).toHaveBeenCalledTimes(100)
  // with no name a limit would read as one of the whole connection
  expect(told).toEqual([
    { event: 'chat:typing', error },
    { event: 'own:event', error },
    { event: '', error: unknown },
  ])
})

test('what may be lost is not brought again by an adapter that keeps it', async () => {
  const { io, pharmacy, socket, tap } = await served('websocket')
  const back = away(socket)
  await cut(endOf(io, '/', socket), socket)
  pharmacy.to(chatRoom('r1')).emit('order:updated', updated('o1'))
  const { packets } = io.of('/').adapter as unknown as { packets: { id: string; data: unknown[] }[] }
  const kept = packets.at(-1) as (typeof packets)[number]
  packets.push({ ...kept, id: 'typed', data: ['chat:typing', { roomId: 'r1', userId: 'u2', isTyping: true }, 'typed'] })
  await comeBack(socket, back)
  expect(tap.map(([name]) => name)).toEqual(['order:updated', 'order:status-updated'])
})

test('what an adapter keeps before it delivers it comes once', async () => {
  let opened = Promise.resolve()
  let open = (): void => {}
  const { io, url } = await listening({ ...recovering, adapter: bus().adapter as never })
  const one = serve(io, realtime, { authenticate: () => ({ id: 'u1' }) })
  const adapter = io.of('/realtime').adapter as unknown as { doPublish(message: object): Promise<string> }
  const publish = adapter.doPublish.bind(adapter)
  adapter.doPublish = async (message) => {
    const offset = await publish(message)
    await opened
    return offset
  }
  const socket = client(url, '/realtime', returning)
  await next(socket, 'connect')
  const first = next(socket, 'presence:update')
  one.emit('presence:update', online)
  await first
  const back = away(socket)
  await cut(endOf(io, '/realtime', socket), socket)
  const tap = wiretap(socket)
  opened = new Promise((resolve) => {
    open = resolve
  })
  one.emit('presence:update', online)
  await comeBack(socket, back)
  expect(socket.recovered).toBe(true)
  open()
  await settled(socket)
  expect(tap.map(([name]) => name)).toEqual(['presence:update'])
})

test('what was heard from one server is not heard again from another that delivers it late', async () => {
  const { adapter } = bus()
  const [first, second] = [
    await listening({ ...recovering, adapter: adapter as never }),
    await listening({ ...recovering, adapter: adapter as never }),
  ] as const
  const served = [first, second].map(({ io }) => serve(io, realtime, { authenticate: () => ({ id: 'u1' }) }))
  const late = second.io.of('/realtime').adapter as unknown as { onMessage(...message: unknown[]): void }
  const onMessage = late.onMessage.bind(late)
  const kept: unknown[][] = []
  late.onMessage = (...message) => void kept.push(message)
  const socket = client(first.url, '/realtime', returning)
  await next(socket, 'connect')
  const send = (): void => served[0]?.emit('presence:update', online)
  for (let turn = 0; turn < 2; turn++) {
    const heard = next(socket, 'presence:update')
    send()
    await heard
  }
  const back = away(socket)
  await cut(endOf(first.io, '/realtime', socket), socket)
  ;(socket.io as unknown as { uri: string }).uri = second.url
  const tap = wiretap(socket)
  await comeBack(socket, back)
  expect(socket.recovered).toBe(true)
  for (const message of kept) onMessage(...message)
  late.onMessage = onMessage
  await settled(socket)
  expect(tap).toEqual([])
  const heard = next(socket, 'presence:update')
  send()
  await heard
})
