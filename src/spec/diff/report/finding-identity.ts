import { createHash } from 'node:crypto'
import { type JsonValue, toCanonicalText } from '../../containment/json.js'
import { pathWith } from '../schema/field-path.js'
import type { Place } from './finding.js'

/** Spells a place in one line: `/shop serverToClient order:new payload.quantity`. */
export function addressOfPlace({ namespace, direction, name, part, path }: Place): string {
  const within = part && path ? pathWith(part, path) : (part ?? path)
  return [namespace ?? 'protocol', direction, name, within]
    .filter((word) => word !== undefined && word !== '')
    .join(' ')
}

/** Condenses a change to a short name that stays the same while the change does. */
export function fingerprintOf(rule: string, address: string, detail: unknown): string {
  const text = toCanonicalText(JSON.parse(JSON.stringify([rule, address, detail ?? null])) as JsonValue)
  return `${rule}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`
}
