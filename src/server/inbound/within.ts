import { RefusalError } from '../../contract/wire/refusal-error.js'
import { everyRoomNamed } from '../rooms/room-spelling.js'
import { barredOf } from '../rooms/shadow.js'
import type { Call } from '../service.js'

/**
 * Checks that the sender of an event is in every room that it names, where it takes that. Who asked for one and is not
 * answered yet may be in soon: then a promise is returned that settles when that is known.
 * @throws RefusalError with `ROOM_FORBIDDEN` when the sender is outside, or `ROOM_INVALID` when no room is named
 */
export function checkWithin({ peer, route, payload }: Call): Promise<void> | undefined {
  const { within, namespace: contract } = route.event
  if (!within) return undefined
  const rooms = everyRoomNamed(within, payload)
  const { socket, joins } = peer
  // under whichever of its names, and where this contract is heard
  const isInside = (): boolean =>
    rooms.every((spellings) =>
      spellings.some((room) => socket.rooms.has(room) && !socket.rooms.has(barredOf(contract, room))),
    )
  if (isInside()) return undefined
  const entering = joins?.settled(
    contract,
    rooms.map(([canonical]) => canonical as string),
  )
  if (!entering) throw outside()
  return entering.then(() => {
    if (!isInside()) throw outside()
  })
}

function outside(): RefusalError {
  return new RefusalError('ROOM_FORBIDDEN', 'the sender is not in this room')
}
