import type { CallCode, Code, FunctionCode } from '../../code/code.js'
import type { Follower } from '../../follow/follower.js'
import { constantsOf, templatesOf } from '../../follow/texts.js'
import type { EndpointValue } from '../../follow/value.js'
import type { CodePlace, EventUse, HandshakeUse, RoomUse, Use, WrittenText } from '../../model/use.js'
import type { EndpointCall } from '../event-call.js'
import { listenerOf } from '../event-uses.js'
import { logUses } from '../log-uses.js'
import { sentPayload } from '../payload.js'
import { placeIn, placeOf } from '../place.js'
import { writtenTexts } from '../written-text.js'
import { dataPlace, readPayload } from './handler-payload.js'
import { givenFor, type PythonMethod, pythonMethod } from './python-method.js'

/** Returns the uses that a call of an end's method is. */
export function pythonCallUses(follower: Follower, made: EndpointCall, isTest: boolean): Use[] {
  const does = pythonMethod(made.method)
  switch (does?.does) {
    case 'emit':
      return sentUses(follower, made, does, isTest)
    case 'on':
      return heardUses(follower, made, does, isTest)
    case 'join':
    case 'leave':
      return roomsGiven(follower, made, does, ['room'], does.does, isTest)
    case 'connect':
      return [connection(follower, made, does, isTest)]
    case 'receive':
      return [
        { ...baseOf(made.method.of, isTest), kind: 'on', name: undefined, isEvery: true, place: placeOf(made.call) },
      ]
    default:
      return []
  }
}

type EventBase = Omit<EventUse, 'kind' | 'name' | 'place'>

/** Returns what every use of an event at one end has in common. */
export function baseOf({ end, namespaces }: EndpointValue, isTest: boolean): EventBase {
  return {
    end,
    namespaces,
    isTest,
    isEvery: false,
    isManager: false,
    isBound: false,
    payload: undefined,
    isAcknowledged: undefined,
    repeats: undefined,
    rooms: [],
  }
}

function sentUses(follower: Follower, made: EndpointCall, does: PythonMethod, isTest: boolean): Use[] {
  const { call, method, context } = made
  const data = givenFor(call, does, 'data')
  const rooms = roomsGiven(follower, made, does, ['to', 'room'], 'to', isTest)
  const base: EventBase = {
    ...baseOf(method.of, isTest),
    payload: data && sentPayload(follower, data, context),
    isAcknowledged: method.name === 'call' || asksForReply(call, does),
    rooms: rooms.map(({ room }) => room),
  }
  const name = givenFor(call, does, 'event')
  if (!name && method.name !== 'send') return []
  return [...namedUses(follower, made, base, 'emit', name ?? 'message'), ...rooms]
}

function asksForReply(call: CallCode, does: PythonMethod): boolean | undefined {
  const callback = givenFor(call, does, 'callback')
  if (!callback) return call.keywords?.has('**') ? undefined : false
  return callback.module.text.slice(callback.start, callback.end) !== 'None'
}

function heardUses(follower: Follower, made: EndpointCall, does: PythonMethod, isTest: boolean): Use[] {
  const { call, method, context } = made
  const handler = givenFor(call, does, 'handler')
  const listener = call.decorates ?? (handler && listenerOf(follower, handler, context))
  // a decorator of one's own calls `on` and hands on what it returns
  const name = method.name === 'event' ? listener : givenFor(call, does, 'event')
  if (!name) return []
  const base: EventBase = {
    ...baseOf(method.of, isTest),
    payload: listener && readPayload(listener, dataPlace(method.of)),
    isAcknowledged: listener && listener.returns.length > 0,
  }
  const uses = namedUses(follower, made, base, 'on', name)
  return uses.flatMap((use) => [use, ...(listener ? logUses(listener, use, dataPlace(method.of)) : [])])
}

/** Returns a use for each name that an event may be called by: a text, or that of the function that hears it. */
function namedUses(
  follower: Follower,
  { call, context }: EndpointCall,
  base: EventBase,
  kind: 'emit' | 'on',
  name: Code | string,
): EventUse[] {
  const names =
    typeof name === 'string'
      ? [{ parts: [name], place: placeOf(call), literal: undefined, holes: [] }]
      : name.kind === 'function'
        ? [functionName(name)]
        : writtenTexts(follower, name, context)
  if (!names.length) return [{ ...base, kind, name: undefined, place: placeOf(typeof name === 'string' ? call : name) }]
  return names.map((each) => {
    const isEvery = kind === 'on' && each.parts[0] === '*' && each.parts.length === 1
    const isWhole = each.parts.every((part) => part !== undefined)
    return { ...base, kind, isEvery, name: isWhole && !isEvery ? each : undefined, place: each.place }
  })
}

/** Returns the name that a function is written with, after `on_` where that only says what it is. */
export function functionName(code: FunctionCode, prefix = ''): WrittenText {
  const name = (code.name ?? '').slice(prefix.length)
  return { parts: [name], place: namePlace(code), literal: undefined, holes: [] }
}

function namePlace(code: FunctionCode): CodePlace {
  const head = /^(?:async\s+)?def\s+/.exec(code.module.text.slice(code.start, code.start + 200))?.[0] ?? ''
  const start = code.start + head.length
  return placeIn(code.module, { start, end: start + (code.name ?? '').length })
}

function roomsGiven(
  follower: Follower,
  { call, method, context }: EndpointCall,
  does: PythonMethod,
  names: readonly string[],
  how: RoomUse['how'],
  isTest: boolean,
): RoomUse[] {
  const given = givenFor(call, does, ...names) ?? names.map((name) => call.keywords?.get(name)).find(Boolean)
  if (!given || method.of.end === 'client') return []
  const { end, namespaces } = method.of
  return (given.kind === 'list' ? given.items : [given]).flatMap((each) =>
    writtenTexts(follower, each, context).map(
      (room): RoomUse => ({
        kind: 'room',
        how,
        end,
        namespaces,
        isTest,
        room,
        place: placeOf(call),
        isWithoutBuilders: true,
      }),
    ),
  )
}

/** Returns the connection that a client opens. */
function connection(
  follower: Follower,
  { call, method, context }: EndpointCall,
  does: PythonMethod,
  isTest: boolean,
): HandshakeUse {
  const url = givenFor(call, does, 'url')
  const paths = givenFor(call, does, 'namespaces', 'namespace')
  const listed = paths?.kind === 'list' ? paths.items : paths ? [paths] : []
  const known = listed.map((each) => constantsOf(follower, each, context)?.map(({ text }) => text))
  const namespaces = known.length && !known.includes(undefined) ? known.flatMap((each) => each ?? []) : undefined
  const query = (url ? templatesOf(follower, url, context) : []).flatMap(({ parts, code }) =>
    parts.flatMap((part) =>
      [...(part ?? '').matchAll(/[?&](\w+)=/g)].map(([, key = '']) => ({ key, place: placeOf(code) })),
    ),
  )
  return { kind: 'handshake', end: method.of.end, namespaces, isTest, query, place: placeOf(call) }
}
