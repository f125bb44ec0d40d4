import type { CallCode, Code, FunctionCode } from '../code/code.js'
import type { Follower } from '../follow/follower.js'
import type { CallFrame } from '../follow/value.js'
import type { EventUse, PayloadUse, WrittenText } from '../model/use.js'
import type { EndpointCall } from './event-call.js'
import { type EventMethod, eventMethod, roomMethod } from './method-kind.js'
import { heardPayload, isTypedName, sentPayload } from './payload.js'
import { placeOf } from './place.js'
import { repeatsOf } from './repeats.js'
import { writtenTexts } from './written-text.js'

/** Returns the use of events that a call is; one for each name that it may be called with. */
export function eventUses(follower: Follower, { call, method, context }: EndpointCall, isTest: boolean): EventUse[] {
  const does = eventMethod(method.name)
  if (!does || (does.isEvery && does.kind === 'off' && method.of.end === 'server')) return []
  const [name] = call.arguments
  const isEvery = does.isEvery || (does.kind === 'off' && !name)
  if (!name && !isEvery) return []
  const { of } = method
  const base = {
    kind: does.kind,
    end: of.end,
    namespaces: of.namespaces,
    isTest,
    isEvery,
    isManager: of.part === 'manager',
    isBound: of.isBound === true,
    repeats: does.isLasting && of.end === 'client' ? repeatsOf(follower, call) : undefined,
    rooms: does.kind === 'emit' ? roomsOf(follower, call, context) : [],
    ...detailsOf(follower, call, does, context),
  }
  const names = name && !does.isEvery ? writtenTexts(follower, name, context) : []
  if (!names.length) return [{ ...base, name: undefined, place: placeOf(name ?? call) }]
  return names.map((each) => ({
    ...base,
    name: each.parts.every((part) => part !== undefined) ? each : undefined,
    place: each.place,
  }))
}

/** Returns what is seen of payload and acknowledgement. */
function detailsOf(
  follower: Follower,
  call: CallCode,
  does: EventMethod,
  context: CallFrame | undefined,
): { readonly payload: PayloadUse | undefined; readonly isAcknowledged: boolean | undefined } {
  const [, ...given] = call.arguments
  const [payload] = given
  if (does.kind === 'emit')
    return {
      payload: payload && sentPayload(follower, payload, context),
      isAcknowledged: does.isAwaiting || asksForAnswer(follower, given, context),
    }
  const listener = payload && listenerOf(follower, payload, context)
  return {
    payload: listener && heardPayload(listener, 0, isTypedName(payload)),
    isAcknowledged: listener && listener.parameters.length > 1,
  }
}

/** Finds the function that hears an event. */
export function listenerOf(follower: Follower, code: Code, context: CallFrame | undefined): FunctionCode | undefined {
  const found = follower.settled(code, context).flatMap((each) => (each.kind === 'function' ? [each.code] : []))
  return found.length === 1 ? found[0] : undefined
}

/** Returns whether the last argument is a callback; nothing where that can't be told. */
function asksForAnswer(
  follower: Follower,
  given: readonly Code[],
  context: CallFrame | undefined,
): boolean | undefined {
  const last = given.at(-1)
  if (!last || last.kind === 'object' || last.kind === 'text' || last.kind === 'list' || last.kind === 'template')
    return false
  if (last.kind === 'function') return true
  const values = follower.settled(last, context)
  if (values.some(({ kind }) => kind === 'function')) return true
  return given.length > 1 || !values.length
    ? undefined
    : values.some(({ kind }) => kind === 'object' || kind === 'text')
      ? false
      : undefined
}

/** Lists the rooms that a chain of calls addresses before it sends. */
function roomsOf(follower: Follower, { callee }: CallCode, context: CallFrame | undefined): WrittenText[] {
  const found: WrittenText[] = []
  for (let at: Code | undefined = callee.kind === 'member' ? callee.of : undefined; at; ) {
    if (at.kind === 'member') at = at.of
    else if (at.kind === 'call' && at.callee.kind === 'member') {
      const [room] = at.arguments
      if (room && typeof at.callee.key === 'string' && roomMethod(at.callee.key) === 'to')
        found.push(...writtenTexts(follower, room, context))
      at = at.callee.of
    } else at = undefined
  }
  return found
}
