import type { AliasRow } from '../../contract/alias/alias.js'
import { aliasRow } from '../../contract/alias/alias-name.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { safeParseReply } from '../../guards/reply.js'
import { contextOf } from '../context.js'
import { keepRooms } from '../rooms/grants.js'
import { enterRooms, leaveRooms, undo } from '../rooms/membership.js'
import type { Admission, Call, Peer, Route } from '../service.js'
import { timedOut, timerMs } from '../timeout.js'
import { ackIn, noticeRefusal, sendRefusal } from './answer.js'
import { consume, observeReceived, payloadIn, senderOf } from './intake.js'
import { refusalOf } from './wire-refusal.js'

/** Handles an event of a contract and answers it, once. */
export function handleEvent(peer: Peer, route: Route, packet: readonly unknown[]): void {
  const { mount, event } = route
  const { service } = mount
  const ack = ackIn(packet)
  try {
    const admission = senderOf(peer, route)
    const payload = payloadIn(peer, route, packet, ack)
    if (!ack && event.reply && !isLegacy(admission, route)) throw replyRequired()
    const call: Call = { peer, admission, route, ack, payload, rooms: [], grants: new Map(), isAnswered: false }
    observeReceived(peer, route, payload)
    if (service.limiter || event.joins.length || event.leaves.length) void prepare(call)
    else run(call)
  } catch (error) {
    noticeRefusal(peer, route, sendRefusal(peer, event.name, ack, error), error)
  }
}

/** Asks whom there is to ask, and joins or leaves, before the handler is called. */
async function prepare(call: Call): Promise<void> {
  const { mount, event } = call.route
  const { limiter, handlerTimeoutMs } = mount.service
  const timer = setTimeout(() => fail(call, timedOut()), timerMs(handlerTimeoutMs))
  try {
    if (limiter) await consume(limiter, call.peer, call.admission, call.route)
    if (event.leaves.length) await leaveRooms(call)
    if (event.joins.length) await enterRooms(call)
  } catch (error) {
    fail(call, error)
  }
  clearTimeout(timer)
  if (!call.isAnswered) run(call)
}

function run(call: Call): void {
  const { peer, admission, route, payload } = call
  const { handlers, handlerTimeoutMs } = route.mount.service
  const handler = handlers.get(route.event.name)
  try {
    call.ack?.begin?.()
    const result = handler ? handler(payload, contextOf(peer, admission, route.mount)) : unhandled(call)
    if (isPromise(result)) wait(call, result, handlerTimeoutMs)
    else settle(call, result)
  } catch (error) {
    fail(call, error)
  }
}

function wait(call: Call, result: Promise<unknown>, ms: number): void {
  const timer = setTimeout(() => fail(call, timedOut()), timerMs(ms))
  result.then(
    (reply) => {
      clearTimeout(timer)
      settle(call, reply)
    },
    (error) => {
      clearTimeout(timer)
      fail(call, error)
    },
  )
}

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Promise<unknown>>).then === 'function'

/**
 * Replies for a handler that is not there: rooms are the binding's own work, and a reply may say no more than which.
 * @throws RefusalError when the reply takes more than that
 */
function unhandled({ route, payload, rooms }: Call): unknown {
  const { reply } = route.event
  if (!reply) return undefined
  const result = safeParseReply(route.event, { ...Object(payload), room: rooms[0], channels: rooms })
  if (rooms.length && result.ok) return result.value
  throw new RefusalError('HANDLER_FAILED', 'nothing on the server handles this event')
}

/** Sends a reply, in the caller's shape. */
function settle(call: Call, value: unknown): void {
  if (call.isAnswered) return
  const { peer, route, ack, payload } = call
  const { event, mount, legacyName } = route
  const { validate, aliases } = mount.service
  try {
    let reply = value
    if (event.reply && validate !== 'off') {
      const result = safeParseReply(event, value)
      if (result.ok) reply = result.value
      else {
        const error = new RefusalError('REPLY_INVALID', 'the server made a reply that does not fit', {
          cause: result.error,
        })
        if (validate === 'enforce') throw error
        noticeRefusal(peer, route, refusalOf(error), error)
      }
    }
    if (ack) {
      const row: AliasRow | undefined =
        legacyName === undefined || !aliases ? undefined : aliasRow(aliases, 'clientToServer', legacyName)
      if (!event.reply) reply = undefined
      else if (row?.reply) reply = row.reply.down(reply, payload)
      call.isAnswered = true
      if (event.reply) ack(reply)
      else ack()
    } else {
      call.isAnswered = true
      tellLegacy(call, reply)
    }
    keepRooms(call)
  } catch (error) {
    call.isAnswered = false
    fail(call, error)
  }
}

/** Returns a client of old that asked for no acknowledgement, by the event it knows. */
function tellLegacy({ peer, admission, route, payload }: Call, reply: unknown): void {
  const { event, mount } = route
  const { aliases, contract } = mount.service
  const answer = event.reply && aliases?.unacknowledged?.[event.name]
  if (!answer || !isLegacy(admission, route)) return
  const told = answer.down(reply, payload)
  if (Object.hasOwn(contract.serverToClient, answer.event)) contextOf(peer, admission, mount).emit(answer.event, told)
  else peer.socket.emit(answer.event, told)
}

/** Sends a refusal, and takes back the rooms that were entered. */
function fail(call: Call, error: unknown): void {
  if (call.isAnswered) return
  call.isAnswered = true
  undo(call)
  const { peer, route, ack } = call
  noticeRefusal(peer, route, sendRefusal(peer, route.event.name, ack, error), error)
}

/** Returns whether an event came the old way: on the legacy path or under a legacy name, from a client that declared nothing. */
const isLegacy = ({ mount, version }: Admission, { legacyName }: Route): boolean =>
  version === undefined && (mount.isLegacy || legacyName !== undefined)

/** Makes the refusal of an event that can't be answered, since nobody waits for the answer. */
export const replyRequired = (): RefusalError =>
  new RefusalError('REPLY_REQUIRED', 'this event is answered to an acknowledgement only')
