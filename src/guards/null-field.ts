/** Drops the fields that are `null` from what came over the wire: database rows say absence that way. Returns what has none as it is. */
export function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || !value) return value
  let isSame = true
  const kept = (field: unknown): unknown => {
    const present = withoutNulls(field)
    isSame &&= present === field
    return present
  }
  if (Array.isArray(value)) {
    const items = value.map(kept)
    return isSame ? value : items
  }
  const fields: [string, unknown][] = []
  for (const [key, field] of Object.entries(value))
    if (field === null) isSame = false
    else fields.push([key, kept(field)])
  return isSame ? value : Object.fromEntries(fields)
}
