import type { Manager, Socket } from 'socket.io-client'
import { answerOf, type EventAnswer } from '../checks/answer.js'
import type { ClientModule } from './client-module.js'
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

/** An event that reached a connection. */
export interface Heard {
  readonly name: string
  readonly payload: unknown
  /** Its place among all that any connection heard. */
  readonly order: number
}

/** An open connection that writes down what it hears. */
export interface ServerConnection {
  readonly path: string
  readonly heard: readonly Heard[]
  isOpen(): boolean
  /** Sends an event and waits for its answer, as long as it may take. */
  ask(event: string, ...payload: readonly unknown[]): Promise<EventAnswer>
  /** Sends an event that asks for no answer. */
  tell(event: string, ...payload: readonly unknown[]): void
  /** Waits until something fits, or the time is up; tells which. */
  hears(fits: (heard: Heard) => boolean, ms: number): Promise<boolean>
  /** Waits until the server ends it, or the time is up; tells which. */
  ends(ms: number): Promise<boolean>
  /** Returns whether anything was answered. */
  isAnswered(): boolean
  /** Lists the events that were answered more than once. */
  doubled(): string[]
  close(): void
}

/** What became of an attempt to connect. */
export type Attempt =
  | { readonly kind: 'in'; readonly connection: ServerConnection }
  | { readonly kind: 'refused'; readonly message: string; readonly data: unknown }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unreached' }

/** Opens connections, and closes them all in the end. */
export interface Connector {
  connect(path: string, handshake: Handshake): Promise<Attempt>
  /** Returns when anything was heard last. */
  lastHeardAt(): number
  /** Lists the events that were answered more than once; nothing where none was answered. */
  doubled(): readonly string[] | undefined
  /** Lists what servers said when they refused, to look for what should not be in it. */
  readonly refusals: readonly unknown[]
  close(): void
}

const [ackPacket, errorOfTransport] = [3, 'TransportError']

/** Prepares connections to one server. */
export const connectorFor = ({ io }: ClientModule, options: ConnectorOptions): Connector => {
  const connections: ServerConnection[] = []
  const refusals: unknown[] = []
  let [order, lastHeardAt] = [0, performance.now()]
  const { url, httpPath, transport, origin, timeoutMs } = options

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
    connect: (path, { auth = {}, query }) =>
      new Promise<Attempt>((resolve) => {
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
        const connection = connectionOf(
          socket,
          path,
          timeoutMs,
          (name, payload) => {
            lastHeardAt = performance.now()
            if (name === 'contract:refused') refusals.push(payload)
            return { name, payload, order: order++ }
          },
          refusals,
        )
        connections.push(connection)
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
      }),
  }
}

const connectionOf = (
  socket: Socket,
  path: string,
  timeoutMs: number,
  noted: (name: string, payload: unknown) => Heard,
  refusals: unknown[],
): ServerConnection => {
  const heard: Heard[] = []
  const watchers = new Set<() => void>()
  const answers = new Map<number, number>()
  const asked = new Map<number, string>()
  const told = new Set<string>()
  const tellWatchers = (): void => {
    for (const watcher of [...watchers]) watcher()
  }
  socket.onAny((name: string, payload: unknown) => {
    heard.push(noted(name, payload))
    tellWatchers()
  })
  socket.on('disconnect', tellWatchers)
  // the client's own code keeps a second answer to itself
  ;(socket.io as Manager).on('packet', ({ type, id }: { type: number; id?: number }) => {
    if (type === ackPacket && id !== undefined) answers.set(id, (answers.get(id) ?? 0) + 1)
  })
  const until = (holds: () => boolean, ms: number): Promise<boolean> =>
    new Promise((resolve) => {
      const done = (): void => {
        const isSo = holds()
        if (!isSo && performance.now() < deadline) return
        clearTimeout(timer)
        watchers.delete(done)
        resolve(isSo)
      }
      const deadline = performance.now() + ms
      const timer = setTimeout(done, Math.ceil(ms) + 1)
      watchers.add(done)
      done()
    })
  return {
    path,
    heard,
    isOpen: () => socket.connected,
    ask: async (event, ...payload) => {
      if (!socket.connected) return { kind: 'lost' }
      asked.set((socket as unknown as { ids: number }).ids, event)
      const began = performance.now()
      let answer: EventAnswer | undefined
      socket.emit(event, ...payload, (...args: unknown[]) => {
        answer ??= answerOf(args[0], performance.now() - began)
        if (answer.kind === 'refusal' || Object(args[0]).error) refusals.push(args[0])
        tellWatchers()
      })
      await until(() => answer !== undefined || !socket.connected, timeoutMs)
      return answer ?? (socket.connected ? { kind: 'silent' } : { kind: 'lost' })
    },
    tell: (event, ...payload) => {
      told.add(event)
      socket.emit(event, ...payload)
    },
    hears: (fits, ms) => until(() => heard.some(fits), ms),
    ends: (ms) => until(() => !socket.connected, ms),
    isAnswered: () => answers.size > 0,
    doubled: () => [
      ...[...answers].filter(([, count]) => count > 1).map(([id]) => asked.get(id) ?? 'an event'),
      ...heard
        .filter(({ name }) => name === 'contract:refused')
        .map(({ payload }) => String(Object(payload).event))
        .filter((event) => !told.has(event) && [...asked.values()].includes(event)),
    ],
    close: () => {
      socket.disconnect()
    },
  }
}
