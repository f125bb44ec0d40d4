import type { JsonSchema } from '../../guards/json-schema.js'
import { type ChosenRoom, chosenRoom, fieldValues, parametersOf, roomsNamedBy, roomText } from './room-choice.js'
import { type NamedEvent, namedEvent } from './snippet.js'

/** What the code of both ends of an event agrees on, in every language, so that any server runs with any client. */
export interface Scene {
  readonly event: NamedEvent
  /** The id of the user whom the token belongs to. */
  readonly userId: string
  /** The room that the event is sent to; none where it goes to everybody or to one client. */
  readonly room: ChosenRoom | undefined
  /** The rooms that the server puts the user in: each user's own, and those that no client can ask for. */
  readonly start: readonly StartRoom[]
  /** How the client enters the room that it needs, before anything else. */
  readonly entry: RoomEntrance | undefined
  /** The names of the rooms that the user may enter. */
  readonly granted: readonly string[]
  /** The event from a client that is answered by this one, where it goes to one client only. */
  readonly asked: NamedEvent | undefined
}

/** A room where a user is from the beginning. */
export interface StartRoom extends ChosenRoom {
  /** Whether its only parameter is the id of the user. */
  readonly isOwn: boolean
}

/** How a client enters a room. */
export interface RoomEntrance {
  readonly room: ChosenRoom
  /** The event that enters it, with the payload that names the room. */
  readonly event: NamedEvent
  /** What that payload holds besides the room. */
  readonly extra: Readonly<Record<string, unknown>> | undefined
}

/** The token that the code of every client shows. */
export const sceneToken = 'demo-token'

/** Sets the scene of an event: who connects, which room it is about, and how the client gets there. */
export function sceneOf(event: NamedEvent): Scene {
  const asked = event.direct ? askedFor(event) : undefined
  const said = asked ?? event
  const patterns = [...(event.direct ? [] : event.to), ...(said.within ?? []), ...said.leaves]
  const reached = patterns.filter((pattern) => isOwn(pattern) || entersOf(event, pattern).length > 0)
  const room = chosenRoom(said, reached.length > 0 ? reached : patterns, said.example)
  const own = Object.keys(event.namespace.rooms).filter(isOwn)
  const userId = userIdIn(said, room, own)
  const isIn = room === undefined || isOwn(room.pattern)
  const entry = isIn ? undefined : entryInto(event, room)
  const start = [
    ...own.map((pattern) => ({ ...roomOf(event, pattern, [userId]), isOwn: true })),
    ...(isIn || entry ? [] : [{ ...room, isOwn: false }]),
  ]
  const isDown = event.direction === 'serverToClient' && !event.direct
  const granted = entry ? [roomText(entry.room)] : said.joins.length > 0 ? roomsEnteredBy(said) : roomsAskedFor(event)
  return { event, userId, room: isDown ? room : undefined, start, entry, granted, asked }
}

/** Finds the user's id in the name of a room that is the user's own. */
function userIdIn(said: NamedEvent, room: ChosenRoom | undefined, own: readonly string[]): string {
  if (room && isOwn(room.pattern)) return room.ids.join()
  if (roomsNamedBy(said.example).length === 0) return 'user_1'
  return chosenRoom(said, own, { ...fieldValues(said.example), userId: 'user_1' })?.ids.join() ?? 'user_1'
}

/** Lists the rooms that an event enters or leaves as its example has it. */
export function roomsEnteredBy(event: NamedEvent): string[] {
  const { joins, leaves, example } = event
  const named = roomsNamedBy(example)
  if (named.length > 0) return named
  const room = chosenRoom(event, [...joins, ...leaves], example)
  return room === undefined ? [] : [roomText(room)]
}

/** Returns how the binding enters a room by this event; nothing where the payload does not say the room in a way it knows. */
export function entryBy(event: NamedEvent): RoomEntrance | undefined {
  const { joins, leaves, payload, example } = event
  const room = chosenRoom(event, [...joins, ...leaves], example)
  if (room === undefined || !isNaming(payload, room.pattern)) return undefined
  return { room, event, extra: besides(event, room.pattern) }
}

function entryInto(event: NamedEvent, room: ChosenRoom): RoomEntrance | undefined {
  for (const joining of entersOf(event, room.pattern)) {
    const extra = besides(joining, room.pattern)
    const example = { ...extra, ...naming(joining.payload, room) }
    const replyExample = agreeing(joining.replyExample, {
      room: roomText(room),
      channels: [roomText(room)],
      ...example,
    })
    return { room, extra, event: { ...joining, example, replyExample } }
  }
  return undefined
}

/** Lets a reply say the same of what was asked as the question does. */
function agreeing(reply: unknown, asked: Readonly<Record<string, unknown>>): unknown {
  if (typeof reply !== 'object' || reply === null || Array.isArray(reply)) return reply
  const told = Object.entries(reply).map(([name, value]) => [name, Object.hasOwn(asked, name) ? asked[name] : value])
  return Object.fromEntries(told)
}

/** Lists the events by which a client can say that it wants to enter such a room. */
function entersOf({ path, namespace, exported }: NamedEvent, pattern: string): NamedEvent[] {
  return Object.entries(namespace.clientToServer)
    .filter(([, { joins, payload }]) => joins.includes(pattern) && isNaming(payload, pattern))
    .map(([name, event]) => namedEvent(event, { name, path, namespace, exported }))
}

function isNaming(payload: JsonSchema | undefined, pattern: string): boolean {
  const fields = Object.keys((payload?.['properties'] ?? {}) as object)
  return ['room', 'channels'].some((name) => fields.includes(name)) || parametersIn(pattern, fields)
}

function parametersIn(pattern: string, fields: readonly string[]): boolean {
  return parametersOf(pattern).every((parameter) => fields.includes(parameter))
}

/** Names a room in the way that a payload does. */
function naming(payload: JsonSchema | undefined, room: ChosenRoom): Readonly<Record<string, unknown>> {
  const fields = Object.keys((payload?.['properties'] ?? {}) as object)
  if (fields.includes('room')) return { room: roomText(room) }
  if (fields.includes('channels')) return { channels: [roomText(room)] }
  return Object.fromEntries(parametersOf(room.pattern).map((parameter, index) => [parameter, room.ids[index]]))
}

function besides({ payload, example }: NamedEvent, pattern: string): RoomEntrance['extra'] {
  const named = new Set(['room', 'channels', ...parametersOf(pattern)])
  const required = ((payload?.['required'] ?? []) as readonly string[]).filter((field) => !named.has(field))
  if (required.length === 0) return undefined
  const fields = fieldValues(example)
  return Object.fromEntries(required.map((field) => [field, fields[field]]))
}

/** Names a room that some event of a client asks for, for a server that has to say who may enter. */
function roomsAskedFor({ path, namespace, exported }: NamedEvent): string[] {
  const [asking] = Object.entries(namespace.clientToServer).filter(([, { joins }]) => joins.length > 0)
  if (asking === undefined) return []
  const [name, event] = asking
  return roomsEnteredBy(namedEvent(event, { name, path, namespace, exported })).slice(0, 1)
}

function askedFor({ name, path, namespace, exported }: NamedEvent): NamedEvent | undefined {
  const all = Object.entries(namespace.clientToServer)
  const [family = ''] = name.split(':')
  const [asking, event] =
    all.find(([other]) => name.includes(':') && other.startsWith(`${family}:`)) ??
    all.find(([, { joins, leaves, within = [] }]) => joins.length + leaves.length + within.length === 0) ??
    all[0] ??
    []
  if (asking === undefined || event === undefined) return undefined
  return namedEvent(event, { name: asking, path, namespace, exported })
}

function isOwn(pattern: string): boolean {
  return parametersOf(pattern).join() === 'userId'
}

function roomOf({ exported }: NamedEvent, pattern: string, ids: readonly string[]): ChosenRoom {
  return { pattern, builder: exported.rooms.get(pattern) ?? 'room', ids }
}
