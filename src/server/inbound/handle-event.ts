import type { TraceCarrier } from '../../contract/wire/trace-carrier.js'
import { aroundCall } from '../around/around-call.js'
import { asListener } from '../around/listener.js'
import { noticeAnswered, noticeReceived } from '../notice.js'
import { isPromise } from '../outbound/publishing.js'
import { keepRooms } from '../rooms/grants.js'
import { enterRooms, leaveRooms, undo } from '../rooms/membership.js'
import type { Call, Peer, Route } from '../service.js'
import { timedOut, timerMs } from '../timeout.js'
import { ackIn, checkAnswerable } from './acknowledgement.js'
import { admittedCall } from './admitted-call.js'
import { answer } from './answer.js'
import { callHandler } from './handler.js'
import { askLimiter, countEvent } from './limit.js'
import { payloadIn } from './payload.js'
import { refuseEvent } from './refusal.js'
import { replyOf } from './reply.js'
import { checkWithin } from './within.js'

/** Handles an event of a contract and answers it, once: admission, limit, payload, rooms, handler, reply, answer. */
export function handleEvent(peer: Peer, route: Route, packet: readonly unknown[], carrier?: TraceCarrier): void {
  const { mount, event } = route
  const ack = ackIn(packet)
  const began = mount.service.observe && performance.now()
  try {
    const call = admittedCall(peer, route, ack, began, carrier)
    countEvent(call)
    call.payload = payloadIn(call, packet)
    checkAnswerable(call)
    const entering = checkWithin(call)
    noticeReceived(call)
    if (entering || mount.service.limiter || event.joins.length || event.leaves.length) void ask(call, entering)
    else handle(call)
  } catch (error) {
    refuseEvent(peer, route, ack, error, began)
  }
}

/** Asks whom there is to ask, and joins or leaves, before the handler is called. */
async function ask(call: Call, entering: Promise<void> | undefined): Promise<void> {
  const { mount, event } = call.route
  const { limiter, handlerTimeoutMs } = mount.service
  const timer = setTimeout(() => fail(call, timedOut()), timerMs(handlerTimeoutMs))
  try {
    if (entering) await entering
    if (limiter) await askLimiter(limiter, call)
    // who was told meanwhile that it took too long may have asked again
    if (call.isAnswered) return
    if (event.leaves.length) await leaveRooms(call)
    if (event.joins.length) await enterRooms(call)
  } catch (error) {
    fail(call, error)
  }
  clearTimeout(timer)
  if (!call.isAnswered) handle(call)
}

function handle(call: Call): void {
  try {
    const result = asListener(call, called)
    if (isPromise(result)) wait(call, result)
    else settle(call, result)
  } catch (error) {
    fail(call, error)
  }
}

/** Calls the handler, inside what the application has around it. */
function called(call: Call): unknown {
  const { arounds } = call.route.mount.service
  return arounds.length ? aroundCall(arounds, call) : callHandler(call)
}

function wait(call: Call, result: Promise<unknown>): void {
  const { handlerTimeoutMs } = call.route.mount.service
  const timer = setTimeout(() => fail(call, timedOut()), timerMs(handlerTimeoutMs))
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

/** Replies with what a handler returned, and keeps the rooms that were entered. */
function settle(call: Call, value: unknown): void {
  if (call.isAnswered) return
  try {
    // what came through `around` was looked at there, so that it learns of a reply that does not fit
    answer(call, call.route.mount.service.arounds.length ? value : replyOf(call, value))
    keepRooms(call)
    noticeAnswered(call)
  } catch (error) {
    call.isAnswered = false
    fail(call, error)
  }
}

/** Refuses a call, and takes back the rooms that were entered. */
function fail(call: Call, error: unknown): void {
  if (call.isAnswered) return
  call.isAnswered = true
  undo(call)
  refuseEvent(call.peer, call.route, call.ack, error, call.began)
}
