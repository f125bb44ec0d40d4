import type { NamespaceContract } from '../../contract/namespace.js'
import { parseRoom } from '../../contract/room/parsed-room.js'

/** Makes what tells of a room that was not entered where nobody looks, once a family of rooms and reason; a name may hold whose it is. */
export function unseen(contract: NamespaceContract): (room: string, code: string | undefined) => void {
  const told = new Set<string>()
  return (room, code) => {
    const text = `${contract.path}: ${parseRoom(contract, room)?.pattern ?? 'a room'} was not entered: ${code}; \`watch\` it or give \`observe\``
    if (told.has(text)) return
    told.add(text)
    console.error(text)
  }
}
