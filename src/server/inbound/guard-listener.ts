import { noticeReceived } from '../notice.js'
import type { Acknowledge, Call, Peer, Route } from '../service.js'
import { ackIn } from './acknowledgement.js'
import { admittedCall } from './admitted-call.js'
import { replyFor } from './answer.js'
import { askLimiter, countEvent } from './limit.js'
import { payloadIn } from './payload.js'
import { noticeMisfit, refuseEvent } from './refusal.js'
import { refusalIn } from './wire-refusal.js'
import { checkWithin } from './within.js'

/** Returns whether the application listens itself; socket.io has a listener of its own for `error`. */
export function hasListener({ socket }: Peer, name: string): boolean {
  return socket.listenerCount(name) > (name === 'error' ? 1 : 0)
}

/** Returns the name by which the application listens for what came: that of today, where a client has it from an earlier version. */
export function heardName(peer: Peer, { past, legacyName, event }: Route, name: string): string {
  return past && legacyName === undefined && hasListener(peer, event.name) ? event.name : name
}

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

/** Puts the parsed payload in the place of what came; a listener for a name of old expects what has that name. */
function adapt(call: Call, packet: unknown[]): void {
  const { peer, route, ack } = call
  const { event, mount } = route
  const isToday = heardName(peer, route, packet[0] as string) === event.name
  try {
    call.payload = payloadIn(call, packet)
    noticeReceived(call)
    if (!isToday) return
    if (route.past) {
      const args = event.payload ? [call.payload] : []
      // in place, since socket.io hands this very list to the listeners
      packet.splice(0, packet.length, event.name, ...args, ...(ack ? [answering(call, ack)] : []))
    } else if (event.payload && packet.length > (ack ? 2 : 1)) packet[1] = call.payload
  } catch (error) {
    // a handler has no use for what can't be read as today's; a listener for the old name may have
    if (isToday || !refusalIn(error)) throw error
    const { validate } = mount.service
    if (validate === 'enforce') throw error
    if (validate === 'report') noticeMisfit(call, error)
  }
}

/** Makes the acknowledgement that a listener of today calls, by which a client of an earlier version is answered in its own shape. */
function answering(call: Call, ack: Acknowledge): Acknowledge {
  return (reply) => {
    if (isRefusal(reply)) return ack(reply)
    let told: unknown
    try {
      told = replyFor(call, reply).told
    } catch (error) {
      return refuseEvent(call.peer, call.route, ack, error)
    }
    ack(told)
  }
}

function isRefusal(reply: unknown): boolean {
  return typeof Object(Object(reply).error).code === 'string'
}
