import type { Socket } from 'socket.io-client'
import type { ClientModule } from './client-module.js'
import { connectionOf, type Heard, type ServerConnection } from './connection.js'
import type { Transport } from './transport.js'

/** Where and as whom to connect. */
export interface ConnectorOptions {
  readonly url: string
  /** The HTTP path. */
  readonly httpPath: string
  readonly transport: Transport
  readonly origin: string | undefined
  readonly timeoutMs: number
}

/** What a handshake carries. */
export interface Handshake {
  readonly auth?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, string>>
}

/** What became of an attempt to connect. */
export type Attempt =
  | { readonly kind: 'in'; readonly connection: ServerConnection }
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
  const { url, httpPath, transport, origin, timeoutMs } = options
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
    connect: (path, { auth = {}, query }) => {
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
      return attemptOf(socket, connection, timeoutMs, refusals)
    },
  }
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
