/** What stands in an object, by key. */
export type Fields = Readonly<Record<string, unknown>>

/** Returns the fields of a value, and none where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' ? { ...value } : {}
}

/** Renames fields, unless what they are renamed to is there already. */
export function renamed(fields: Fields, names: Readonly<Record<string, string>>): Fields {
  // an own `__proto__` would be the prototype of a copy: what has one fits nothing, and is to stay so
  const found = Object.hasOwn(fields, '__proto__')
    ? []
    : Object.keys(names).filter((from) => Object.hasOwn(fields, from))
  // what needs no other spelling is not copied: it may be large
  if (!found.length) return fields
  const result: Record<string, unknown> = {}
  // left out, for an object of which a field is deleted is slow from then on
  for (const key of Object.keys(fields)) if (!found.includes(key)) result[key] = fields[key]
  for (const from of found) result[names[from] as string] ??= fields[from]
  return result
}
