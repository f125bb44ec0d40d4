import { DeclarationError } from '../declaration-error.js'
import { defineRoom } from './room.js'
import { fillPattern, parametersIn } from './room-pattern.js'

// the builder itself is unchecked, so that no front end carries the checks: the entry's `room` makes them
/**
 * Declares a family of rooms; its builder throws `RoomNameError`.
 * @function
 * @throws DeclarationError when a pattern can't be read
 * @example
 * const userRoom = room('user:{userId}', { legacy: ['user_{userId}'] })
 * userRoom('u1') // 'user:u1'
 * userRoom.parse('user_u1') // { userId: 'u1' }
 */
export const room: typeof defineRoom = (pattern, options) => {
  for (const each of [pattern, ...(options?.legacy ?? [])]) checkPattern(each)
  return defineRoom(pattern, options)
}

/**
 * Checks that a pattern names rooms.
 * @throws DeclarationError that names the pattern, what is wrong with it, and what to write
 */
export function checkPattern(pattern: unknown): void {
  if (typeof pattern !== 'string' || pattern === '')
    throw new DeclarationError("a room needs a pattern, such as 'chat:{roomId}'")
  const wrong = faultOf(pattern)
  if (wrong) throw new DeclarationError(`the room ${JSON.stringify(pattern)} ${wrong}`)
}

function faultOf(pattern: string): string | undefined {
  const parameters = parametersIn(pattern)
  if (/[{}]/.test(fillPattern(pattern, () => '')))
    return "has a brace that belongs to no parameter; write parameters as {roomId}, of letters, digits and '_'"
  if (/\{\d/.test(pattern)) return 'has a parameter that begins with a digit; begin it with a letter'
  if (/[\s\p{Cc}]/u.test(pattern)) return 'holds white space or a control character, which no room name may'
  if (pattern.includes('}{')) return "has two parameters side by side; put text between them, such as ':'"
  if (new Set(parameters).size < parameters.length) return 'has a parameter twice; give each a name of its own'
  return undefined
}
