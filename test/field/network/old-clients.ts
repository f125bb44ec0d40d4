import { io, type ManagerOptions, type Socket } from 'socket.io-client'

/** What a client of old is opened with. */
export interface OldClientOptions {
  readonly url: string
  readonly path: string
  readonly userId: string
  readonly token: string
  readonly manager?: Partial<ManagerOptions> & { readonly auth?: object }
}

/** A client of old that shows who it is by an event. */
export interface OldGatewayClient {
  readonly socket: Socket
  readonly heard: [name: string, payload: unknown][]
  /** Whether it was told what it waits for before it shows anything. */
  readonly isReady: boolean
  /** Asks with an acknowledgement, and returns whether it takes the answer for a success. */
  ask(name: string, payload?: object): Promise<unknown>
}

/** Opens what listens to a gateway, which sends `authenticate` when it is connected. */
function gatewayClient(options: OldClientOptions, awaited: string, names: readonly string[]): OldGatewayClient {
  const { url, path, userId, token, manager } = options
  const socket = io(url + path, { forceNew: true, transports: ['websocket'], ...manager })
  const heard: OldGatewayClient['heard'] = []
  let isReady = false
  socket.on('connect', () => socket.emit('authenticate', { userId, token, deviceInfo: { platform: 'web' } }))
  socket.on('disconnect', () => {
    isReady = false
  })
  for (const name of [awaited, ...names])
    socket.on(name, (payload) => {
      heard.push([name, payload])
      isReady ||= name === awaited
    })
  return {
    socket,
    heard,
    get isReady() {
      return isReady
    },
    ask: (name, payload) => socket.timeout(5000).emitWithAck(name, ...(payload ? [payload] : [])),
  }
}

/** Opens the client of `/realtime`, which waits for `auth:success`. */
export const oldRealtimeClient = (options: OldClientOptions): OldGatewayClient =>
  gatewayClient(options, 'auth:success', ['auth:error', 'presence:update', 'presence:idle', 'health:response'])

/** Opens the client of `/notifications`, which waits for `notification:connected`. */
export const oldNotificationsClient = (options: OldClientOptions): OldGatewayClient =>
  gatewayClient(options, 'notification:connected', [
    'notification:auth_error',
    'notification:new',
    'notification:broadcast',
    'notification:read',
    'notification:all_read',
    'notification:deleted',
  ])

/** A message as the chat page shows it. */
export interface Bubble {
  id: string | undefined
  tempId?: string
  content: unknown
  isConfirmed: boolean
  editedAt?: unknown
  deletedAt?: unknown
  readAt?: unknown
}

/** The chat page of old. */
export interface OldChatPage {
  readonly socket: Socket
  readonly heard: [name: string, payload: unknown][]
  readonly bubbles: Bubble[]
  send(receiverId: string, content: string): void
  edit(messageId: string, newContent: string): void
  remove(messageId: string): void
  markRead(messageId: string): void
  type(receiverId: string): void
  ping(): void
}

const chatNames = [
  'CONNECTION_SUCCESS',
  'NEW_MESSAGE',
  'MESSAGE_SENT',
  'MESSAGE_ERROR',
  'USER_TYPING',
  'MESSAGE_READ_UPDATE',
  'MESSAGE_EDITED',
  'MESSAGE_DELETED',
  'CONNECTION_REQUEST',
  'USER_STATUS_CHANGE',
  'ERROR',
  'PONG',
]

/** Opens the chat page: `userId` and `token` in the query, and no acknowledgement asked for. */
export function oldChatPage({ url, path, userId, token, manager }: OldClientOptions): OldChatPage {
  const socket = io(url + path, { forceNew: true, transports: ['websocket'], query: { userId, token }, ...manager })
  const heard: OldChatPage['heard'] = []
  const bubbles: Bubble[] = []
  const meant = (id: unknown) => bubbles.filter((bubble) => bubble.id !== undefined && bubble.id === id)
  let count = 0

  for (const name of chatNames) socket.on(name, (payload) => heard.push([name, payload]))
  socket.on('NEW_MESSAGE', ({ id, content }) => {
    if (meant(id).length === 0) bubbles.push({ id, content, isConfirmed: true })
  })
  socket.on('MESSAGE_SENT', ({ tempId, messageId, timestamp }) => {
    for (const bubble of bubbles)
      if (tempId !== undefined && bubble.tempId === tempId && timestamp)
        Object.assign(bubble, { id: messageId, isConfirmed: true })
  })
  socket.on('MESSAGE_READ_UPDATE', ({ messageId, readAt }) => {
    for (const bubble of meant(messageId)) bubble.readAt = readAt
  })
  socket.on('MESSAGE_EDITED', ({ messageId, newContent, editedAt }) => {
    for (const bubble of meant(messageId)) Object.assign(bubble, { content: newContent, editedAt })
  })
  socket.on('MESSAGE_DELETED', ({ messageId, deletedAt }) => {
    for (const bubble of meant(messageId)) bubble.deletedAt = deletedAt
  })
  const conversationId = 'conversation_1'
  return {
    socket,
    heard,
    bubbles,
    send(receiverId, content) {
      const tempId = `temp_${++count}`
      bubbles.push({ id: undefined, tempId, content, isConfirmed: false })
      const timestamp = new Date().toISOString()
      socket.emit('NEW_MESSAGE', { tempId, content, receiverId, conversationId, timestamp })
    },
    edit: (messageId, newContent) => void socket.emit('EDIT_MESSAGE', { messageId, conversationId, newContent }),
    remove: (messageId) => void socket.emit('DELETE_MESSAGE', { messageId, conversationId }),
    markRead: (messageId) => void socket.emit('MESSAGE_READ', { messageId, conversationId, userId }),
    type: (receiverId) => void socket.emit('TYPING_START', { receiverId }),
    ping: () => void socket.emit('PING'),
  }
}
