import type { Refusal } from '../../contract/wire/refusal.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { admissionTo } from '../connection/peer.js'
import { refusalOf } from '../inbound/wire-refusal.js'
import { wholePackets } from '../outbound/halves.js'
import { keptGrant } from '../rooms/granted-rooms.js'
import { grantRoom } from '../rooms/grants.js'
import { mayEnter } from '../rooms/membership.js'
import { spellingsOf } from '../rooms/room-spelling.js'
import { barredOf } from '../rooms/shadow.js'
import { bar } from '../rooms/shadow-casting.js'
import type { Admission, Mount, Peer } from '../service.js'
import { forget } from './session.js'

/** A room in which a recovered connection heard a contract, as the contract spells it. */
interface Claim {
  readonly room: string
  readonly mount: Mount
  readonly name: string
}

/** A room that a contract does not grant a recovered connection any more. */
export interface LostRoom extends Claim {
  readonly error: Refusal['error']
}

const mostAsked = 20

/** Lists where a connection hears which contracts; what no contract knows is the application's own. */
export function claimsOf({ socket }: Pick<Peer, 'socket'>, mounts: Iterable<Mount>): Claim[] {
  const all = [...mounts]
  return [...socket.rooms].flatMap((room) =>
    all.flatMap((mount) => {
      const { path, rooms } = mount.service.contract
      const [name] = spellingsOf(rooms, room) ?? []
      return name === undefined || socket.rooms.has(barredOf(path, room)) ? [] : [{ room, mount, name }]
    }),
  )
}

/**
 * Asks again for every room a recovered connection sits in, each contract for its own, and joins what its user is in
 * from the beginning; lists what it lost.
 */
export async function roomsRechecked(peer: Peer, mounts: Iterable<Mount>): Promise<readonly LostRoom[]> {
  const { socket, admissions } = peer
  const claims = claimsOf(peer, mounts)
  const lost: LostRoom[] = []
  const kept: Claim[] = []
  const left = claims.values()
  async function ask(): Promise<void> {
    for (const claim of left) {
      const error = await denial(admissionTo(admissions, claim.mount.service.contract.path), claim.name)
      if (error) lost.push({ ...claim, error })
      else kept.push(claim)
    }
  }
  await Promise.all(Array.from({ length: mostAsked }, ask))
  // what comes by half would miss who is barred between the halves
  if (lost.length) await wholePackets(socket.nsp.adapter)
  // who came back meanwhile goes by the same id, and is asked for itself
  if (!socket.connected) return []
  // lost again before it is told, it would come back to rooms in which it does not know that it sits no more
  if (lost.length) forget(socket)
  for (const { room, mount } of lost)
    if (kept.some((claim) => claim.room === room)) await bar(socket, mount, room)
    else await socket.leave(room)
  for (const { room, mount } of kept) admissionTo(admissions, mount.service.contract.path)?.granted.set(room, keptGrant)
  for (const admission of admissions)
    if (!admission.refusal) for (const room of admission.rooms) await grantRoom(peer, admission, room)
  return lost
}

/** Returns why a user may not stay in a room, where they may not. */
async function denial(admission: Admission | undefined, room: string): Promise<Refusal['error'] | undefined> {
  if (!admission || admission.refusal) return refusalOf(admission?.refusal ?? forbidden())
  if (admission.rooms.includes(room)) return undefined
  try {
    return (await mayEnter(admission, room)) ? undefined : refusalOf(forbidden())
  } catch (error) {
    // nobody said no: the client may ask again
    return refusalOf(error)
  }
}

function forbidden(): RefusalError {
  return new RefusalError('ROOM_FORBIDDEN', 'this user may not stay in this room')
}
