import { ackIn, noticeRefusal, refuse } from './answer.js'
import { consume, observeReceived, payloadIn, senderOf } from './intake.js'
import type { Limiter } from './limit.js'
import type { Ack, Member, Pass, Route } from './service.js'
import { refusalIn, refusalOf } from './wire-refusal.js'

/**
 * Guards an event of a contract that a listener of the application's own takes: from whom, how often and with what it
 * comes is the contract's, the answer is the listener's.
 */
export function guardListener(pass: Pass, route: Route, packet: unknown[], next: () => void): void {
  const ack = ackIn(packet)
  const { limiter } = route.seat.service
  try {
    const member = senderOf(pass, route)
    adapt(pass, route, packet, ack)
    if (!limiter) next()
    else void ask(limiter, pass, member, route, ack, next)
  } catch (error) {
    refused(pass, route, ack, error)
  }
}

async function ask(
  limiter: Limiter,
  pass: Pass,
  member: Member,
  route: Route,
  ack: Ack | undefined,
  next: () => void,
): Promise<void> {
  try {
    await consume(limiter, pass, member, route)
    // its time may be over meanwhile
    if (member.refusal) throw member.refusal
    next()
  } catch (error) {
    refused(pass, route, ack, error)
  }
}

/** Puts the parsed payload in the place of what came; a listener for a legacy name expects that release's own. */
function adapt(pass: Pass, route: Route, packet: unknown[], ack: Ack | undefined): void {
  const { legacyName, event, seat } = route
  const { validate } = seat.service
  try {
    const payload = payloadIn(pass, route, packet, ack)
    observeReceived(pass, route, payload)
    if (legacyName === undefined && event.payload && packet.length > (ack ? 2 : 1)) packet[1] = payload
  } catch (error) {
    // a handler has no use for what can't be read as today's; a listener for the old name may have
    if (legacyName === undefined || validate === 'enforce' || !refusalIn(error)) throw error
    if (validate === 'report') noticeRefusal(pass, route, refusalOf(error), error)
  }
}

function refused(pass: Pass, route: Route, ack: Ack | undefined, error: unknown): void {
  noticeRefusal(pass, route, refuse(pass, route.event.name, ack, error), error)
}
