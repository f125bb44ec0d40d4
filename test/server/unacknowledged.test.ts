import { describe, expect, test, vi } from 'vitest'
import { RefusalError } from '../../src/index.js'
import { notifications } from '../../src/notifications.js'
import { chatRoom, orderRoom, patientPharmacy, patientPharmacyAliases } from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { simulation, simulationAliases } from '../../src/simulation.js'
import { listening } from '../ends/server.js'
import { declaring, joined, settled, transports } from '../ends/sockets.js'
import { gathering, next } from '../ends/waiting.js'

const paths = [
  ['/patient-pharmacy', true],
  ['/patient-pharmacy', false],
  ['/', true],
] as const
const ways = transports.flatMap((transport) => paths.map(([path, legacy]) => [path, legacy, transport] as const))

describe.each(ways)('R1: on %s, legacy %s, over %s', (path, legacy, transport) => {
  async function opened(mayJoin: () => boolean = () => true) {
    const { io, url } = await listening()
    const options = legacy ? { aliases: patientPharmacyAliases, legacy: true } : {}
    const pharmacy = serve(io, patientPharmacy, { ...options, mayJoin })
    const socket = await joined(url, path, { transport })
    const heard = gathering<[name: string, payload: unknown]>()
    socket.onAny((name: string, payload: unknown) => heard.add([name, payload]))
    return { io, pharmacy, socket, heard }
  }

  test('who asks for no acknowledgement joins and leaves', async () => {
    const { io, socket, heard } = await opened()
    const rooms = () => [...io.of(path).adapter.rooms.keys()].filter((room) => /^(order|chat):/.test(room)).sort()
    socket.emit('join', { room: orderRoom('o1') })
    socket.emit('chat:join', { roomId: 'c1' })
    await settled(socket)
    expect(rooms()).toEqual([chatRoom('c1'), orderRoom('o1')])
    const told = legacy ? [['room-joined', { roomId: 'c1' }]] : []
    expect(await heard.have(told.length)).toEqual(told)
    socket.emit('leave', { room: orderRoom('o1') })
    socket.emit('chat:leave', { roomId: 'c1' })
    await settled(socket)
    expect(rooms()).toEqual([])
    expect(heard.all).toEqual(told)
  })

  test('what fails is told, and nobody is in', async () => {
    const { io, socket, heard } = await opened(() => false)
    socket.emit('chat:join', { roomId: 'c1' })
    expect(await heard.have(1)).toEqual([
      ['contract:refused', { event: 'chat:join', error: expect.objectContaining({ code: 'ROOM_FORBIDDEN' }) }],
    ])
    expect(io.of(path).adapter.rooms.has(chatRoom('c1'))).toBe(false)
  })

  test('a handler that fails is told, and its rooms are left', async () => {
    const { io, pharmacy, socket, heard } = await opened()
    pharmacy.on('chat:join', () => {
      throw new RefusalError('CHAT_CLOSED', 'this chat is closed')
    })
    socket.emit('chat:join', { roomId: 'c1' })
    const error = { code: 'CHAT_CLOSED', message: 'this chat is closed', retryable: false }
    expect(await heard.have(1)).toEqual([['contract:refused', { event: 'chat:join', error }]])
    expect(io.of(path).adapter.rooms.has(chatRoom('c1'))).toBe(false)
  })

  test('a declared client has to ask', async () => {
    const { io, url } = await listening()
    serve(io, patientPharmacy, { aliases: patientPharmacyAliases, legacy: true, mayJoin: () => true })
    const socket = await joined(url, path, { transport, auth: declaring(['/patient-pharmacy', 1]) })
    const refused = next(socket, 'contract:refused')
    socket.emit('chat:join', { roomId: 'c1' })
    expect(await refused).toMatchObject({ event: 'chat:join', error: { code: 'REPLY_REQUIRED' } })
    expect(io.of(path).adapter.rooms.has(chatRoom('c1'))).toBe(false)
  })
})

test('R1: what changes something is handled without an acknowledgement, and what is only answered is not', async () => {
  const { io, url } = await listening()
  const served = serve(io, notifications)
  const handlers = {
    'notification:mark_read': vi.fn((payload: { notificationId: string }) => payload),
    'notification:delete': vi.fn((payload: { notificationId: string }) => payload),
    'notification:mark_all_read': vi.fn(() => ({ count: 3 })),
    'notification:get_unread_count': vi.fn(() => ({ count: 3 })),
    'notification:get_history': vi.fn(() => ({ notifications: [], total: 0, page: 1, limit: 20, totalPages: 0 })),
  }
  for (const [name, handler] of Object.entries(handlers)) served.on(name as never, handler as never)
  const socket = await joined(url, '/notifications')
  const refused = gathering<unknown>()
  socket.on('contract:refused', ({ event, error }) => refused.add([event, error.code]))
  socket.emit('notification:mark_read', { notificationId: 'n1' })
  socket.emit('notification:delete', { notificationId: 'n1' })
  socket.emit('notification:mark_all_read')
  socket.emit('notification:get_unread_count')
  socket.emit('notification:get_history', {})
  expect(await refused.have(2)).toEqual([
    ['notification:get_unread_count', 'REPLY_REQUIRED'],
    ['notification:get_history', 'REPLY_REQUIRED'],
  ])
  expect(Object.values(handlers).map((handler) => handler.mock.calls.length)).toEqual([1, 1, 1, 0, 0])
})

test('R1: a query is answered by the event of the alias table, on the path of today too, and refused without one', async () => {
  const told: unknown[][] = []
  for (const options of [{ aliases: simulationAliases, legacy: true }, {}]) {
    const { io, url } = await listening()
    const sessions = serve(io, simulation, { ...options, mayJoin: () => true })
    sessions.on('session:join', ({ sessionId }) => ({ sessionId, replayed: 0 }))
    sessions.on('transcript:catchup', () => ({ transcripts: [] }))
    const socket = await joined(url, '/simulation')
    const heard = gathering<unknown>()
    socket.onAny((name: string, payload: { error?: { code: string } }) => heard.add(payload.error?.code ?? name))
    socket.emit('session:join', { sessionId: 's1' })
    socket.emit('transcript:catchup', { sessionId: 's1', since: 1 })
    told.push(await heard.have(1))
  }
  expect(told).toEqual([['transcript:history'], ['REPLY_REQUIRED']])
})
