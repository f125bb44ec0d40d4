import { contextOf } from '../context.js'
import type { Call } from '../service.js'
import { answerRowOf } from './acknowledgement.js'
import { hasOldShape } from './admitted-call.js'

/** Sends the reply to a call, in the shape of who asked. */
export function answer(call: Call, reply: unknown): void {
  const { route, ack, payload } = call
  const { event, shape } = route
  if (!ack) {
    call.isAnswered = true
    tellLegacy(call, reply)
    return
  }
  const old = event.reply && hasOldShape(call) ? shape?.reply : undefined
  const told = old?.down ? old.down(reply, payload) : reply
  call.isAnswered = true
  if (event.reply) ack(told)
  else ack()
}

/** Notifies a client of old that asked for no acknowledgement, by the event it knows. */
function tellLegacy(call: Call, reply: unknown): void {
  const { peer, admission, route, payload } = call
  const { mount } = route
  const { contract } = mount.service
  const known = answerRowOf(call)
  if (!known) return
  const told = known.down(reply, payload)
  if (Object.hasOwn(contract.serverToClient, known.event)) contextOf(peer, admission, mount).emit(known.event, told)
  else peer.socket.emit(known.event, told)
}
