import type { NamespaceContract } from '../contract/namespace.js'
import { parseRoom } from '../contract/parsed-room.js'
import { markIn } from './redact.js'

const masks = new WeakMap<NamespaceContract, Map<string, string>>()

/**
 * Copies a room's name for a log: an id is replaced where a field that is named like its parameter is marked in any event of
 * the contract, and a name of no family is replaced as a whole.
 */
export function redactRoom(contract: NamespaceContract, name: string): string {
  const found = parseRoom(contract, name)
  if (!found) return '[unfit]'
  const known = masks.get(contract) ?? new Map<string, string>()
  masks.set(contract, known)
  const { pattern, ids } = found
  const mask = known.get(pattern) ?? maskOf(contract, pattern)
  known.set(pattern, mask)
  return mask === pattern ? name : mask.replace(parameter, (_, id: string) => ids[id as never])
}

const parameter = /\{(\w+)\}/g

/** Puts marks into a pattern in the place of parameters; every schema is walked for it, so it is done once. */
function maskOf({ serverToClient, clientToServer }: NamespaceContract, pattern: string): string {
  return pattern.replace(parameter, (whole, id: string) => {
    const mark = markIn([serverToClient, clientToServer], id)
    return mark ? `[${mark}]` : whole
  })
}
