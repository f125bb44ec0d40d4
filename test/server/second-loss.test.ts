import { expect, test, vi } from 'vitest'
import { RefusalError } from '../../src/index.js'
import { chatRoom, patientPharmacy } from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { away, comeBack, cut, endOf, recovering, returning } from '../ends/absence.js'
import { listening } from '../ends/server.js'
import { client, settled, transports, wiretap } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

const updated = (id: string) => ({ id, status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' }) as const

/** Serves chats to a client that may lose its connection. */
async function served(
  transport: (typeof transports)[number],
  mayJoin: (room: string) => boolean | Promise<boolean> = () => true,
  rooms: readonly string[] = ['r1'],
) {
  const { io, url } = await listening(recovering)
  const pharmacy = serve(io, patientPharmacy, {
    authenticate: ({ token }) => {
      if (token === 'slow down') throw new RefusalError('RATE_LIMITED', 'too many', { retryable: true })
      return { id: 'u1' }
    },
    mayJoin: (_, room) => mayJoin(room),
  })
  const socket = client(url, '/patient-pharmacy', { transport, ...returning, auth: { token: 't' } })
  await next(socket, 'connect')
  for (const roomId of rooms) await socket.emitWithAck('chat:join', { roomId })
  pharmacy.to(chatRoom('r1')).emit('order:updated', updated('o0'))
  await settled(socket)
  return { io, url, pharmacy, socket, tap: wiretap(socket) }
}

test.each(transports)(
  'over %s a loss within the time of recovery that the server has not noticed leaves nobody deaf',
  async (transport) => {
    const { io, pharmacy, socket, tap } = await served(transport)
    const { adapter } = io.of('/patient-pharmacy')
    await cut(endOf(io, '/patient-pharmacy', socket), socket)
    await next(socket, 'connect')
    expect(socket.recovered).toBe(true)
    await settled(socket)
    // what the server knows once, it hands out once
    expect((adapter as unknown as { sessions: Map<string, unknown> }).sessions.size).toBe(0)
    const elder = endOf(io, '/patient-pharmacy', socket)
    // half open: the client is gone, and the server believes in it
    elder.conn.removeAllListeners('close')
    const { engine } = socket.io
    const gone = next(socket, 'disconnect')
    engine.close()
    await gone
    await next(socket, 'connect')
    await settled(socket)
    expect(socket.recovered).toBe(false)
    expect(socket.id).not.toBe(elder.id)
    await socket.emitWithAck('chat:join', { roomId: 'r1' })
    elder.disconnect()
    tap.length = 0
    pharmacy.to(chatRoom('r1')).emit('order:updated', updated('o1'))
    await settled(socket)
    expect(tap.map(([name]) => name)).toEqual(['order:updated'])
  },
)

test('a session brings nothing that was sent before it began, although the client names what it heard before', async () => {
  const { io, pharmacy, socket, tap } = await served('websocket')
  const { adapter } = io.of('/patient-pharmacy')
  const lost = async (id: string): Promise<void> => {
    const back = away(socket)
    await cut(endOf(io, '/patient-pharmacy', socket), socket)
    pharmacy.to(chatRoom('r1')).emit('order:updated', updated(id))
    // the session of the first is gone, as where a server began anew
    if (id === 'o1') (adapter as unknown as { sessions: Map<string, unknown> }).sessions.clear()
    await comeBack(socket, back)
  }
  await lost('o1')
  expect(socket.recovered).toBe(false)
  await socket.emitWithAck('chat:join', { roomId: 'r1' })
  await lost('o2')
  expect(socket.recovered).toBe(true)
  expect(tap.map(([, payload]) => (payload as { id: string }).id)).toEqual(['o2'])
})

test('a client that names an offset from before its session hears nothing that was sent before it', async () => {
  const { io, url, pharmacy, tap } = await served('websocket')
  const known = (io.of('/patient-pharmacy').adapter as unknown as { packets: { id: string }[] }).packets[0]?.id
  pharmacy.to(chatRoom('r2')).emit('order:updated', updated('o1'))
  // it came afresh, and without an offset
  const late = client(url, '/patient-pharmacy', { ...returning, auth: { token: 't' } })
  await next(late, 'connect')
  await late.emitWithAck('chat:join', { roomId: 'r2' })
  const heard = wiretap(late)
  const back = away(late)
  await cut(endOf(io, '/patient-pharmacy', late), late)
  Object.assign(late, { _lastOffset: known })
  pharmacy.to(chatRoom('r2')).emit('order:updated', updated('o2'))
  await comeBack(late, back)
  expect(late.recovered).toBe(true)
  expect(heard.map(([, payload]) => (payload as { id: string }).id)).toEqual(['o2'])
  expect(tap).toEqual([])
})

test('the rooms of a recovered connection are asked for side by side, and not more than twenty at once', async () => {
  let running = 0
  let most = 0
  let isHeld = false
  const waiting: (() => void)[] = []
  const rooms = Array.from({ length: 60 }, (_, index) => `r${index + 1}`)
  const { io, socket, pharmacy, tap } = await served(
    'websocket',
    async () => {
      if (!isHeld) return true
      most = Math.max(most, ++running)
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
        setImmediate(() => {
          if (most === 20) for (const answer of waiting.splice(0)) answer()
        })
      })
      running--
      return true
    },
    rooms,
  )
  isHeld = true
  const back = away(socket)
  await cut(endOf(io, '/patient-pharmacy', socket), socket)
  pharmacy.to(chatRoom('r60')).emit('order:updated', updated('o1'))
  const returned = next(socket, 'connect')
  back()
  await returned
  await settled(socket)
  expect(most).toBe(20)
  expect(tap).toHaveLength(1)
})

test('a room that nobody can say anything of at a recovery is lost for now, and the client may ask again', async () => {
  let fails = false
  const { io, socket } = await served('websocket', () => {
    if (fails) throw new Error('the database is away')
    return true
  })
  fails = true
  const left = next(socket, 'contract:left')
  await cut(endOf(io, '/patient-pharmacy', socket), socket)
  await next(socket, 'connect')
  expect(await left).toEqual({
    contract: '/patient-pharmacy',
    room: 'chat:r1',
    error: { code: 'HANDLER_FAILED', message: expect.any(String), retryable: true },
  })
  fails = false
  expect(await socket.emitWithAck('chat:join', { roomId: 'r1' })).toEqual({ room: 'chat:r1' })
})

test('a refusal that may pass tells a recovered client so, as it tells one that comes afresh', async () => {
  const { io, socket } = await served('websocket')
  socket.auth = { token: 'slow down' }
  const told = next(socket, 'contract:refused')
  await cut(endOf(io, '/patient-pharmacy', socket), socket)
  expect(await told).toEqual({ event: '', error: { code: 'RATE_LIMITED', message: 'too many', retryable: true } })
})

test('a client whom nothing reaches by a room any more is told so by its next ping, and comes back', async () => {
  const { io, socket } = await served('websocket')
  const { adapter } = io.of('/patient-pharmacy')
  void adapter.delAll(socket.id as string)
  const gone = next(socket, 'disconnect')
  socket.emit('contract:ping', () => {})
  expect(await gone).toBe('transport close')
  await next(socket, 'connect')
  expect(adapter.socketRooms(socket.id as string)?.has(socket.id as string)).toBe(true)
})

test.each(['is refused', 'loses its rooms'])(
  'a client that came back again before it was checked keeps its rooms although the elder connection %s',
  async (fate) => {
    const { io, url } = await listening(recovering)
    let decide: ((isLetIn: boolean) => void) | undefined
    let isAsked = (): void => {}
    const pharmacy = serve(io, patientPharmacy, {
      authenticate: async ({ token }) => {
        if (token !== 'slow') return { id: 'u1' }
        const isLetIn = await new Promise<boolean>((resolve) => {
          decide = resolve
          isAsked()
        })
        return isLetIn ? { id: 'u1', isBare: true } : undefined
      },
      mayJoin: (user) => !('isBare' in user),
    })
    const socket = client(url, '/patient-pharmacy', { ...returning, auth: { token: 't' } })
    await next(socket, 'connect')
    await socket.emitWithAck('chat:join', { roomId: 'r1' })
    pharmacy.to(chatRoom('r1')).emit('order:updated', updated('o0'))
    await settled(socket)
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve
    })
    socket.auth = { token: 'slow' }
    await cut(endOf(io, '/patient-pharmacy', socket), socket)
    await next(socket, 'connect')
    await asked
    socket.auth = { token: 't' }
    await cut(endOf(io, '/patient-pharmacy', socket), socket)
    await next(socket, 'connect')
    await settled(socket)
    const refused = vi.fn()
    socket.on('contract:refused', refused)
    decide?.(fate !== 'is refused')
    await new Promise((resolve) => setImmediate(resolve))
    const tap = wiretap(socket)
    pharmacy.to(chatRoom('r1')).emit('order:updated', updated('o1'))
    await settled(socket)
    expect(socket.recovered).toBe(true)
    expect(tap.map(([name]) => name)).toEqual(['order:updated'])
    expect(refused).not.toHaveBeenCalled()
  },
)

test('a join that fails after its connection was lost takes nothing from who recovered it', async () => {
  const { io, url } = await listening(recovering)
  let fail = (): void => {}
  const pharmacy = serve(io, patientPharmacy, { authenticate: () => ({ id: 'u1' }), mayJoin: () => true })
  const handled = new Promise<void>((resolve) => {
    pharmacy.on('chat:join', ({ roomId }) => {
      if (roomId === 'r2') return { room: chatRoom(roomId) }
      resolve()
      return new Promise((_, reject) => {
        fail = () => reject(new Error('too late'))
      })
    })
  })
  const socket = client(url, '/patient-pharmacy', { ...returning, auth: { token: 't' } })
  await next(socket, 'connect')
  await socket.emitWithAck('chat:join', { roomId: 'r2' })
  pharmacy.to(chatRoom('r2')).emit('order:updated', updated('o0'))
  await settled(socket)
  socket.emit('chat:join', { roomId: 'r1' }, () => {})
  await handled
  await cut(endOf(io, '/patient-pharmacy', socket), socket)
  await next(socket, 'connect')
  await settled(socket)
  fail()
  await new Promise((resolve) => setImmediate(resolve))
  expect(socket.recovered).toBe(true)
  expect(endOf(io, '/patient-pharmacy', socket).rooms).toContain('chat:r1')
})

test('a client whose time was over when its connection was lost comes back without its session, and knows it', async () => {
  const { io, url } = await listening(recovering)
  let lastsMs = 300
  const pharmacy = serve(io, patientPharmacy, {
    authenticate: () => ({ id: 'u1' }),
    expiresAt: () => Date.now() + lastsMs,
    mayJoin: () => true,
  })
  const socket = client(url, '/patient-pharmacy', { ...returning, auth: { token: 't' } })
  await next(socket, 'connect')
  await socket.emitWithAck('chat:join', { roomId: 'r1' })
  pharmacy.to(chatRoom('r1')).emit('order:updated', updated('o0'))
  await settled(socket)
  expect(await next(socket, 'contract:refused')).toMatchObject({ error: { code: 'AUTH_EXPIRED' } })
  lastsMs = 60_000
  await cut(endOf(io, '/patient-pharmacy', socket), socket)
  await next(socket, 'connect')
  expect(socket.recovered).toBe(false)
})

test('a ping that waited for a recovery which ends in a refusal leaves the other namespaces of its connection alone', async () => {
  const { io, url } = await listening(recovering)
  let refuse: (() => void) | undefined
  const pharmacy = serve(io, patientPharmacy, {
    authenticate: async ({ token }) => {
      if (token !== 'slow down') return { id: 'u1' }
      await new Promise<void>((resolve) => {
        refuse = resolve
      })
      throw new RefusalError('RATE_LIMITED', 'too many', { retryable: true })
    },
    autoJoin: () => [chatRoom('r1')],
  })
  io.of('/other').on('connection', (other) => {
    other.on('ask', (answer: () => void) => answer())
  })
  const socket = client(url, '/patient-pharmacy', { ...returning, auth: { token: 't' } })
  const other = socket.io.socket('/other')
  await Promise.all([next(socket, 'connect'), next(other, 'connect')])
  pharmacy.to(chatRoom('r1')).emit('order:updated', updated('o0'))
  await settled(socket)
  io.engine.on('connection', (conn) => {
    conn.on('packet', ({ data }: { data?: string }) => {
      if (data?.includes('contract:ping')) setImmediate(() => refuse?.())
    })
  })
  socket.auth = { token: 'slow down' }
  socket.once('connect', () => socket.emit('contract:ping', () => {}))
  const returned = next(other, 'connect')
  const refused = next(socket, 'contract:refused')
  await cut(endOf(io, '/patient-pharmacy', socket), socket)
  await returned
  expect(await refused).toMatchObject({ error: { code: 'RATE_LIMITED' } })
  const { id } = other
  await other.timeout(5000).emitWithAck('ask')
  expect(other.id).toBe(id)
})

test('a middleware of the application may take the credentials out of reach of what comes after', async () => {
  const { io, url } = await listening(recovering)
  serve(io, patientPharmacy, { mayJoin: () => true })
  io.of('/patient-pharmacy').use(({ handshake }, pass) => {
    Object.assign(handshake, { auth: undefined })
    pass()
  })
  const socket = client(url, '/patient-pharmacy', {})
  await next(socket, 'connect')
  expect(await socket.emitWithAck('chat:join', { roomId: 'r1' })).toMatchObject({ room: 'chat:r1' })
})
