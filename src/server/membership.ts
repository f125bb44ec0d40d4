import { RefusalError } from '../contract/refusal-error.js'
import { roomsNamed } from './room-spelling.js'
import type { Call, Pass } from './service.js'

/**
 * Joins the rooms an event names, all or none, where its user may.
 * @throws RefusalError when one is none of the event's, or forbidden
 */
export function enterRooms(call: Call): Promise<void> {
  const { pass, member, route } = call
  const { mayJoin } = route.seat.service
  const rooms = roomsNamed(route.event.joins, call.payload).map(([canonical]) => canonical as string)
  return inTurn(pass, async () => {
    for (const room of rooms) {
      // only a plain yes is one
      if (mayJoin && (await mayJoin(member.user, room)) === true) continue
      observeRoom(call, 'denied', room, mayJoin ? undefined : 'mayJoin is not given, so that nobody may enter')
      throw new RefusalError('ROOM_FORBIDDEN', 'this user may not enter this room')
    }
    // answered already means too late, and a connection may have lost its rights meanwhile
    if (call.isAnswered) return
    if (member.refusal) throw member.refusal
    call.rooms = rooms
    call.entered = rooms.filter((room) => !pass.socket.rooms.has(room))
    await pass.socket.join(rooms)
    for (const room of call.entered) observeRoom(call, 'joined', room)
  })
}

/**
 * Leaves the rooms an event names, under every name they have.
 * @throws RefusalError when one is none of the event's
 */
export function leaveRooms(call: Call): Promise<void> {
  const { pass, route } = call
  const rooms = roomsNamed(route.event.leaves, call.payload)
  return inTurn(pass, async () => {
    if (call.isAnswered) return
    call.rooms = rooms.map(([canonical]) => canonical as string)
    for (const spellings of rooms)
      for (const room of spellings) {
        if (!pass.socket.rooms.has(room)) continue
        await pass.socket.leave(room)
        observeRoom(call, 'left', room)
      }
  })
}

/** Leaves what an event entered that was refused afterwards. */
export function undo(call: Call): void {
  for (const room of call.entered) {
    void call.pass.socket.leave(room)
    observeRoom(call, 'left', room)
  }
}

/** Waits for what the same client asked before: who joins and leaves at once is outside, however long a join takes. */
function inTurn(pass: Pass, work: () => Promise<void>): Promise<void> {
  const turn = pass.turn ? pass.turn.then(work, work) : work()
  const settled = turn
    .catch(() => {})
    .then(() => {
      if (pass.turn === settled) pass.turn = undefined
    })
  pass.turn = settled
  return turn
}

function observeRoom({ pass, route }: Call, kind: 'joined' | 'left' | 'denied', room: string, reason?: string): void {
  const { service, namespace } = route.seat
  service.observe?.({
    kind,
    namespace: service.contract.path,
    path: namespace.name,
    socketId: pass.socket.id,
    room,
    ...(reason && { reason }),
  })
}
