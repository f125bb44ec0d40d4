import type { Namespace } from 'socket.io'
import { MembersError } from '../../contract/room/members-error.js'
import { RoomNameError } from '../../contract/room/room-error.js'
import { sessionUser } from '../recovery/session.js'
import { spellingsOf } from '../rooms/room-spelling.js'
import type { Mount, Service } from '../service.js'
import { withTimeout } from '../timeout.js'
import { countsIn, isHeardIn, membersRequest } from './members-answer.js'
import { sharedAsking } from './shared-asking.js'

/** A user who is in a room. */
export interface RoomMember {
  /** The user's id, as the option `userId` has it. */
  readonly userId: string
  /** How many connections of the user are in the room, over all paths and processes. */
  readonly connections: number
}

/** A socket as adapters describe it to one another. */
interface Described {
  readonly rooms?: Iterable<string>
  readonly data?: unknown
}

/** Makes what lists the users in a room: one request for each path, which all share who ask at the same time. */
export function roomMembers(
  { contract, handlerTimeoutMs }: Service,
  mounts: readonly Mount[],
): (room: string) => Promise<readonly RoomMember[]> {
  const ask = sharedAsking(async (room) => {
    const names = spellingsOf(contract.rooms, room) as string[]
    const counts = new Map<string, number>()
    const asked = mounts.map(({ namespace, isLegacy }) =>
      countInto(counts, namespace, contract.path, isLegacy ? names : [room]),
    )
    try {
      await withTimeout(handlerTimeoutMs, () => Promise.all(asked))
    } catch (cause) {
      throw new MembersError(
        `${contract.path}: who is in the room is not known, for not every process behind the adapter answered in time`,
        { cause },
      )
    }
    return Array.from(counts, ([userId, connections]): RoomMember => ({ userId, connections }))
  })
  return async (room) => {
    const [name] = spellingsOf(contract.rooms, room) ?? []
    if (name !== undefined) return ask(name)
    throw new RoomNameError(
      `members() got no room of ${contract.path}: build it with one of ${contract.rooms.map(({ pattern }) => pattern).join(', ') || 'its rooms, of which it has none'}`,
    )
  }
}

/** Asks the servers of one path, and counts the connections that each user has there. */
async function countInto(
  counts: Map<string, number>,
  { adapter }: Namespace,
  contract: string,
  names: readonly string[],
): Promise<void> {
  const request = membersRequest(contract, names)
  const found: readonly Described[] = await adapter.fetchSockets({ ...request, flags: {} } as never)
  function count(userId: string, connections: number): void {
    counts.set(userId, (counts.get(userId) ?? 0) + connections)
  }
  for (const each of found) {
    const answer = countsIn(each)
    if (answer) for (const [userId, connections] of answer) count(userId, connections)
    else {
      // of a server that is not replaced yet, or whose adapter lets nobody answer in its place
      const userId = sessionUser(each.data, contract)
      if (userId !== undefined && isHeardIn(new Set(each.rooms), contract, names)) count(userId, 1)
    }
  }
}
