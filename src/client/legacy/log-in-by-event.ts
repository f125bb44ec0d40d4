import type { Socket } from 'socket.io-client'
import type { Refusal } from '../../contract/wire/refusal.js'

/** How a client logs in at a gateway that lets everybody connect and waits for an event `authenticate`. */
export interface EventLogin {
  /** Returns what the event carries, as `{ userId, token }`; asked at every connection. */
  credentials(): object | Promise<object>
  /**
   * The events by which the gateway says that the client is in.
   * @default ['auth:success', 'notification:connected']
   */
  readonly success?: readonly string[] | undefined
  /**
   * The events by which it says that the client is not.
   * @default ['auth:error', 'notification:auth_error']
   */
  readonly failure?: readonly string[] | undefined
}

interface Packet {
  readonly data?: readonly unknown[]
}

/** The part of a socket that socket.io-client's types keep for itself. */
interface Inner {
  receiveBuffer: unknown[]
  onconnect(...ids: unknown[]): void
  onevent(packet: Packet): void
  packet(packet: object): void
  emitReserved(name: string, error: Error): void
}

const eventPacket = 2

/**
 * Makes a socket log in by an event `authenticate` at every connection. Until the gateway says that it is in, the socket
 * is not connected for whoever uses it, and what comes meanwhile is kept; who is not let in sees it as a refused connection.
 * A server that serves the contract greets the client instead, and is not waited for any longer.
 * @example
 * const socket = logInByEvent(io('https://old.example.com/realtime', { autoConnect: false }), {
 *   credentials: () => ({ userId: currentUser(), token: currentToken() }),
 * })
 * const presence = connect(socket, realtime, { aliases: realtimeAliases, legacy: true })
 */
export function logInByEvent(socket: Socket, login: EventLogin): Socket {
  const { credentials, success = ['auth:success', 'notification:connected'] } = login
  const { failure = ['auth:error', 'notification:auth_error'] } = login
  const inner = socket as unknown as Inner
  const { onconnect, onevent } = inner
  let enter: (() => void) | undefined

  inner.onconnect = (...ids) => {
    const entering = () => {
      enter = undefined
      onconnect.apply(socket, ids)
    }
    enter = entering
    // what came last before a connection broke was heard by nobody who was in
    inner.receiveBuffer = []
    const { engine } = socket.io
    Promise.resolve()
      .then(credentials)
      .then(
        (shown) => {
          if (enter === entering) inner.packet({ type: eventPacket, data: ['authenticate', shown], options: {} })
        },
        // the Manager tries again, and asks again
        () => engine.close(),
      )
  }
  inner.onevent = (packet) => {
    onevent.call(socket, packet)
    const name = String(packet.data?.[0])
    if (!enter) return
    if (success.includes(name) || name === 'contract:welcome') enter()
    else if (failure.includes(name)) refuse()
  }
  socket.on('disconnect', () => {
    enter = undefined
  })
  function refuse(): void {
    enter = undefined
    const error: Refusal['error'] = { code: 'AUTH_INVALID', message: 'Authentication failed', retryable: false }
    socket.disconnect()
    inner.emitReserved('connect_error', Object.assign(new Error(error.message), { data: { error } }))
  }
  return socket
}
