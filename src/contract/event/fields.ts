/** What stands in an object, by key. */
export type Fields = Readonly<Record<string, unknown>>

/** Returns the fields of a value, and none where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' ? { ...value } : {}
}

/** Renames fields, unless what they are renamed to is there already. */
export function renamed(fields: Fields, names: ReadonlyMap<string, string>): Fields {
  let isOther = false
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(fields)) {
    // it would be the prototype of a copy: what has one fits nothing, and is to stay so
    if (key === '__proto__') return fields
    const name = names.get(key) ?? key
    if (result[name] !== undefined) return renamedInTurn(fields, names)
    result[name] = fields[key]
    isOther ||= name !== key
  }
  return isOther ? result : fields
}

/** Renames fields of which several would have one name: what has it already goes first, and then the first that is renamed to it. */
function renamedInTurn(fields: Fields, names: ReadonlyMap<string, string>): Fields {
  const result: Record<string, unknown> = {}
  // left out, for an object of which a field is deleted is slow from then on
  for (const key of Object.keys(fields)) if (!names.has(key)) result[key] = fields[key]
  for (const [from, name] of names) if (Object.hasOwn(fields, from)) result[name] ??= fields[from]
  return result
}
