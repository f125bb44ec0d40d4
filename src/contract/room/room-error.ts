import { ContractError } from '../error.js'

/** Thrown where a room's name could not be built. */
export class RoomNameError extends ContractError<'ROOM_INVALID'> {
  override name = 'RoomNameError'
  readonly code = 'ROOM_INVALID'
}
