import type { NamespaceContract } from '../contract/namespace.js'
import { parseRoom } from '../contract/room/parsed-room.js'
import { parameter } from '../contract/room/room.js'
import { markIn } from './redact.js'

type Mark = string | undefined

const known = new WeakMap<NamespaceContract, Map<string, Mark>>()

/** Returns the mark of the fields that are named like a parameter of rooms, in any event of a contract; it walks every schema, once. */
function markOf(contract: NamespaceContract, parameter: string): Mark {
  const marks = known.get(contract) ?? new Map<string, Mark>()
  known.set(contract, marks)
  if (!marks.has(parameter)) marks.set(parameter, markIn([contract.serverToClient, contract.clientToServer], parameter))
  return marks.get(parameter)
}

/**
 * Copies a room's name for a log: an id is replaced where a field that is named like its parameter is marked in any event of
 * the contract, and a name of no family is replaced as a whole.
 */
export function redactRoom(contract: NamespaceContract, name: string): string {
  const found = parseRoom(contract, name)
  if (!found) return '[unfit]'
  let isMarked: unknown
  const masked = found.pattern.replace(parameter, (_, key: string) => {
    const mark = markOf(contract, key)
    isMarked ||= mark
    return mark ? `[${mark}]` : found.ids[key as never]
  })
  return isMarked ? masked : name
}
