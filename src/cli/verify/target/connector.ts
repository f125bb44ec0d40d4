import type { Socket } from 'socket.io-client'
import type { ClientModule } from './client-module.js'
import { connectionOf, type Heard, type ServerConnection } from './connection.js'
import type { Handshake } from './handshake.js'
import { authenticated, handshakeBy, type LoginPlan, wayAt } from './login.js'
import type { Transport } from './transport.js'

/** Where and as whom to connect. */
export interface ConnectorOptions {
  readonly url: string
  /** The HTTP path. */
  readonly httpPath: string
  readonly transport: Transport
  readonly origin: string | undefined
  readonly timeoutMs: number
  readonly login: LoginPlan
}

/** What became of an attempt to connect. */
export type Attempt =
  | {
      readonly kind: 'in'
      readonly connection: ServerConnection
      /** Whether the server said that the client is in. */
      readonly isTold?: boolean
    }
  | { readonly kind: 'refused'; readonly message: string; readonly data: unknown }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unreached' }

/** What opens connections, and closes them all in the end. */
export interface Connector {
  connect(path: string, handshake: Handshake): Promise<Attempt>
  /** Returns when anything was heard last. */
  lastHeardAt(): number
  /** Lists the events that were answered more than once; nothing where none was answered. */
  doubled(): readonly string[] | undefined
  /** What servers said when they refused, to look for what should not be in it. */
  readonly refusals: readonly unknown[]
  close(): void
}

const errorOfTransport = 'TransportError'

/** Prepares connections to one server. */
export function connectorFor({ io }: ClientModule, options: ConnectorOptions): Connector {
  const connections: ServerConnection[] = []
  const refusals: unknown[] = []
  let [order, lastHeardAt] = [0, performance.now()]
  const { url, httpPath, transport, origin, timeoutMs, login } = options
  const note = (name: string, payload: unknown): Heard => {
    lastHeardAt = performance.now()
    if (name === 'contract:refused') refusals.push(payload)
    return { name, payload, order: order++ }
  }
  return {
    refusals,
    lastHeardAt: () => lastHeardAt,
    doubled: () =>
      connections.some((connection) => connection.isAnswered())
        ? connections.flatMap((connection) => connection.doubled())
        : undefined,
    close: () => {
      for (const connection of connections) connection.close()
    },
    connect: async (path, handshake) => {
      const { auth = {}, query } = handshakeBy(login, path, handshake)
      const socket = io(url + path, {
        path: httpPath,
        transports: [transport],
        forceNew: true,
        reconnection: false,
        timeout: timeoutMs,
        auth,
        ...(query && { query }),
        ...(origin !== undefined && { extraHeaders: { origin } }),
      })
      const connection = connectionOf(socket, path, timeoutMs, { refusals, note })
      connections.push(connection)
      const attempt = await attemptOf(socket, connection, timeoutMs, refusals)
      return attempt.kind === 'in' && wayAt(login, path) === 'event' && !handshake.query
        ? loggedIn(socket, connection, options, handshake.auth?.['token'])
        : attempt
    },
  }
}

/** Logs a connection in by an event; one that the server does not take is closed, since nothing may come of it. */
async function loggedIn(
  socket: Socket,
  connection: ServerConnection,
  { login, timeoutMs }: ConnectorOptions,
  token: unknown,
): Promise<Attempt> {
  const outcome = await authenticated(socket, login, token, timeoutMs)
  if (outcome !== 'in') connection.close()
  return outcome === 'silent' ? { kind: 'silent' } : { kind: 'in', connection, isTold: outcome === 'in' }
}

/** Waits until a socket is let in, refused or given up. */
function attemptOf(
  socket: Socket,
  connection: ServerConnection,
  timeoutMs: number,
  refusals: unknown[],
): Promise<Attempt> {
  return new Promise((resolve) => {
    const settle = (attempt: Attempt): void => {
      clearTimeout(timer)
      if (attempt.kind !== 'in') connection.close()
      resolve(attempt)
    }
    const timer = setTimeout(() => settle({ kind: 'silent' }), timeoutMs)
    socket.once('connect', () => settle({ kind: 'in', connection }))
    socket.once('connect_error', (error: Error & { data?: unknown; type?: string }) => {
      if (error.type === errorOfTransport || error.message === 'timeout') return settle({ kind: 'unreached' })
      refusals.push({ message: error.message, data: error.data })
      settle({ kind: 'refused', message: error.message, data: error.data })
    })
    // a server that ends the transport instead of answering; the client closes it too, just before it tells of a refusal
    socket.io.once('close', () => setImmediate(settle, { kind: 'unreached' }))
  })
}
