import { ReplyError } from '../../contract/event/event-error.js'
import type { Refusal } from '../../contract/wire/refusal.js'
import { emitLocally } from '../connection/disconnection.js'
import { notice } from '../notice.js'
import type { Acknowledge, Call, Peer, Route } from '../service.js'
import { refusalIn, refusalOf } from './wire-refusal.js'

/** Refuses an event of a contract: who sent it is told, and who observes. */
export function refuseEvent(
  peer: Peer,
  route: Route,
  ack: Acknowledge | undefined,
  cause: unknown,
  began?: number,
): void {
  const { event, past } = route
  noticeRefusal(peer, route, sendRefusal(peer, past?.name ?? event.name, ack, cause), cause, began)
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

/** Notices that something did not fit, and passed all the same. */
export function noticeMisfit({ peer, route }: Call, cause: unknown): void {
  noticeRefusal(peer, route, refusalOf(cause), cause)
}

/** Notices that an event was refused; what the application's own code threw goes to an observer of the server's alone. */
function noticeRefusal({ socket }: Peer, route: Route, error: Refusal['error'], cause: unknown, began?: number): void {
  const { mount, event, legacyName, past } = route
  const refusal = refusalIn(cause)
  const isRefusal = refusal?.code === error.code
  // where a reply does not fit is the server's to know, and not the caller's
  const misfit = isRefusal && refusal.cause instanceof ReplyError ? refusal.cause : undefined
  notice(mount, socket, {
    kind: 'refused',
    direction: 'clientToServer',
    event: event.name,
    legacyName,
    version: past?.version,
    ...(began !== undefined && { durationMs: performance.now() - began }),
    error: misfit ? { ...error, issues: misfit.issues } : error,
    ...(!isRefusal && { cause }),
  })
}
