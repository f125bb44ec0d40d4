import type { NamespaceContract } from '../../contract/namespace.js'
import { roomMark } from '../../guards/redact-room.js'

const known = new WeakMap<NamespaceContract, Map<string, string | undefined>>()

/** Returns the mark of a parameter of rooms as `roomMark` does, which walks every schema, and remembers it: rooms are joined often. */
export function knownRoomMark(contract: NamespaceContract, parameter: string): string | undefined {
  const marks = known.get(contract) ?? new Map<string, string | undefined>()
  known.set(contract, marks)
  if (!marks.has(parameter)) marks.set(parameter, roomMark(contract, parameter))
  return marks.get(parameter)
}
