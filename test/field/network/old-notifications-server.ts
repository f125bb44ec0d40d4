import type { Server } from 'socket.io'
import { authenticateByEvent, now, userOf } from './old-gateway.js'

/** The gateway of `/notifications` of old. */
export interface OldNotificationsServer {
  notify(userId: string, notification: Record<string, unknown>): void
  broadcast(news: Record<string, unknown>): void
}

/** A row of its database. */
interface Row {
  readonly id: string
  readonly userId: string
  readonly message: string
  readonly type: string
  read: boolean
  readonly createdAt: string
}

type Acknowledge = (reply: object) => void

const path = '/notifications'

/** Serves `/notifications` as the release of old did: its replies are what its handlers and its database return. */
export function oldNotificationsServer(io: Server, timeoutMs = 10_000): OldNotificationsServer {
  const rows: Row[] = ['notif_1', 'notif_2'].map((id) => ({
    id,
    userId: 'user_1',
    message: 'New message: Ada Obi sent you a message',
    type: 'message',
    read: false,
    createdAt: now(),
  }))
  const unread = () => rows.filter(({ read }) => !read).length
  authenticateByEvent(io, path, {
    timeoutMs,
    welcome: (socket, userId) =>
      void socket.emit('notification:connected', { userId, unreadCount: unread(), timestamp: now() }),
    refuse: (socket, code) =>
      void socket.emit('notification:auth_error', { error: 'Authentication failed', code, timestamp: now() }),
  })
  io.of(path).on('connection', (socket) => {
    const tell = (name: string, fields: object) =>
      io
        .of(path)
        .to(`user:${userOf(socket)}`)
        .emit(name, { ...fields, timestamp: now() })
    socket.on('notification:mark_read', (body, ack?: Acknowledge) => {
      const { notificationId } = Object(body)
      for (const row of rows) row.read ||= row.id === notificationId
      tell('notification:read', { notificationId })
      ack?.({ success: true })
    })
    socket.on('notification:delete', (body, ack?: Acknowledge) => {
      const { notificationId } = Object(body)
      tell('notification:deleted', { notificationId })
      ack?.({ success: true })
    })
    socket.on('notification:mark_all_read', (...args) => {
      const count = unread()
      for (const row of rows) row.read = true
      tell('notification:all_read', {})
      acknowledge(args, { success: true, count })
    })
    socket.on('notification:get_unread_count', (...args) => acknowledge(args, { count: unread() }))
    socket.on('notification:get_history', (...args) => acknowledge(args, { notifications: rows, total: rows.length }))
  })
  return {
    notify: (userId, notification) => void io.of(path).to(`user:${userId}`).emit('notification:new', notification),
    broadcast: (news) => void io.of(path).emit('notification:broadcast', news),
  }
}

/** Answers whatever the event came with. */
function acknowledge(args: readonly unknown[], reply: object): void {
  const ack = args.at(-1)
  if (typeof ack === 'function') ack(reply)
}
