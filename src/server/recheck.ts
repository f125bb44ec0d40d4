import type { Socket } from 'socket.io'
import { spellingsOf } from './room-spelling.js'
import type { Member } from './service.js'
import { within } from './timeout.js'

/** Asks again for every room a recovered connection sits in, and joins what its user is in from the beginning; tells whether it lost any. */
export async function roomsRechecked(socket: Socket, members: Iterable<Member>): Promise<boolean> {
  const all = [...members]
  let lost = false
  for (const room of [...socket.rooms]) {
    const claims = all.flatMap((member) => {
      const spellings = spellingsOf(member.seat.service.contract.rooms, room)
      return spellings ? [{ member, name: spellings[0] as string }] : []
    })
    // what no contract knows is the application's own
    if (claims.length === 0) continue
    const answers = await Promise.all(claims.map(({ member, name }) => mayStay(member, name)))
    if (answers.includes(true)) continue
    lost = true
    await socket.leave(room)
  }
  for (const { refusal, rooms } of all) if (!refusal) await socket.join([...rooms])
  return lost
}

async function mayStay({ seat, user, rooms, refusal }: Member, room: string): Promise<boolean> {
  const { mayJoin, handlerTimeoutMs } = seat.service
  if (refusal) return false
  if (rooms.includes(room)) return true
  try {
    return mayJoin !== undefined && (await within(handlerTimeoutMs, async () => mayJoin(user, room))) === true
  } catch {
    return false
  }
}
