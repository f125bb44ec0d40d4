import { ReplyError } from '../../contract/event/event-error.js'
import type { Refusal } from '../../contract/wire/refusal.js'
import { emitLocally } from '../connection/disconnection.js'
import type { Acknowledge, Peer, Route } from '../service.js'
import { refusalIn, refusalOf } from './wire-refusal.js'

/** Finds the acknowledgement among what came with an event. */
export function ackIn(packet: readonly unknown[]): Acknowledge | undefined {
  const last = packet[packet.length - 1]
  return typeof last === 'function' ? (last as Acknowledge) : undefined
}

/** Sends a refusal: to the acknowledgement, or by an event of its own where none was asked for. */
export function sendRefusal(
  { socket }: Peer,
  event: string,
  ack: Acknowledge | undefined,
  cause: unknown,
): Refusal['error'] {
  const error = refusalOf(cause)
  if (ack) ack({ error })
  else emitLocally(socket, 'contract:refused', { event, error })
  return error
}

/** Notices that an event was refused; what the application's own code threw goes to an observer of the server's alone. */
export function noticeRefusal({ socket }: Peer, route: Route, error: Refusal['error'], cause: unknown): void {
  const { mount, event, legacyName } = route
  const refusal = refusalIn(cause)
  const isRefusal = refusal?.code === error.code
  // where a reply does not fit is the server's to know, and not the caller's
  const misfit = isRefusal && refusal.cause instanceof ReplyError ? refusal.cause : undefined
  mount.service.notice({
    kind: 'refused',
    namespace: mount.service.contract.path,
    path: mount.namespace.name,
    socketId: socket.id,
    direction: 'clientToServer',
    event: event.name,
    legacyName,
    error: misfit ? { ...error, issues: misfit.issues } : error,
    ...(!isRefusal && { cause }),
  })
}
