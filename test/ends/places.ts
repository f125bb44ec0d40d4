import { isVersionRoom } from '../../src/server/rooms/version-room.js'

/** Lists the rooms of a connection, save those that say which version it speaks. */
export function placesOf({ rooms }: { readonly rooms: ReadonlySet<string> }): Set<string> {
  return new Set([...rooms].filter((room) => !isVersionRoom(room)))
}
