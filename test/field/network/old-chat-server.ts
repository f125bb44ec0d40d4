import type { Server, Socket } from 'socket.io'
import { authenticateByEvent, authenticateByQuery, now, oldUsers, userOf } from './old-gateway.js'

/** A gateway of `/ws` of old. */
export interface OldChatServer {
  /** Lists the names of what clients sent that it has a handler for. */
  readonly taken: readonly string[]
  /** Brings a message to its receiver, twice, as this gateway does. */
  bring(receiverId: string): void
  typing(receiverId: string): void
  read(senderId: string, messageId: string): void
  /** Tells everybody how a user is. */
  status(userId: string): void
  /** Sends a user what else this gateway says. */
  grumble(userId: string): void
}

const path = '/ws'
let count = 0

/** Makes a row of its database. */
function row(senderId: string, receiverId: string, content: string) {
  const person = (id: string) => ({ id, name: 'Ada Obi', email: `${id}@example.com` })
  const id = `msg_${++count}`
  const sides = { sender: person(senderId), receiver: person(receiverId) }
  const flags = { deletedAt: null, editedAt: null, isEdited: false, isEncrypted: false }
  return { id, content, timestamp: now(), senderId, receiverId, ...flags, ...sides }
}

/** Serves `/ws` as the gateway does that is still live: `userId` and `token` in the query. */
export function liveChatServer(io: Server): OldChatServer {
  const taken: string[] = []
  const to = (userId: string) => io.of(path).to(`user:${userId}`)
  const twice = (message: ReturnType<typeof row>) => {
    for (const uniqueId of [`${message.id}_1`, `${message.id}_2`])
      to(message.receiverId).emit('NEW_MESSAGE', { ...message, uniqueId })
  }
  authenticateByQuery(io, path, (socket, userId) => {
    const userEmail = `${userId}@example.com`
    socket.emit('CONNECTION_SUCCESS', { userId, userEmail, timestamp: now() })
    take(socket, taken, 'NEW_MESSAGE', ({ receiverId, content }) => {
      if (!oldUsers.some(({ id }) => id === receiverId)) return { error: 'Receiver not found' }
      const message = row(userId, receiverId, content)
      twice(message)
      socket.emit('MESSAGE_SENT', { ...message, uniqueId: `${message.id}_3`, confirmation: true })
      return { success: true, message }
    })
    for (const isTyping of [true, false])
      take(socket, taken, isTyping ? 'TYPING_START' : 'TYPING_STOP', ({ receiverId }) => {
        to(receiverId).emit('USER_TYPING', { userId, userEmail, isTyping, timestamp: now() })
      })
    take(socket, taken, 'MESSAGE_READ', ({ messageId, senderId }) => {
      to(senderId).emit('MESSAGE_READ_RECEIPT', { messageId, readBy: userId, readAt: now() })
    })
    take(socket, taken, 'PING', () => void socket.emit('PONG'))
  })
  return {
    taken,
    bring: (receiverId) => twice(row('user_2', receiverId, 'Thanks for connecting!')),
    typing: (receiverId) =>
      void to(receiverId).emit('USER_TYPING', { userId: 'user_2', userEmail: '', isTyping: true, timestamp: now() }),
    read: (senderId, messageId) =>
      void to(senderId).emit('MESSAGE_READ_RECEIPT', { messageId, readBy: 'user_2', readAt: now() }),
    status: (userId) => void io.of(path).emit('USER_STATUS_CHANGE', { userId, status: 'ONLINE', timestamp: now() }),
    grumble(userId) {
      to(userId).emit('MESSAGE_ERROR', { type: 'SEND', data: { error: 'Not sent' }, timestamp: now() })
      to(userId).emit('FORCE_DISCONNECT', { reason: 'Signed in elsewhere', timestamp: now() })
      to(userId).emit('PONG')
    },
  }
}

/** Serves `/ws` as the gateway did that was retired: an event `authenticate`. */
export function retiredChatServer(
  io: Server,
  timeoutMs = 10_000,
): OldChatServer & {
  offline(userId: string): void
  sent(senderId: string): void
  edited(userId: string): void
  deleted(userId: string): void
} {
  const taken: string[] = []
  const to = (userId: string) => io.of(path).to(`user:${userId}`)
  authenticateByEvent(io, path, {
    timeoutMs,
    welcome: (socket, userId) => {
      socket.emit('auth:success', { userId, sessionId: socket.id, timestamp: now(), onlineUsers: [] })
      take(socket, taken, 'EDIT_MESSAGE', ({ messageId, content }) => {
        const edit = { id: messageId, content, isEdited: true, editedAt: now() }
        to(userId).emit('MESSAGE_EDITED', { ...edit, timestamp: now() })
        return { success: true, message: edit }
      })
      take(socket, taken, 'DELETE_MESSAGE', ({ messageId }) => {
        to(userId).emit('MESSAGE_DELETED', { id: messageId, deletedAt: now(), content: '', timestamp: now() })
      })
    },
    refuse: (socket, code) => void socket.emit('ERROR', { message: 'Authentication failed', code, timestamp: now() }),
  })
  return {
    taken,
    bring: (receiverId) => void to(receiverId).emit('NEW_MESSAGE', row('user_2', receiverId, 'Thanks!')),
    typing: (receiverId) =>
      void to(receiverId).emit('USER_TYPING', { userId: 'user_2', isTyping: true, timestamp: now() }),
    read: (senderId, messageId) =>
      void to(senderId).emit('MESSAGE_READ_UPDATE', { messageId, userId: 'user_2', readAt: now(), timestamp: now() }),
    status: (userId) => void io.of(path).emit('USER_PRESENCE_UPDATE', { userId, status: 'online', lastSeen: now() }),
    grumble(userId) {
      to(userId).emit('RATE_LIMIT_EXCEEDED', { error: 'Too many', retryAfter: 60, timestamp: now() })
      to(userId).emit('ERROR', { message: 'Not sent', code: 'FAILED', timestamp: now() })
    },
    offline: (userId) => void io.of(path).emit('USER_OFFLINE', { userId, timestamp: now() }),
    sent: (senderId) =>
      void to(senderId).emit('MESSAGE_SENT', {
        messageId: `msg_${++count}`,
        dbMessageId: `msg_${count}`,
        timestamp: now(),
        status: 'sent',
      }),
    edited: (userId) =>
      void to(userId).emit('MESSAGE_EDITED', {
        id: 'msg_0',
        content: 'Thank you!',
        isEdited: true,
        editedAt: now(),
        timestamp: now(),
      }),
    deleted: (userId) =>
      void to(userId).emit('MESSAGE_DELETED', { id: 'msg_0', deletedAt: now(), content: '', timestamp: now() }),
  }
}

/** What clients send, all fields together. */
interface Body {
  readonly receiverId: string
  readonly senderId: string
  readonly messageId: string
  readonly content: string
}

/** Takes an event, and answers where an answer is asked for and there is one. */
function take(socket: Socket, taken: string[], name: string, handle: (body: Body) => object | void): void {
  socket.on(name, (body: Body, ack?: (reply: object) => void) => {
    if (userOf(socket) === undefined) return
    taken.push(name)
    const reply = handle(body)
    if (reply) ack?.(reply)
  })
}
