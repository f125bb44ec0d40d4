/** Drops the fields that are `null` from what came over the wire: database rows say absence that way. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  // what has this is no object of JSON's, but bytes, of which no copy of fields would be any
  if (typeof value !== 'object' || !value || Symbol.toStringTag in value) return value
  const fields = Object.entries(value).filter(([, field]) => field !== null)
  return Object.fromEntries(fields.map(([key, field]) => [key, withoutNulls(field)]))
}
