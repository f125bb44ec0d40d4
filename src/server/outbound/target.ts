import { roomsIn } from './address.js'
import type { Audience } from './path-address.js'

/** Rooms of a contract, ready to be addressed. */
interface AnyTarget {
  emit(event: string, payload?: unknown): void
}

/**
 * Addresses rooms through something that sends, save one connection where one is to be left out.
 * @throws RoomNameError where one is no text
 */
export function targetIn(
  room: string | readonly string[],
  send: (event: string, payload: unknown, audience: Audience) => void,
  except?: string,
): AnyTarget {
  const rooms = roomsIn(room)
  return { emit: (event, payload) => send(event, payload, { rooms, except }) }
}
