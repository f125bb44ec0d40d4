import type { NamedEvent } from './snippet.js'
import { quoted } from './typescript-code.js'

/** The room that code is shown with. */
export interface ChosenRoom {
  readonly pattern: string
  /** The name of its builder in TypeScript. */
  readonly builder: string
  readonly ids: readonly string[]
}

/** Chooses the room an example speaks of, else one of the first pattern: `room_456` for `chat:{roomId}`. */
export function chosenRoom(
  { exported, name }: Pick<NamedEvent, 'exported' | 'name'>,
  patterns: readonly string[],
  example: unknown,
): ChosenRoom | undefined {
  const fields = fieldValues(example)
  const builder = (pattern: string): string => exported.rooms.get(pattern) ?? 'room'
  for (const pattern of patterns) {
    const shape = shapeOf(pattern)
    for (const room of roomsNamedBy(example)) {
      const found = shape.exec(room)
      if (found) return { pattern, builder: builder(pattern), ids: found.slice(1) }
    }
  }
  const [family = ''] = name.split(':')
  const told = (parameter: string): string | undefined => {
    const noun = parameter.replace(/Id$/, '')
    const id = fields[parameter] ?? fieldValues(fields[noun])['id'] ?? (noun === family ? fields['id'] : undefined)
    return typeof id === 'string' ? id : undefined
  }
  const isTold = (pattern: string): boolean => parametersOf(pattern).every((parameter) => told(parameter) !== undefined)
  const pattern = patterns.find(isTold) ?? patterns[0]
  if (pattern === undefined) return undefined
  const ids = parametersOf(pattern).map((parameter) => told(parameter) ?? `${parameter.replace(/Id$/, '')}_1`)
  return { pattern, builder: builder(pattern), ids }
}

/** Lists the rooms that a payload names by their whole names. */
export function roomsNamedBy(payload: unknown): string[] {
  const { room, channels } = fieldValues(payload)
  const names: unknown[] = [room, ...(Array.isArray(channels) ? channels : [])]
  return names.filter((name) => typeof name === 'string')
}

/** Lists the parameters of a pattern: `roomId` of `chat:{roomId}`. */
export function parametersOf(pattern: string): string[] {
  return [...pattern.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => parameter)
}

/** Writes the call that builds a room: `chatRoom('room_456')`. */
export function builtRoom({ builder, ids }: ChosenRoom): string {
  return `${builder}(${ids.map(quoted).join(', ')})`
}

/** Writes a room's name as it is on the wire. */
export function roomText({ pattern, ids }: Pick<ChosenRoom, 'pattern' | 'ids'>): string {
  let next = 0
  return pattern.replace(/\{\w+\}/g, () => ids[next++] ?? '')
}

/** Returns the fields of a payload, if it has any. */
export function fieldValues(payload: unknown): Readonly<Record<string, unknown>> {
  return typeof payload === 'object' && payload !== null ? (payload as Readonly<Record<string, unknown>>) : {}
}

function shapeOf(pattern: string): RegExp {
  const parts = pattern.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('([^:]+)')}$`)
}
