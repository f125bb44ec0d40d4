import { noticeReceived } from '../notice.js'
import type { Call, Peer, Route } from '../service.js'
import { ackIn } from './acknowledgement.js'
import { admittedCall } from './admitted-call.js'
import { askLimiter, countEvent } from './limit.js'
import { payloadIn } from './payload.js'
import { noticeMisfit, refuseEvent } from './refusal.js'
import { refusalIn } from './wire-refusal.js'
import { checkWithin } from './within.js'

/**
 * Guards an event of a contract that a listener of the application's own takes: from whom, how often and with what it
 * comes is the contract's, the answer is the listener's.
 */
export function guardListener(peer: Peer, route: Route, packet: unknown[], next: () => void): void {
  const ack = ackIn(packet)
  const { limiter } = route.mount.service
  try {
    const call = admittedCall(peer, route, ack)
    countEvent(call)
    adapt(call, packet)
    const entering = checkWithin(call)
    if (!limiter && !entering) next()
    else void ask(call, entering, next)
  } catch (error) {
    refuseEvent(peer, route, ack, error)
  }
}

async function ask(call: Call, entering: Promise<void> | undefined, next: () => void): Promise<void> {
  const { peer, admission, route, ack } = call
  const { limiter } = route.mount.service
  try {
    await entering
    if (limiter) await askLimiter(limiter, call)
    // its time may be over meanwhile
    if (admission.refusal) throw admission.refusal
    next()
  } catch (error) {
    refuseEvent(peer, route, ack, error)
  }
}

/** Puts the parsed payload in the place of what came; a listener for a legacy name expects that release's own. */
function adapt(call: Call, packet: unknown[]): void {
  const { legacyName, event, mount } = call.route
  try {
    call.payload = payloadIn(call, packet)
    noticeReceived(call)
    if (legacyName === undefined && event.payload && packet.length > (call.ack ? 2 : 1)) packet[1] = call.payload
  } catch (error) {
    // a handler has no use for what can't be read as today's; a listener for the old name may have
    if (legacyName === undefined || !refusalIn(error)) throw error
    const { validate } = mount.service
    if (validate === 'enforce') throw error
    if (validate === 'report') noticeMisfit(call, error)
  }
}
