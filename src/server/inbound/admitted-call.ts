import { RefusalError } from '../../contract/wire/refusal-error.js'
import type { TraceCarrier } from '../../contract/wire/trace-carrier.js'
import { checkExpiry } from '../connection/expiry.js'
import { admissionTo } from '../connection/peer.js'
import type { Acknowledge, Call, Peer, Route } from '../service.js'

const none: readonly string[] = []

/**
 * Begins the call that an event is, for the client of a contract that it came from.
 * @throws RefusalError when the contract was not opened for that client, or refused it, or the time of its user is over
 */
export function admittedCall(
  peer: Peer,
  route: Route,
  ack: Acknowledge | undefined,
  began?: number,
  carrier?: TraceCarrier,
): Call {
  const admission = admissionTo(peer.admissions, route.mount.service.contract.path)
  if (!admission)
    throw new RefusalError('CONTRACT_UNSUPPORTED', 'this connection was not opened for the contract of this event')
  if (admission.refusal) throw admission.refusal
  checkExpiry(admission.expiresAt)
  return {
    peer,
    admission,
    route,
    ack,
    began,
    carrier,
    payload: undefined,
    rooms: none,
    grants: undefined,
    isAnswered: false,
  }
}

/** Returns whether an event may have an older shape: under a legacy name, or from a client that declared nothing where older releases are served. */
export function hasOldShape({ admission, route }: Call): boolean {
  return (
    route.legacyName !== undefined || (admission.version === undefined && route.mount.service.aliases !== undefined)
  )
}
