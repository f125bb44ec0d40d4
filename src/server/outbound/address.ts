import type { EventContract } from '../../contract/event/event.js'
import { givenWords } from '../../contract/given.js'
import { RoomNameError } from '../../contract/room/room-error.js'
import { spellingsOf } from '../rooms/room-spelling.js'

/**
 * Lists the rooms that are addressed.
 * @throws RoomNameError where one is no text: without a room something would go to everybody
 */
export function roomsIn(room: unknown): readonly string[] {
  if (typeof room === 'string') return [room]
  const rooms: readonly unknown[] = Array.isArray(room) ? room : [room]
  const wrong = rooms.findIndex((each) => typeof each !== 'string')
  if (wrong >= 0)
    throw new RoomNameError(
      `to() got ${givenWords(rooms[wrong], 'room')} for a room: give it the names that rooms build`,
    )
  return rooms as readonly string[]
}

/**
 * Lists every spelling of the rooms that an event is addressed to; none where that is everybody.
 * @throws RoomNameError where the event is not for them
 */
export function spelledFor(event: EventContract, rooms: readonly string[] | undefined): string[] | undefined {
  const { name, namespace, to, everybody } = event
  if (!rooms) {
    if (everybody) return undefined
    throw new RoomNameError(`${namespace} ${name} is not addressed to everybody: ${audienceWords(event)}`)
  }
  return rooms.flatMap((room) => {
    for (const family of to)
      if (family.is(room)) return family.legacy.length ? (spellingsOf([family], room) as string[]) : room
    throw new RoomNameError(
      to.length
        ? `${namespace} ${name} is addressed to ${patternsOf(to)}: build its room with one of these`
        : `${namespace} ${name} is addressed to no room: ${audienceWords(event)}`,
    )
  })
}

/** Describes how an event is sent, to whoever sent it otherwise. */
function audienceWords({ to, direct }: EventContract): string {
  if (to.length) return `use to(room).emit, with a room of ${patternsOf(to)}`
  return direct ? "it is for one client, so use the emit of a handler's context" : 'it is for everybody, so use emit'
}

function patternsOf(families: EventContract['to']): string {
  return families.map(({ pattern }) => pattern).join(' or ')
}
