import { RefusalError } from '../../contract/wire/refusal-error.js'
import { redactRoom } from '../../guards/redact-room.js'
import { notice } from '../notice.js'
import { wholePackets } from '../outbound/halves.js'
import { isPromise } from '../outbound/publishing.js'
import type { Admission, Call } from '../service.js'
import { askWithin } from '../timeout.js'
import type { Grant } from './granted-rooms.js'
import { grantRoom, revokeRoom, undoRooms } from './grants.js'
import { Joins } from './joins.js'
import { roomsNamed } from './room-spelling.js'

/**
 * Joins the rooms an event names, all or none, where its user may.
 * @throws RefusalError when one is none of the event's, or forbidden
 */
export function enterRooms(call: Call): Promise<void> {
  const { peer, admission, route } = call
  const rooms = roomsNamed(route.event.joins, call.payload).map(([canonical]) => canonical as string)
  peer.joins ??= new Joins()
  return peer.joins.enter(route.mount.service.contract.path, rooms, async (hasLeft) => {
    for (const room of rooms) {
      // answered already means too late
      if (call.isAnswered) return
      if (await mayEnter(admission, room)) continue
      const isGiven = route.mount.service.mayJoin !== undefined
      observeRoom(call, 'denied', room, isGiven ? undefined : 'mayJoin is not given, so that nobody may enter')
      throw new RefusalError('ROOM_FORBIDDEN', 'this user may not enter this room')
    }
    // who enters may be barred there from what comes by half
    await wholePackets(peer.socket.nsp.adapter)
    if (call.isAnswered) return
    // a connection may be gone, or have lost its rights meanwhile
    if (!peer.socket.connected) throw new RefusalError('DISCONNECTED', 'the connection was lost', { retryable: true })
    if (admission.refusal) throw admission.refusal
    call.rooms = rooms
    const grants = new Map<string, Grant>()
    call.grants = grants
    for (const room of rooms) {
      if (hasLeft(room)) continue
      const wasGranted = admission.granted.has(room)
      grants.set(room, await grantRoom(peer, admission, room, call))
      if (!wasGranted) observeRoom(call, 'joined', room)
    }
  })
}

/** Asks the application whether a user may be in a room; only a plain yes is one. */
export function mayEnter({ mount, user }: Admission, room: string): boolean | Promise<boolean> {
  const { mayJoin, handlerTimeoutMs } = mount.service
  if (!mayJoin) return false
  const answer = askWithin(handlerTimeoutMs, () => mayJoin(user, room))
  return isPromise(answer) ? answer.then((said) => said === true) : answer === true
}

/**
 * Leaves the rooms an event names, under every name they have, whatever else the client waits for.
 * @throws RefusalError when one is none of the event's
 */
export function leaveRooms(call: Call): Promise<unknown> {
  const { peer, admission, route } = call
  const rooms = roomsNamed(route.event.leaves, call.payload)
  call.rooms = rooms.map(([canonical]) => canonical as string)
  return Promise.all(
    rooms.flat().map(async (room) => {
      peer.joins?.leave(route.mount.service.contract.path, room)
      if (await revokeRoom(peer, admission, room)) observeRoom(call, 'left', room)
    }),
  )
}

/** Leaves what an event entered that was refused afterwards. */
export function undo(call: Call): void {
  for (const room of undoRooms(call)) observeRoom(call, 'left', room)
}

function observeRoom({ peer, route }: Call, kind: 'joined' | 'left' | 'denied', room: string, reason?: string): void {
  const { mount } = route
  const { contract, observe } = mount.service
  // what has no reason is for observers alone, and made at every join
  if (observe || reason)
    notice(mount, peer.socket, { kind, room: redactRoom(contract, room), ...(reason && { reason }) })
}
