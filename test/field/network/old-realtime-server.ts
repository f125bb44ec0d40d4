import type { Server } from 'socket.io'
import { authenticateByEvent, now, userOf } from './old-gateway.js'

/** The gateway of `/realtime` of old. */
export interface OldRealtimeServer {
  /** Tells everybody who subscribed how a user is. */
  presence(userId: string, status: string, channel: string): void
  /** Tells a user of their own idleness. */
  idle(userId: string): void
}

/** Serves `/realtime` as the release of old did. */
export function oldRealtimeServer(io: Server, timeoutMs = 10_000): OldRealtimeServer {
  const path = '/realtime'
  authenticateByEvent(io, path, {
    timeoutMs,
    welcome: (socket, userId) =>
      void socket.emit('auth:success', { userId, sessionId: socket.id, timestamp: now(), onlineUsers: [userId] }),
    refuse: (socket, code) =>
      void socket.emit('auth:error', { error: 'Authentication failed', code, timestamp: now() }),
  })
  io.of(path).on('connection', (socket) => {
    socket.on('subscribe', async (body, ack) => {
      const channels = channelsIn(body)
      // who has not shown who they are is in nothing
      if (userOf(socket) === undefined) return ack?.({ success: false, channels: [] })
      await socket.join(channels)
      ack?.({ success: true, channels })
    })
    socket.on('unsubscribe', async (body, ack) => {
      const channels = channelsIn(body)
      for (const channel of channels) await socket.leave(channel)
      ack?.({ success: true })
    })
    socket.on('activity:ping', (...args) => (args.at(-1) as (reply: object) => void)?.({ timestamp: now() }))
    socket.on('health:check', () => socket.emit('health:response', { status: 'ok', timestamp: now() }))
  })
  return {
    presence: (userId, status, channel) =>
      void io.of(path).to(channel).emit('presence:update', { userId, status, timestamp: now() }),
    idle: (userId) =>
      void io.of(path).to(`user:${userId}`).emit('presence:idle', { reason: 'Inactivity detected', timestamp: now() }),
  }
}

function channelsIn(body: unknown): string[] {
  const { channels } = Object(body) as { channels?: unknown }
  return Array.isArray(channels) ? channels : []
}
