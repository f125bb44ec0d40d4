/** Holds what stands in an object, by key. */
export type Fields = Readonly<Record<string, unknown>>

/** Answers the fields of a value, and none where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' ? { ...value } : {}
}

/** Renames fields, unless what they are renamed to is there already. */
export function renamed(fields: Fields, names: Readonly<Record<string, string>>): Fields {
  const isTaken = (name: string): boolean => Object.hasOwn(fields, name) && fields[name] !== null
  const kept = Object.entries(fields).flatMap(([name, value]): [string, unknown][] => {
    const canonical = Object.hasOwn(names, name) ? names[name] : undefined
    if (canonical === undefined) return [[name, value]]
    return isTaken(canonical) ? [] : [[canonical, value]]
  })
  return Object.fromEntries(kept)
}
