import { type NamedEvent, namedEvent } from './snippet.js'
import { quoted } from './typescript-code.js'

/** The room that code is shown with. */
export interface ChosenRoom {
  readonly pattern: string
  /** The name of its builder in TypeScript. */
  readonly builder: string
  readonly ids: readonly string[]
}

/** A room to enter, with what its event carries besides the room. */
export interface EntryRoute {
  readonly room: ChosenRoom
  readonly extra: Readonly<Record<string, unknown>> | undefined
}

/** Chooses the room an example speaks of, else one of the first pattern: `room_456` for `chat:{roomId}`. */
export function chosenRoom(
  { exported }: Pick<NamedEvent, 'exported'>,
  patterns: readonly string[],
  example: unknown,
): ChosenRoom | undefined {
  const fields = fieldsOf(example)
  const channels = Array.isArray(fields['channels']) ? fields['channels'] : []
  const builder = (pattern: string): string => exported.rooms.get(pattern) ?? 'room'
  for (const pattern of patterns) {
    const shape = shapeOf(pattern)
    for (const name of [fields['room'], ...channels]) {
      const found = typeof name === 'string' ? shape.exec(name) : null
      if (found) return { pattern, builder: builder(pattern), ids: found.slice(1) }
    }
  }
  const [pattern] = patterns
  if (pattern === undefined) return undefined
  const ids = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => {
    const noun = parameter.replace(/Id$/, '')
    const id = fields[parameter] ?? fieldsOf(fields[noun])['id']
    return typeof id === 'string' ? id : `${noun}_1`
  })
  return { pattern, builder: builder(pattern), ids }
}

function shapeOf(pattern: string): RegExp {
  const parts = pattern.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('([^:]+)')}$`)
}

/** Writes the call that builds a room: `chatRoom('room_456')`. */
export function builtRoom({ builder, ids }: ChosenRoom): string {
  return `${builder}(${ids.map(quoted).join(', ')})`
}

/** Writes a room's name as it is on the wire. */
export function roomText({ pattern, ids }: ChosenRoom): string {
  let next = 0
  return pattern.replace(/\{\w+\}/g, () => ids[next++] ?? '')
}

/** Finds how a client enters a room that an event from a client enters or leaves. */
export function entryBy(event: NamedEvent): EntryRoute | undefined {
  const { joins, leaves, payload, example } = event
  const room = chosenRoom(event, [...joins, ...leaves], example)
  if (room === undefined) return undefined
  const named = new Set(['room', 'channels', ...[...room.pattern.matchAll(/\{(\w+)\}/g)].map(([, id]) => id)])
  const required = ((payload?.['required'] ?? []) as readonly string[]).filter((field) => !named.has(field))
  const fields = fieldsOf(example)
  const extra = Object.fromEntries(required.map((field) => [field, fields[field]]))
  return { room, extra: required.length === 0 ? undefined : extra }
}

/** Finds how a client enters a room where an event from the server is heard, if a client can ask for that. */
export function entryFor(event: NamedEvent): EntryRoute | undefined {
  for (const pattern of event.to) {
    for (const [name, joining] of Object.entries(event.namespace.clientToServer)) {
      if (!joining.joins.includes(pattern)) continue
      const { path, namespace, exported } = event
      const entry = entryBy(
        namedEvent({ ...joining, joins: [pattern], leaves: [] }, { name, path, namespace, exported }),
      )
      const room = chosenRoom(event, [pattern], event.example)
      if (entry && room) return { ...entry, room }
    }
  }
  return undefined
}

function fieldsOf(example: unknown): Readonly<Record<string, unknown>> {
  return typeof example === 'object' && example !== null ? (example as Readonly<Record<string, unknown>>) : {}
}
