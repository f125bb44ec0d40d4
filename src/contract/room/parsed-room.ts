import type { NamespaceContract } from '../namespace.js'
import type { RoomFamily, RoomIds, RoomNameOf } from './room.js'
import { fillPattern } from './room-pattern.js'

/** What a room's name says, discriminated by `pattern`. */
export type ParsedRoom<Pattern extends string> = Pattern extends string
  ? {
      /** The canonical name. */
      readonly name: RoomNameOf<Pattern>
      readonly room: RoomFamily<Pattern>
      readonly pattern: Pattern
      readonly ids: RoomIds<Pattern>
    }
  : never

/**
 * Returns which family a room belongs to, and whose it is; legacy names are read too.
 * @example
 * parseRoom(patientPharmacy, 'pharmacy:p1') // { name, room, pattern: 'pharmacy:{pharmacyId}', ids: { pharmacyId: 'p1' } }
 */
export function parseRoom<Pattern extends string>(
  contract: NamespaceContract<string, object, object, Pattern>,
  name: unknown,
): ParsedRoom<Pattern> | undefined {
  for (const room of contract.rooms) {
    const ids = typeof name === 'string' ? room.parse(name) : undefined
    if (!ids) continue
    const canonical = fillPattern(room.pattern, (parameter) => ids[parameter] as string)
    return { name: canonical, room, pattern: room.pattern, ids } as unknown as ParsedRoom<Pattern>
  }
  return undefined
}
