import type { Socket } from 'socket.io-client'
import type { AliasTable } from '../../contract/alias/alias.js'
import { DeclarationError } from '../../contract/declaration-error.js'
import type { Refusal } from '../../contract/wire/refusal.js'

/** How a client logs in at a gateway that lets everybody connect and waits for an event `authenticate`. */
export interface EventLogin {
  /** The contract's alias table, whose `login` names the events by which the gateway says whether the client is in. */
  readonly aliases: AliasTable
  /** Returns what the event carries, as `{ userId, token }`; asked at every connection. */
  credentials(): object | Promise<object>
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
 * @throws DeclarationError when the table does not say how a gateway answers
 * @example
 * const socket = logInByEvent(io('https://old.example.com/realtime', { autoConnect: false }), {
 *   aliases: realtimeAliases,
 *   credentials: () => ({ userId: currentUser(), token: currentToken() }),
 * })
 * const presence = connect(socket, realtime, { aliases: realtimeAliases, legacy: speakLegacy() })
 */
export function logInByEvent(socket: Socket, { aliases, credentials }: EventLogin): Socket {
  const row = aliases.login?.event
  if (!row)
    throw new DeclarationError('logInByEvent: the alias table has no `login.event` that says how a gateway answers')
  const { success, failure } = row
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
    if (name === success.event || name === 'contract:welcome') enter()
    else if (name === failure?.event) refuse()
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
