import { RefusalError } from '../../contract/wire/refusal-error.js'
import { roomsNamed } from '../rooms/room-spelling.js'
import { barredOf } from '../rooms/shadow.js'
import type { Call } from '../service.js'

/**
 * Checks that the sender of an event is in every room that it names, where it takes that. Who asked for one and is not
 * answered yet may be in soon: then a promise is returned that settles when that is known.
 * @throws RefusalError with `ROOM_FORBIDDEN` when the sender is outside, or `ROOM_INVALID` when no room is named
 */
export function checkWithin(call: Call): Promise<void> | undefined {
  const { peer, route } = call
  const { within, namespace: contract } = route.event
  if (!within || isInside(call)) return undefined
  const entering = peer.joins?.settled(contract)
  if (!entering) throw outside()
  return entering.then(() => {
    if (!isInside(call)) throw outside()
  })
}

/** Returns whether a contract is heard by the sender in every room that an event names, under whichever of its names. */
function isInside({ peer, route, payload }: Call): boolean {
  const { within = [], namespace: contract } = route.event
  const { rooms } = peer.socket
  return roomsNamed(within, payload).every((spellings) =>
    spellings.some((room) => rooms.has(room) && !rooms.has(barredOf(contract, room))),
  )
}

function outside(): RefusalError {
  return new RefusalError('ROOM_FORBIDDEN', 'the sender is not in this room')
}
