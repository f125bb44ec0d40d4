import type { Server, Socket } from 'socket.io'
import { type Messaging, messaging, messagingAliases, userRoom } from '../../../src/messaging.js'
import { type Notifications, notifications, notificationsAliases } from '../../../src/notifications.js'
import { type Realtime, realtime, realtimeAliases } from '../../../src/realtime.js'
import { type Sender, type Served, serve } from '../../../src/server/index.js'

/** The three contracts of the network, served. */
export interface NewNetworkServer {
  readonly messages: Sender<Messaging>
  readonly presence: Sender<Realtime>
  readonly news: Sender<Notifications>
}

interface User {
  readonly id: string
  readonly email: string
}

const userOf = (id: string): User => ({ id, email: `${id}@example.com` })
const users: Readonly<Record<string, User>> = { token_1: userOf('user_1'), token_2: userOf('user_2') }
const verifyJwt = async (token: unknown): Promise<User | undefined> => users[String(token)]
const now = (): string => new Date().toISOString()

/** Serves all three as the guide does; with `readsQuery` it looks for the token in the query on every path, which no guide says. */
export function newNetworkServer(io: Server, legacy: boolean, readsQuery = false): NewNetworkServer {
  const authenticate = ({ token }: Readonly<Record<string, unknown>>, { handshake }: Socket) =>
    verifyJwt(token ?? (readsQuery ? handshake.query['token'] : undefined))
  const common = { authenticate, observe: () => {} }
  const messages = serve(io, messaging, {
    ...common,
    autoJoin: (user) => [userRoom(user.id)],
    ...(legacy && {
      aliases: messagingAliases,
      legacy: true,
      legacyLogin: { query: true, event: true, fields: (user: User) => ({ userEmail: user.email }) },
    }),
  })
  const presence = serve(io, realtime, {
    ...common,
    autoJoin: (user) => [userRoom(user.id)],
    mayJoin: (user, room) => room === userRoom(user.id) || room.startsWith('public:'),
    ...(legacy && {
      aliases: realtimeAliases,
      legacy: true,
      legacyLogin: { query: true, event: true, ownPath: { event: true } },
    }),
  })
  const news = serve(io, notifications, {
    ...common,
    autoJoin: (user) => [`notifications:${user.id}`],
    ...(legacy && {
      aliases: notificationsAliases,
      legacy: true,
      legacyLogin: { event: true, fields: async () => ({ unreadCount: 2 }) },
    }),
  })
  handleMessages(messages)
  handlePresence(presence)
  handleNews(news)
  return { messages, presence, news }
}

function handleMessages(messages: Served<Messaging, User>): void {
  const ids = { last: 0 }
  messages.on('message:send', ({ receiverId, content }, { user, to }) => {
    const message = { id: `msg_${++ids.last}`, senderId: user.id, receiverId, content, createdAt: now() }
    // to the receiver and the writer's other devices: who sent it has it, and is told by the reply
    to([userRoom(receiverId), userRoom(user.id)]).emit('message:new', message)
    return { messageId: message.id, createdAt: message.createdAt }
  })
  messages.on('message:edit', ({ messageId, content }, { user }) => {
    const editedAt = now()
    messages.to(userRoom(user.id)).emit('message:edited', { messageId, content, editedAt })
    return { editedAt }
  })
  messages.on('message:delete', ({ messageId }, { user }) => {
    const deletedAt = now()
    messages.to(userRoom(user.id)).emit('message:deleted', { messageId, deletedAt })
    return { deletedAt }
  })
  messages.on('message:mark_read', ({ messageId }, { user }) => {
    const readAt = now()
    messages.to(userRoom('user_1')).emit('message:read', { messageId, userId: user.id, readAt })
    return { readAt }
  })
  messages.on('typing:start', ({ receiverId }, { user }) => {
    messages.to(userRoom(receiverId)).emit('typing:update', { userId: user.id, isTyping: true, timestamp: now() })
  })
}

function handlePresence(presence: Served<Realtime, User>): void {
  presence.on('activity:ping', () => ({ timestamp: now() }))
}

function handleNews(news: Served<Notifications, User>): void {
  news.on('notification:mark_read', ({ notificationId }) => ({ notificationId }))
  news.on('notification:delete', ({ notificationId }) => ({ notificationId }))
  news.on('notification:mark_all_read', () => ({ count: 2 }))
  news.on('notification:get_unread_count', () => ({ count: 2 }))
  news.on('notification:get_history', () => ({ notifications: [], total: 0, page: 1, limit: 20, totalPages: 0 }))
}
