import { isPlainObject } from '../fields/check.js'

/** Drops the fields that are `null` from what came over the wire: database rows say absence that way. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  // what is no plain object came beside JSON: bytes, which no copy of fields would be
  if (!isPlainObject(value)) return value
  const fields = Object.entries(value).filter(([, field]) => field !== null)
  return Object.fromEntries(fields.map(([key, field]) => [key, withoutNulls(field)]))
}
