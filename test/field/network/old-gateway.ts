import type { Server, Socket } from 'socket.io'

/** Whom a gateway of old let in, and by what. */
export interface OldUser {
  readonly id: string
  readonly token: string
}

/** The users that the gateways of old know. */
export const oldUsers: readonly OldUser[] = [
  { id: 'user_1', token: 'token_1' },
  { id: 'user_2', token: 'token_2' },
]

export const now = (): string => new Date().toISOString()

/** Returns whether a token is the one of a user. */
export const isUser = (userId: unknown, token: unknown): boolean =>
  oldUsers.some((user) => user.id === userId && user.token === token)

/** What a gateway does when a client has shown who it is, or has not. */
export interface Authentication {
  readonly timeoutMs: number
  welcome(socket: Socket, userId: string): void
  refuse(socket: Socket, code: string): void
}

/** Lets everybody in, and waits for an event `authenticate`; who is late or wrong is told so and sent away. */
export function authenticateByEvent(io: Server, path: string, { timeoutMs, welcome, refuse }: Authentication): void {
  io.of(path).on('connection', (socket) => {
    const end = (code: string) => {
      refuse(socket, code)
      socket.disconnect()
    }
    const timer = setTimeout(() => end('AUTH_TIMEOUT'), timeoutMs)
    socket.on('disconnect', () => clearTimeout(timer))
    socket.on('authenticate', ({ userId, token }) => {
      clearTimeout(timer)
      if (!isUser(userId, token)) return end('AUTH_FAILED')
      socket.data.userId = userId
      void socket.join(`user:${userId}`)
      welcome(socket, userId)
    })
  })
}

/** Looks at `userId` and `token` of the query when the client is in already. */
export function authenticateByQuery(io: Server, path: string, welcome: Authentication['welcome']): void {
  io.of(path).on('connection', (socket) => {
    const { userId, token } = socket.handshake.query
    if (!isUser(userId, token)) return void socket.disconnect()
    socket.data.userId = userId
    void socket.join(`user:${userId}`)
    welcome(socket, String(userId))
  })
}

/** Returns whose connection it is, where it has shown that. */
export const userOf = ({ data }: Socket): string | undefined => data.userId
