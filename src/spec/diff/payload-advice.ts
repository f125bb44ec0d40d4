import type { JsonObject, JsonValue } from '../containment/json.js'
import { overlapOf } from './format-overlap.js'
import type { Policy } from './policy.js'
import type { Companion } from './rule-entry.js'
import type { SchemaChange } from './schema-change.js'

/** What the author can do about a change, and what stands beside the old meanwhile. */
export interface Counsel {
  readonly advice?: string
  readonly beside?: Companion
}

/** Finds what to do about a change where that takes more than the change alone: what values are left, whom it breaks. */
export const counselOn = (change: SchemaChange, policy: Policy): Counsel =>
  change.rule === 'F19' ? shapeCounsel(change.detail, policy) : {}

/** Where no text fits the old shape and the new one, nobody can send what both ends take. */
const shapeCounsel = (detail: unknown, policy: Policy): Counsel => {
  const [was, is] = [0, 1].map((side) => shapeIn(detail, side)) as [JsonObject, JsonObject]
  const overlap = overlapOf(was, is, policy)
  if (overlap === 'some') return {}
  return overlap === 'none'
    ? { beside: 'field', advice: 'no text fits both: add a second field for the new texts, and retire this one' }
    : { advice: 'send only what fits both until no old end is left; if nothing does, add a second field beside it' }
}

/** Reads the old shape, or the new one, of pairs of keywords. */
const shapeIn = (detail: unknown, side: number): JsonObject => {
  const pairs = Object.entries(detail as { readonly [keyword: string]: readonly JsonValue[] })
  return Object.fromEntries(
    pairs.flatMap(([key, { [side]: value = null }]): [string, JsonValue][] => (value === null ? [] : [[key, value]])),
  )
}
