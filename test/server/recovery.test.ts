import type { Socket as ServerSocket } from 'socket.io'
import type { Socket } from 'socket.io-client'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { RefusalError } from '../../src/index.js'
import { chatRoom, patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { client, declaring, joined, listening, next, settled, transports, wiretap } from './ends.js'

afterEach(() => vi.useRealTimers())

const updated = (id: string) => ({ id, status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' }) as const
const recovering = { connectionStateRecovery: {} }
const returning = { reconnection: true, reconnectionDelay: 1, reconnectionDelayMax: 1, randomizationFactor: 0 }

/** Cuts the connection below Socket.IO and waits until both ends have noticed. */
async function cut(server: ServerSocket, socket: Socket): Promise<void> {
  const gone = Promise.all([new Promise((resolve) => server.once('disconnect', resolve)), next(socket, 'disconnect')])
  server.conn.close()
  await gone
}

/** Finds the server's end of a client. */
function endOf(
  io: { of(path: string): { sockets: Map<string, ServerSocket> } },
  path: string,
  socket: Socket,
): ServerSocket {
  const end = io.of(path).sockets.get(socket.id as string)
  if (!end) throw new Error('no such socket')
  return end
}

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

/** Holds a client back until the test lets it return. */
function away(socket: Socket): () => void {
  const manager = socket.io
  const open = manager.open.bind(manager)
  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  vi.spyOn(manager, 'open').mockImplementation((callback) => {
    void held.then(() => open(callback))
    return manager
  })
  return () => {
    vi.mocked(manager.open).mockRestore()
    release()
  }
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
    const returned = next(socket, 'connect')
    back()
    await returned
    await settled(socket)
    for (const room of [chatRoom('r1'), chatRoom('r2')])
      pharmacy.to(room).emit('order:updated', updated(`after ${room}`.replace(/\W/g, '')))
    await settled(socket)
    expect(socket.recovered).toBe(true)
    const ids = tap.filter(([name]) => name === 'order:updated').map(([, payload]) => (payload as { id: string }).id)
    expect(ids).toEqual(['o2', 'o3', 'afterchatr2'])
  })

  test('events of a recovered client wait until it is checked, and are refused with it', async () => {
    const { io, pharmacy, socket, users } = await served(transport)
    const handler = vi.fn()
    pharmacy.on('chat:typing', handler)
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
        socket
          .timeout(2000)
          .emit('chat:typing', { roomId: 'r1', isTyping: true }, (...args: unknown[]) => resolve(args)),
      )
      await new Promise((resolve) => endOf(io, '/', socket).conn.once('packet', resolve))
      expect(handler).toHaveBeenCalledTimes(isRevoked ? 1 : 0)
      answer(isRevoked ? undefined : { id: 'u1', rooms: [] })
      if (!isRevoked) expect(await asked).toEqual([null])
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
