import { isVersionRoom } from '../rooms/version-room.js'
import type { Adapter, Delivering } from './delivering.js'

// what so few sit in costs less as it is than to ask every recipient
const few = 16

/**
 * Keeps packets from those who speak another version by asking each recipient: socket.io would gather the ids of all of
 * them for each packet, however few it is for.
 */
export function filterVersions(adapter: Adapter): void {
  const delivering = adapter as unknown as Delivering
  if (typeof delivering.apply !== 'function') return
  const apply = delivering.apply.bind(delivering)
  delivering.apply = (target, each) => {
    const large = largeRooms(adapter, target.except)
    if (!large) return apply(target, each)
    const except = new Set(target.except)
    for (const room of large) except.delete(room)
    apply({ ...target, except }, (socket) => {
      const rooms = adapter.socketRooms(socket.id)
      for (const room of large) if (rooms?.has(room)) return
      each(socket)
    })
  }
}

/** Lists the rooms of versions in which many sit here. */
function largeRooms({ rooms }: Adapter, except: ReadonlySet<string> | undefined): string[] | undefined {
  let large: string[] | undefined
  if (except)
    for (const room of except) {
      if (!isVersionRoom(room) || (rooms.get(room)?.size ?? 0) <= few) continue
      large ??= []
      large.push(room)
    }
  return large
}
