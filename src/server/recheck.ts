import type { Refusal } from '../contract/refusal.js'
import { RefusalError } from '../contract/refusal-error.js'
import { grantRoom } from './grants.js'
import { mayEnter } from './membership.js'
import { spellingsOf } from './room-spelling.js'
import type { Member, Pass, Seat } from './service.js'
import { barredOf } from './shadow.js'
import { bar } from './shadow-casting.js'
import { refusalOf } from './wire-refusal.js'

/** A room in which a recovered connection heard a contract, as the contract spells it. */
interface Claim {
  readonly room: string
  readonly seat: Seat
  readonly name: string
}

/** A room that a contract does not grant a recovered connection any more. */
export interface LostRoom extends Claim {
  readonly error: Refusal['error']
}

const mostAsked = 20

/** Lists where a connection hears which contracts; what no contract knows is the application's own. */
export function claimsOf({ socket }: Pick<Pass, 'socket'>, seats: Iterable<Seat>): Claim[] {
  const all = [...seats]
  return [...socket.rooms].flatMap((room) =>
    all.flatMap((seat) => {
      const { path, rooms } = seat.service.contract
      const [name] = spellingsOf(rooms, room) ?? []
      return name === undefined || socket.rooms.has(barredOf(path, room)) ? [] : [{ room, seat, name }]
    }),
  )
}

/**
 * Asks again for every room a recovered connection sits in, each contract for its own, and joins what its user is in
 * from the beginning; lists what it lost.
 */
export async function roomsRechecked(pass: Pass, seats: Iterable<Seat>): Promise<readonly LostRoom[]> {
  const { socket, members } = pass
  const claims = claimsOf(pass, seats)
  const lost: LostRoom[] = []
  const kept: Claim[] = []
  const left = claims.values()
  const ask = async (): Promise<void> => {
    for (const claim of left) {
      const error = await denial(members.get(claim.seat.service.contract.path), claim.name)
      if (error) lost.push({ ...claim, error })
      else kept.push(claim)
    }
  }
  await Promise.all(Array.from({ length: mostAsked }, ask))
  // who came back meanwhile goes by the same id, and is asked for itself
  if (!socket.connected) return []
  for (const { room, seat } of lost)
    if (kept.some((claim) => claim.room === room)) await bar(socket, seat, room)
    else await socket.leave(room)
  for (const { room, seat } of kept)
    members.get(seat.service.contract.path)?.granted.set(room, { isKept: true, calls: new Set() })
  for (const member of members.values())
    if (!member.refusal) for (const room of member.rooms) await grantRoom(pass, member, room)
  return lost
}

/** Says why a user may not stay in a room, where they may not. */
async function denial(member: Member | undefined, room: string): Promise<Refusal['error'] | undefined> {
  if (!member || member.refusal) return refusalOf(member?.refusal ?? forbidden())
  if (member.rooms.includes(room)) return undefined
  try {
    return (await mayEnter(member, room)) ? undefined : refusalOf(forbidden())
  } catch (error) {
    // nobody said no: the client may ask again
    return refusalOf(error)
  }
}

const forbidden = (): RefusalError => new RefusalError('ROOM_FORBIDDEN', 'this user may not stay in this room')
