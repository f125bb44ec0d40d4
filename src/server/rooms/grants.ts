import { wholePackets } from '../outbound/halves.js'
import type { Admission, Call, Peer } from '../service.js'
import { type Grant, keptGrant } from './granted-rooms.js'
import { spellingsOf } from './room-spelling.js'
import { barredOf } from './shadow.js'
import { bar, unbar } from './shadow-casting.js'

/**
 * Puts a client into a room that a contract granted. Where several contracts of a path have such rooms, it hears there
 * those that granted it: the others are kept from it until they do.
 */
export async function grantRoom(peer: Peer, admission: Admission, room: string, call?: Call): Promise<Grant> {
  const { socket } = peer
  const { path } = admission.mount.service.contract
  const isIn = socket.rooms.has(room)
  const isHeard = isIn && !socket.rooms.has(barredOf(path, room))
  const known = admission.granted.get(room)
  // in a room that the application put it into, it stays whatever becomes of the call
  const isKept = !call || (!known && isHeard)
  const grant = isKept ? keptGrant : (known ?? { isKept: false, calls: new Set() })
  admission.granted.set(room, grant)
  if (call) grant.calls?.add(call)
  if (isHeard) return grant
  if (!isIn) {
    const bars = othersIn(peer, admission, room).map(({ mount }) => bar(socket, mount, room))
    await Promise.all([...bars, socket.join(room)])
  }
  // also where the room got its bar just now, since the contract let the client in only in this recovery
  if (socket.rooms.has(barredOf(path, room))) await unbar(socket, admission.mount, room)
  return grant
}

/** Takes a contract's grant of a room back: the client leaves the room, or hears there only the contracts that granted it too. Returns whether it was in. */
export async function revokeRoom(peer: Peer, admission: Admission, room: string): Promise<boolean> {
  const { socket } = peer
  const { path } = admission.mount.service.contract
  admission.granted.delete(room)
  // who recovered a connection that is gone has its id, and its rooms
  const isIn = (): boolean => socket.connected && socket.rooms.has(room) && !socket.rooms.has(barredOf(path, room))
  const isHeld = (): boolean => othersIn(peer, admission, room).some(({ granted }) => granted.has(room))
  if (!isIn()) return false
  if (isHeld()) {
    // what comes by half would miss it, were it barred between the halves
    await wholePackets(socket.nsp.adapter)
    // it may have entered again meanwhile
    if (!isIn() || admission.granted.has(room)) return false
  }
  if (isHeld()) await bar(socket, admission.mount, room)
  else await socket.leave(room)
  return true
}

/** Keeps what a call was granted, since it succeeded. */
export function keepRooms({ grants }: Call): void {
  if (!grants) return
  for (const grant of grants.values()) {
    grant.isKept = true
    grant.calls = undefined
  }
}

/** Takes back what a call was granted that failed afterwards, save what the client holds by another one; lists the rooms. */
export function undoRooms(call: Call): string[] {
  const { peer, admission, grants } = call
  const undone: string[] = []
  for (const [room, grant] of grants ?? []) {
    grant.calls?.delete(call)
    // it may have been left meanwhile, and entered anew
    if (grant.isKept || grant.calls?.size || admission.granted.get(room) !== grant) continue
    undone.push(room)
    void revokeRoom(peer, admission, room)
  }
  return undone
}

/** Lists the other contracts that let this client in and have such a room. */
function othersIn({ admissions }: Peer, admission: Admission, room: string): Admission[] {
  return admissions.filter(
    (other) => other !== admission && !other.refusal && spellingsOf(other.mount.service.contract.rooms, room),
  )
}
