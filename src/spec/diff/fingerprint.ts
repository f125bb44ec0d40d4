import { createHash } from 'node:crypto'
import { type JsonValue, toCanonicalText } from '../containment/json.js'

/** Condenses a change to a short name that stays the same while the change does. */
export const fingerprintOf = (rule: string, address: string, detail: unknown): string => {
  const text = toCanonicalText(JSON.parse(JSON.stringify([rule, address, detail ?? null])) as JsonValue)
  return `${rule}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`
}
