import type { NamespaceContract } from '../namespace.js'
import { parameter, type RoomFamily, type RoomIds, type RoomNameOf } from './room.js'

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
    const groups = typeof name === 'string' && room.parse(name)
    if (!groups) continue
    const { pattern } = room
    // the groups of an expression are an object of which V8 takes long to copy, and longer still by a spread
    const ids: Record<string, unknown> = {}
    for (const key of Object.keys(groups)) ids[key] = groups[key]
    return {
      name: room.is(name as string) ? name : pattern.replace(parameter, (_, key: string) => ids[key] as string),
      room,
      pattern,
      ids,
    } as unknown as ParsedRoom<Pattern>
  }
  return undefined
}
