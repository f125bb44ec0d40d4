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
  const fields = idsIn(payload)
  const { room, channels } = fields
  if (Array.isArray(channels)) return spelledAll(families, new Set(channels))
  return spelledAll(families, room !== undefined ? [room] : someOf(named(families, fields)))
}

/**
 * Reads out of a payload every room that it names in whichever field: where a sender has to be in it, none slips past by
 * another that is named beside it.
 * @throws RefusalError with `ROOM_INVALID` where it names none
 */
export function everyRoomNamed(families: readonly RoomFamily[], payload: unknown): string[][] {
  const fields = idsIn(payload)
  const { room, channels } = fields
  const names = new Set<unknown>([
    ...(Array.isArray(channels) ? channels : []),
    ...(room !== undefined ? [room] : []),
    ...named(families, fields),
  ])
  return spelledAll(families, someOf([...names]))
}

function idsIn(payload: unknown): Ids {
  return (typeof payload === 'object' ? (payload ?? {}) : {}) as Ids
}

function spelledAll(families: readonly RoomFamily[], names: Iterable<unknown>): string[][] {
  return Array.from(names, (name) => {
    const spellings = spellingsOf(families, name)
    if (spellings) return spellings
    throw new RefusalError('ROOM_INVALID', 'this event can not enter or leave a room of that name')
  })
}

function named(families: readonly RoomFamily[], fields: Ids): string[] {
  return families
    .filter(({ pattern }) => parametersIn(pattern).every((parameter) => typeof fields[parameter] === 'string'))
    .map(({ pattern }) => spelled(pattern, fields))
}

function someOf<Name>(names: readonly Name[]): readonly Name[] {
  if (names.length) return names
  throw new RefusalError('ROOM_INVALID', 'this event names no room')
}

function spelled(pattern: string, ids: Ids): string {
  return fillPattern(pattern, (parameter) => String(ids[parameter]))
}
