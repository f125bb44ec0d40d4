import { contextOf } from '../context.js'
import type { Call } from '../service.js'
import { answerRowOf } from './acknowledgement.js'
import { hasOldShape } from './admitted-call.js'

/** Sends the reply to a call, in the shape of who asked. */
export function answer(call: Call, reply: unknown): void {
  const { ack } = call
  if (!ack) {
    call.isAnswered = true
    tellLegacy(call, reply)
    return
  }
  const { told, isTold } = replyFor(call, reply)
  call.isAnswered = true
  if (isTold) ack(told)
  else ack()
}

/** Returns a reply in the shape of who asked, and whether the event has one to them. */
export function replyFor(call: Call, reply: unknown): { readonly told: unknown; readonly isTold: boolean } {
  const { event, shape, past } = call.route
  const down = past || (event.reply && hasOldShape(call)) ? shape?.reply?.down : undefined
  return down ? { told: down(reply, call.payload), isTold: true } : { told: reply, isTold: event.reply !== undefined }
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
