import { describe, expect, test, vi } from 'vitest'
import { RefusalError } from '../../src/index.js'
import { messaging, messagingAliases, userRoom } from '../../src/messaging.js'
import { notifications } from '../../src/notifications.js'
import { chatRoom, patientPharmacy, patientPharmacyAliases } from '../../src/patient-pharmacy.js'
import { realtime, realtimeAliases } from '../../src/realtime.js'
import { type Observation, serve } from '../../src/server/index.js'
import { simulation, simulationAliases } from '../../src/simulation.js'
import { endOf } from '../ends/absence.js'
import { placesOf } from '../ends/places.js'
import { listening } from '../ends/server.js'
import { declaring, joined, settled, transports, wiretap } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

const sent = { messageId: 'm1', createdAt: '2024-12-20T10:30:00Z' }

describe.each(transports)('over %s', (transport) => {
  test('a handler gets the payload without what is not declared, and its reply comes back the same way', async () => {
    const { io, url } = await listening()
    const served = serve(io, messaging, { authenticate: ({ token }) => ({ id: String(token) }) })
    const seen: unknown[] = []
    served.on('message:send', (payload, { user, socket }) => {
      seen.push(payload, user, socket.nsp.name)
      return { ...sent, secret: 'no' }
    })
    const socket = await joined(url, '/messaging', { transport, auth: { token: 'u1' } })
    const reply = await socket.emitWithAck('message:send', { receiverId: 'u2', content: 'hi', admin: true })
    expect(reply).toEqual(sent)
    expect(seen).toEqual([{ receiverId: 'u2', content: 'hi' }, { id: 'u1' }, '/messaging'])
  })

  test('a legacy asker is heard by its name, its fields and its reply', async () => {
    const { io, url } = await listening()
    const served = serve(io, messaging, { aliases: messagingAliases, legacy: true })
    served.on('message:send', async () => sent)
    const old = await joined(url, '/ws', { transport })
    expect(await old.emitWithAck('NEW_MESSAGE', { receiverId: 'u2', content: 'hi', tempId: 't1' })).toEqual({
      success: true,
      message: { id: 'm1', receiverId: 'u2', content: 'hi', timestamp: sent.createdAt, tempId: 't1' },
    })
  })

  test('a legacy client that asks without an acknowledgement is told by the event it knows', async () => {
    const { io, url } = await listening()
    serve(io, patientPharmacy, { aliases: patientPharmacyAliases, legacy: true, mayJoin: () => true })
    const sessions = serve(io, simulation, { aliases: simulationAliases, legacy: true, mayJoin: () => true })
    const transcripts = [{ role: 'user', text: 'Where?', isFinal: true, timestamp: 1, origin: 'replay' }] as const
    sessions.on('transcript:catchup', () => ({ transcripts: [...transcripts] }))
    sessions.on('session:join', ({ sessionId }) => ({ sessionId, replayed: 0 }))
    const old = await joined(url, '/', { transport })
    const entered = next(old, 'room-joined')
    old.emit('chat:join', { roomId: 'r1' })
    expect(await entered).toEqual({ roomId: 'r1' })
    const joinedRoom = new Promise((resolve) => io.of('/').adapter.once('join-room', resolve))
    old.emit('join-session', 's1')
    expect(await joinedRoom).toBe('session:s1')
    const canonical = next(old, 'transcript:history')
    const history = next(old, 'catchup-transcripts')
    old.emit('request-catchup', { sessionId: 's1', since: 1 })
    expect(await canonical).toEqual({ sessionId: 's1', transcripts })
    expect(await history).toMatchObject({ transcripts: [{ source: 'history', text: 'Where?' }] })
  })

  test('a room is entered under its canonical name by whatever name it is asked for, when the application says yes', async () => {
    const { io, url } = await listening()
    const asked: unknown[] = []
    const served = serve(io, realtime, {
      aliases: realtimeAliases,
      legacy: true,
      authenticate: () => ({ id: 'u1' }),
      mayJoin: (user, room) => {
        asked.push([user.id, room])
        return room !== userRoom('u2')
      },
    })
    const old = await joined(url, '/ws', { transport })
    expect(await old.emitWithAck('subscribe', { channels: ['user_u1', 'public:jobs', 'public:jobs'] })).toEqual({
      success: true,
      channels: ['user:u1', 'public:jobs'],
    })
    const denied = await old.emitWithAck('subscribe', { channels: ['public:news', 'user_u2'] })
    expect(denied).toMatchObject({ error: { code: 'ROOM_FORBIDDEN', retryable: false } })
    expect(asked).toEqual([
      ['u1', 'user:u1'],
      ['u1', 'public:jobs'],
      ['u1', 'public:news'],
      ['u1', 'user:u2'],
    ])
    const [socket] = await io.of('/ws').fetchSockets()
    expect([...placesOf(socket as NonNullable<typeof socket>)].sort()).toEqual(
      [socket?.id, 'public:jobs', 'user:u1'].sort(),
    )
    const tap = wiretap(old)
    served.to('public:jobs').emit('presence:update', { userId: 'u3', status: 'away', timestamp: sent.createdAt })
    await settled(old)
    expect(tap.map(([name]) => name)).toEqual(['presence:update', 'USER_STATUS_CHANGE', 'USER_PRESENCE_UPDATE'])
    expect(await old.emitWithAck('unsubscribe', { channels: ['user_u1'] })).toEqual({
      success: true,
      channels: ['user:u1'],
    })
    expect(io.of('/ws').adapter.rooms.has('user:u1')).toBe(false)
  })
})

test('nobody may enter a room where the application does not say who may', async () => {
  const { io, url } = await listening()
  serve(io, patientPharmacy)
  const socket = await joined(url, '/patient-pharmacy')
  expect(await socket.emitWithAck('chat:join', { roomId: 'r1' })).toMatchObject({ error: { code: 'ROOM_FORBIDDEN' } })
  expect(await socket.emitWithAck('join', { room: 'chat:r1' })).toMatchObject({ error: { code: 'ROOM_INVALID' } })
  expect(await socket.emitWithAck('join', { room: 'nonsense' })).toMatchObject({ error: { code: 'ROOM_INVALID' } })
})

test.each([1, 'yes', {}, undefined])('an answer of %s is no permission', async (answer) => {
  const { io, url } = await listening()
  serve(io, patientPharmacy, { mayJoin: () => answer as never })
  const socket = await joined(url, '/patient-pharmacy')
  expect(await socket.emitWithAck('chat:join', { roomId: 'r1' })).toMatchObject({ error: { code: 'ROOM_FORBIDDEN' } })
})

test('a client that enters and leaves at once is outside, however long the application takes to say yes', async () => {
  const { io, url } = await listening()
  let allow = (_: boolean): void => {}
  const asked = new Promise<void>((resolve) => {
    serve(io, patientPharmacy, {
      mayJoin: () => {
        resolve()
        return new Promise((answer) => {
          allow = answer
        })
      },
    })
  })
  const socket = await joined(url, '/patient-pharmacy')
  const entering = socket.emitWithAck('chat:join', { roomId: 'r1' })
  const leaving = socket.emitWithAck('chat:leave', { roomId: 'r1' })
  await asked
  await settled(socket)
  allow(true)
  expect(await entering).toEqual({ room: 'chat:r1' })
  expect(await leaving).toEqual({ room: 'chat:r1' })
  expect(io.of('/patient-pharmacy').adapter.rooms.has('chat:r1')).toBe(false)
})

test('a room is left again where the handler refuses, and kept where the client was in it before', async () => {
  const { io, url } = await listening()
  const pharmacy = serve(io, patientPharmacy, { mayJoin: () => true })
  const { rooms } = io.of('/patient-pharmacy').adapter
  const socket = await joined(url, '/patient-pharmacy')
  const stop = pharmacy.on('chat:join', () => {
    throw new RefusalError('CHAT_CLOSED', 'this chat is closed', { retryable: false })
  })
  const refused = { error: { code: 'CHAT_CLOSED', message: 'this chat is closed', retryable: false } }
  expect(await socket.emitWithAck('chat:join', { roomId: 'r1' })).toEqual(refused)
  expect(rooms.has('chat:r1')).toBe(false)
  stop()
  await socket.emitWithAck('chat:join', { roomId: 'r1' })
  pharmacy.on('chat:join', () => {
    throw new RefusalError('CHAT_CLOSED', 'this chat is closed', { retryable: false })
  })
  expect(await socket.emitWithAck('chat:join', { roomId: 'r1' })).toEqual(refused)
  expect(rooms.has('chat:r1')).toBe(true)
})

describe('handlers that fail', () => {
  const cases: [string, () => never | Promise<never>, string][] = [
    [
      'throws',
      () => {
        throw new Error('the password is lilac')
      },
      'HANDLER_FAILED',
    ],
    ['rejects', () => Promise.reject(new Error('the password is lilac')), 'HANDLER_FAILED'],
    [
      'throws what is no error',
      () => {
        throw null
      },
      'HANDLER_FAILED',
    ],
    ['is silent', () => new Promise<never>(() => {}), 'HANDLER_TIMEOUT'],
    ['answers nothing', () => undefined as never, 'REPLY_INVALID'],
    [
      'answers what does not fit',
      () => ({ messageId: 7, createdAt: 'the password is lilac' }) as never,
      'REPLY_INVALID',
    ],
  ]
  test.each(cases)('a caller is refused, and the process lives on, when the handler %s', async (_, handler, code) => {
    const { io, url } = await listening()
    const seen: Observation[] = []
    const served = serve(io, messaging, { handlerTimeoutMs: 50, observe: (noticed) => seen.push(noticed) })
    served.on('message:send', handler)
    const socket = await joined(url, '/messaging')
    const payload = { receiverId: 'u2', content: 'hi' }
    const answer = await socket.emitWithAck('message:send', payload)
    expect(answer).toEqual({ error: { code, message: expect.any(String), retryable: code !== 'REPLY_INVALID' } })
    expect(JSON.stringify(answer)).not.toContain('lilac')
    expect(seen.filter(({ kind }) => kind === 'refused')).toMatchObject([
      { kind: 'refused', event: 'message:send', error: { code } },
    ])
    expect(await socket.emitWithAck('contract:ping')).toEqual({ at: expect.any(Number) })
  })
})

test('an event without a reply is acknowledged with no argument', async () => {
  const { io, url } = await listening()
  const served = serve(io, messaging)
  served.on('typing:start', () => 'ignored' as never)
  const socket = await joined(url, '/messaging')
  const answers = (name: string) =>
    new Promise((resolve) => socket.emit(name, { receiverId: 'u2' }, (...args: unknown[]) => resolve(args)))
  expect(await answers('typing:start')).toEqual([])
  expect(await answers('typing:stop')).toEqual([])
})

test('an event that is answered is refused without an acknowledgement, and its handler does not run', async () => {
  const { io, url } = await listening()
  const served = serve(io, notifications)
  const handler = vi.fn(() => ({ count: 3 }))
  served.on('notification:get_unread_count', handler)
  const socket = await joined(url, '/notifications')
  const refused = next(socket, 'contract:refused')
  socket.emit('notification:get_unread_count')
  expect(await refused).toMatchObject({ event: 'notification:get_unread_count', error: { code: 'REPLY_REQUIRED' } })
  expect(handler).not.toHaveBeenCalled()
  expect(await socket.emitWithAck('notification:get_unread_count', null)).toEqual({ count: 3 })
})

test('a declared client on the legacy path is held to acknowledgements, an old one is not', async () => {
  const { io, url } = await listening()
  const served = serve(io, messaging, { aliases: messagingAliases, legacy: true })
  const handler = vi.fn(() => ({ readAt: sent.createdAt }))
  served.on('message:mark_read', handler)
  const declared = await joined(url, '/ws', { auth: declaring(['/messaging', 1]) })
  const refused = next(declared, 'contract:refused')
  declared.emit('message:mark_read', { messageId: 'm1' })
  expect(await refused).toMatchObject({ error: { code: 'REPLY_REQUIRED' } })
  const old = await joined(url, '/ws')
  old.emit('MESSAGE_READ', { messageId: 'm1' })
  await settled(old)
  expect(handler).toHaveBeenCalledTimes(1)
})

test('a handler speaks to its caller in every name the caller knows, and to the others in a room but not to it', async () => {
  const { io, url } = await listening()
  const pharmacy = serve(io, patientPharmacy, { aliases: patientPharmacyAliases, legacy: true, mayJoin: () => true })
  const message = patientPharmacy.serverToClient['chat:message'].example as never
  pharmacy.on('chat:typing', (typing, { emit, to }) => {
    emit('chat:message', message)
    to(chatRoom(typing.roomId)).emit('chat:typing', { ...typing, userId: 'u1' })
  })
  const old = await joined(url, '/')
  const declared = await joined(url, '/', { auth: declaring(['/patient-pharmacy', 1]) })
  const modern = await joined(url, '/patient-pharmacy')
  const all = [old, declared, modern]
  const taps = all.map(wiretap)
  for (const socket of all) await socket.emitWithAck('chat:join', { roomId: 'r1' })
  for (const socket of all) {
    socket.emit('chat:typing', { roomId: 'r1', isTyping: true })
    await settled(socket)
  }
  await settled(...all)
  const names = taps.map((tap) => tap.map(([name]) => name).sort())
  expect(names).toEqual([
    ['chat:message', 'chat:typing', 'chat:typing', 'new-message'],
    ['chat:message', 'chat:typing', 'chat:typing'],
    ['chat:message', 'chat:typing', 'chat:typing'],
  ])
})

test('a handler that goes away lets the application listen again, and a second one is refused', async () => {
  const { io, url } = await listening()
  const served = serve(io, messaging)
  const stop = served.on('typing:start', () => {})
  expect(() => served.on('typing:start', () => {})).toThrow('has a handler already')
  expect(() => served.on('typing:begin' as never, (() => {}) as never)).toThrow('no clientToServer event of this name')
  stop()
  stop()
  const heard = new Promise((resolve) =>
    io.of('/messaging').on('connection', (socket) => socket.on('typing:start', resolve)),
  )
  const socket = await joined(url, '/messaging')
  socket.emit('typing:start', { receiverId: 'u2' })
  expect(await heard).toEqual({ receiverId: 'u2' })
})

test('a handler that speaks to several rooms reaches who sits in more than one of them once', async () => {
  const { io, url } = await listening()
  const pharmacy = serve(io, patientPharmacy, { mayJoin: () => true })
  pharmacy.on('chat:typing', (typing, { to }) =>
    to([chatRoom('r1'), chatRoom('r2')]).emit('chat:typing', { ...typing, userId: 'u1' }),
  )
  const [both, one, speaks] = await Promise.all([0, 1, 2].map(() => joined(url, '/patient-pharmacy')))
  if (!both || !one || !speaks) throw new Error('a client is missing')
  for (const roomId of ['r1', 'r2'])
    for (const socket of [both, speaks]) await socket.emitWithAck('chat:join', { roomId })
  await one.emitWithAck('chat:join', { roomId: 'r2' })
  const taps = [both, one, speaks].map(wiretap)
  await speaks.emitWithAck('chat:typing', { roomId: 'r1', isTyping: false })
  await settled(both, one, speaks)
  expect(taps.map((tap) => tap.length)).toEqual([1, 1, 0])
})

test.each(['off', 'report'] as const)(
  'with validate %s an event that names no room is refused, and enters none',
  async (validate) => {
    const { io, url } = await listening()
    serve(io, patientPharmacy, { validate, mayJoin: () => true })
    const socket = await joined(url, '/patient-pharmacy')
    for (const payload of [{}, { roomId: 7 }, 'r1', null])
      expect(await socket.emitWithAck('chat:join', payload)).toMatchObject({ error: { code: 'ROOM_INVALID' } })
    expect(placesOf(endOf(io, '/patient-pharmacy', socket))).toEqual(new Set([socket.id]))
  },
)
