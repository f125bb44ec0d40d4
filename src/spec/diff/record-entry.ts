/** Looks up what a record itself holds under a name. */
export const entryOf = <Value>(record: { readonly [name: string]: Value }, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined
