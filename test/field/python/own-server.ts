import type { Server } from 'socket.io'
import { RefusalError } from '../../../src/index.js'
import { messaging, messagingAliases } from '../../../src/messaging.js'
import { notifications, notificationsAliases } from '../../../src/notifications.js'
import { patientPharmacy, patientPharmacyAliases } from '../../../src/patient-pharmacy.js'
import { realtime, realtimeAliases } from '../../../src/realtime.js'
import { serve } from '../../../src/server/index.js'
import { simulation, simulationAliases } from '../../../src/simulation.js'

const at = '2024-12-20T10:30:00Z'

/** Serves what `served.py` serves, by the package's own server. */
export function ownServer(io: Server): void {
  const state = { asked: 0, unread: 3 }
  const common = {
    authenticate: ({ token }: Readonly<Record<string, unknown>>) => (token === 'token_1' ? { id: 'u1' } : undefined),
    mayJoin: async (_: unknown, room: string) => {
      state.asked++
      await new Promise((resolve) => setTimeout(resolve, 10))
      state.asked--
      if (room === 'chat:odd') throw new Error('Ada Obi')
      return !room.includes('closed')
    },
    observe: () => {},
  }
  const pharmacy = serve(io, patientPharmacy, { ...common, aliases: patientPharmacyAliases, legacy: true })
  pharmacy.on('chat:join', ({ roomId }) => {
    if (roomId === 'broken') throw new Error('Ada Obi')
    return { room: `chat:${roomId}` }
  })
  pharmacy.on('chat:typing', (notice) => {
    pharmacy.to(`chat:${notice.roomId}`).emit('chat:typing', { ...notice, userId: 'u1' })
  })
  const messages = serve(io, messaging, { ...common, aliases: messagingAliases, legacy: true })
  messages.on('message:send', ({ content }) => {
    if (content === 'no') throw new RefusalError('NOT_NOW', 'nothing is sent at night', { retryable: true })
    return { messageId: 'm1', createdAt: at }
  })
  messages.on('message:edit', ({ content }) => ({ editedAt: content === 'odd' ? 'yesterday' : at }))
  messages.on('typing:start', () => {})
  const news = serve(io, notifications, { ...common, aliases: notificationsAliases, legacy: true })
  news.on('notification:mark_read', (marked) => {
    state.unread -= 1
    return marked
  })
  news.on('notification:mark_all_read', () => ({ count: 2 }))
  news.on('notification:get_unread_count', () => ({ count: state.unread }))
  serve(io, realtime, { ...common, aliases: realtimeAliases, legacy: true })
  const sessions = serve(io, simulation, { ...common, aliases: simulationAliases, legacy: true })
  sessions.on('session:join', ({ sessionId }) => ({ sessionId, replayed: 0 }))
  sessions.on('transcript:catchup', () => ({ transcripts: [] }))
  // the application's own events, on every path
  for (const path of ['/', '/patient-pharmacy', '/messaging', '/notifications', '/realtime', '/simulation'])
    io.of(path).on('connection', (socket) => {
      socket.on('busy', (ack: (is: boolean) => void) => ack(state.asked > 0))
      socket.on('hello', (_: unknown, ack: (said: string) => void) => ack('hello'))
    })
}
