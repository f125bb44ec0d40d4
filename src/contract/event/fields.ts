/** What stands in an object, by key. */
export type Fields = Readonly<Record<string, unknown>>

/** Returns the fields of a value, and none where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' ? { ...value } : {}
}

/** Renames fields, unless what they are renamed to is there already. */
export function renamed(fields: Fields, names: Readonly<Record<string, string>>): Fields {
  let result = fields as Record<string, unknown>
  for (const [from, to] of Object.entries(names)) {
    if (!Object.hasOwn(fields, from)) continue
    // what needs no other spelling is not copied: it may be large
    if (result === fields) result = { ...fields }
    delete result[from]
    result[to] ??= fields[from]
  }
  return result
}
