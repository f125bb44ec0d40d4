import { ackIn, noticeRefusal, sendRefusal } from '../inbound/answer.js'
import { consume, observeReceived, payloadIn, senderOf } from '../inbound/intake.js'
import type { Limiter } from '../inbound/limit.js'
import { refusalIn, refusalOf } from '../inbound/wire-refusal.js'
import type { Acknowledge, Admission, Peer, Route } from '../service.js'

/**
 * Guards an event of a contract that a listener of the application's own takes: from whom, how often and with what it
 * comes is the contract's, the answer is the listener's.
 */
export function guardListener(peer: Peer, route: Route, packet: unknown[], next: () => void): void {
  const ack = ackIn(packet)
  const { limiter } = route.mount.service
  try {
    const admission = senderOf(peer, route)
    adapt(peer, route, packet, ack)
    if (!limiter) next()
    else void ask(limiter, peer, admission, route, ack, next)
  } catch (error) {
    refused(peer, route, ack, error)
  }
}

async function ask(
  limiter: Limiter,
  peer: Peer,
  admission: Admission,
  route: Route,
  ack: Acknowledge | undefined,
  next: () => void,
): Promise<void> {
  try {
    await consume(limiter, peer, admission, route)
    // its time may be over meanwhile
    if (admission.refusal) throw admission.refusal
    next()
  } catch (error) {
    refused(peer, route, ack, error)
  }
}

/** Puts the parsed payload in the place of what came; a listener for a legacy name expects that release's own. */
function adapt(peer: Peer, route: Route, packet: unknown[], ack: Acknowledge | undefined): void {
  const { legacyName, event, mount } = route
  const { validate } = mount.service
  try {
    const payload = payloadIn(peer, route, packet, ack)
    observeReceived(peer, route, payload)
    if (legacyName === undefined && event.payload && packet.length > (ack ? 2 : 1)) packet[1] = payload
  } catch (error) {
    // a handler has no use for what can't be read as today's; a listener for the old name may have
    if (legacyName === undefined || validate === 'enforce' || !refusalIn(error)) throw error
    if (validate === 'report') noticeRefusal(peer, route, refusalOf(error), error)
  }
}

function refused(peer: Peer, route: Route, ack: Acknowledge | undefined, error: unknown): void {
  noticeRefusal(peer, route, sendRefusal(peer, route.event.name, ack, error), error)
}
