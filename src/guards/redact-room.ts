import { madeOnce } from '../contract/made-once.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { parseRoom } from '../contract/room/parsed-room.js'
import { parameter } from '../contract/room/room.js'
import { markIn } from './redact.js'

const known = new WeakMap<NamespaceContract, Map<string, string>>()

/** Returns the mark of the fields that are named like a parameter of rooms, in any event of a contract; it walks every schema, once. */
function markOf(contract: NamespaceContract, name: string): string {
  const marks = madeOnce(known, contract, () => new Map<string, string>())
  return madeOnce(marks, name, () => markIn([contract.serverToClient, contract.clientToServer], name) ?? '')
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
