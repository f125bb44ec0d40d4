import { RefusalError } from '../contract/refusal-error.js'
import { redactRoom } from '../guards/redact-room.js'
import { grantRoom, revokeRoom, undoRooms } from './grants.js'
import { knownRoomMark } from './room-mark.js'
import { roomsNamed } from './room-spelling.js'
import type { Call, Member } from './service.js'
import { within } from './timeout.js'

/**
 * Joins the rooms an event names, all or none, where its user may.
 * @throws RefusalError when one is none of the event's, or forbidden
 */
export function enterRooms(call: Call): Promise<void> {
  const { pass, member, route } = call
  const rooms = roomsNamed(route.event.joins, call.payload).map(([canonical]) => canonical as string)
  return pass.joins.enter(route.seat.service.contract.path, async (hasLeft) => {
    for (const room of rooms) {
      // answered already means too late
      if (call.isAnswered) return
      if (await mayEnter(member, room)) continue
      const isGiven = route.seat.service.mayJoin !== undefined
      observeRoom(call, 'denied', room, isGiven ? undefined : 'mayJoin is not given, so that nobody may enter')
      throw new RefusalError('ROOM_FORBIDDEN', 'this user may not enter this room')
    }
    if (call.isAnswered) return
    // a connection may be gone, or have lost its rights meanwhile
    if (!pass.socket.connected) throw new RefusalError('DISCONNECTED', 'the connection was lost', { retryable: true })
    if (member.refusal) throw member.refusal
    call.rooms = rooms
    for (const room of rooms) {
      if (hasLeft(room)) continue
      const wasGranted = member.granted.has(room)
      call.grants.set(room, await grantRoom(pass, member, room, call))
      if (!wasGranted) observeRoom(call, 'joined', room)
    }
  })
}

/** Asks the application whether a user may be in a room; only a plain yes is one. */
export async function mayEnter({ seat, user }: Member, room: string): Promise<boolean> {
  const { mayJoin, handlerTimeoutMs } = seat.service
  return mayJoin !== undefined && (await within(handlerTimeoutMs, () => mayJoin(user, room))) === true
}

/**
 * Leaves the rooms an event names, under every name they have, whatever else the client waits for.
 * @throws RefusalError when one is none of the event's
 */
export function leaveRooms(call: Call): Promise<unknown> {
  const { pass, member, route } = call
  const rooms = roomsNamed(route.event.leaves, call.payload)
  call.rooms = rooms.map(([canonical]) => canonical as string)
  return Promise.all(
    rooms.flat().map(async (room) => {
      pass.joins.leave(route.seat.service.contract.path, room)
      if (await revokeRoom(pass, member, room)) observeRoom(call, 'left', room)
    }),
  )
}

/** Leaves what an event entered that was refused afterwards. */
export function undo(call: Call): void {
  for (const room of undoRooms(call)) observeRoom(call, 'left', room)
}

function observeRoom({ pass, route }: Call, kind: 'joined' | 'left' | 'denied', room: string, reason?: string): void {
  const { service, namespace } = route.seat
  service.notice({
    kind,
    namespace: service.contract.path,
    path: namespace.name,
    socketId: pass.socket.id,
    room: redactRoom(service.contract, room, knownRoomMark),
    ...(reason && { reason }),
  })
}
