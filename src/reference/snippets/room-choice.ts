import type { NamedEvent } from './snippet.js'
import { quoted } from './typescript-code.js'
import { builderName } from './typescript-name.js'

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
export function chosenRoom(patterns: readonly string[], example: unknown): ChosenRoom | undefined {
  const fields = fieldsOf(example)
  const { channels = [] } = fields
  for (const pattern of patterns) {
    const shape = new RegExp(`^${pattern.replace(/\{\w+\}/g, '([^:]+)')}$`)
    for (const name of [fields['room'], ...(channels as readonly unknown[])]) {
      const found = typeof name === 'string' ? shape.exec(name) : null
      if (found) return { pattern, builder: builderName(pattern), ids: found.slice(1) }
    }
  }
  const [pattern] = patterns
  if (pattern === undefined) return undefined
  const ids = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => {
    const noun = parameter.replace(/Id$/, '')
    const id = fields[parameter] ?? fieldsOf(fields[noun])['id']
    return typeof id === 'string' ? id : `${noun}_1`
  })
  return { pattern, builder: builderName(pattern), ids }
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
export function entryBy({ joins, leaves, payload, example }: NamedEvent): EntryRoute | undefined {
  const room = chosenRoom([...joins, ...leaves], example)
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
      const entry = entryBy({
        ...joining,
        joins: [pattern],
        leaves: [],
        name,
        path: event.path,
        namespace: event.namespace,
      })
      const room = chosenRoom([pattern], event.example)
      if (entry && room) return { ...entry, room }
    }
  }
  return undefined
}

function fieldsOf(example: unknown): Readonly<Record<string, unknown>> {
  return typeof example === 'object' && example !== null ? (example as Readonly<Record<string, unknown>>) : {}
}
