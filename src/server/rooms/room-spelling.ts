import type { RoomFamily } from '../../contract/room/room.js'
import { fillPattern, parametersIn } from '../../contract/room/room-pattern.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'

type Ids = Readonly<Record<string, unknown>>

/** Lists every name of a room, the canonical one first, where it belongs to one of some families; legacy names are read too. */
export function spellingsOf(families: readonly RoomFamily[], name: unknown): string[] | undefined {
  if (typeof name !== 'string') return undefined
  for (const { pattern, legacy, parse } of families) {
    const ids = parse(name)
    if (ids) return [pattern, ...legacy].map((each) => spelled(each, ids))
  }
  return undefined
}

/**
 * Reads the rooms out of a payload: its `room`, its `channels`, or its fields named like a family's parameters.
 * @throws RefusalError with `ROOM_INVALID` where it names none
 */
export function roomsNamed(families: readonly RoomFamily[], payload: unknown): string[][] {
  const fields = (typeof payload === 'object' ? (payload ?? {}) : {}) as Ids
  const { room, channels } = fields
  const names = Array.isArray(channels)
    ? [...new Set<unknown>(channels)]
    : room !== undefined
      ? [room]
      : named(families, fields)
  return names.map((name) => {
    const spellings = spellingsOf(families, name)
    if (spellings) return spellings
    throw new RefusalError('ROOM_INVALID', 'this event can not enter or leave a room of that name')
  })
}

function named(families: readonly RoomFamily[], fields: Ids): string[] {
  const names = families
    .filter(({ pattern }) => parametersIn(pattern).every((parameter) => typeof fields[parameter] === 'string'))
    .map(({ pattern }) => spelled(pattern, fields))
  if (names.length) return names
  throw new RefusalError('ROOM_INVALID', 'this event names no room')
}

function spelled(pattern: string, ids: Ids): string {
  return fillPattern(pattern, (parameter) => String(ids[parameter]))
}
