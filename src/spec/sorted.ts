/** Copies a value with the keys of its objects in order and without those that hold nothing. */
export function sorted<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted) as Value
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, held]) => held !== undefined)
  return Object.fromEntries(
    entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, held]) => [key, sorted(held)]),
  ) as Value
}

/** Writes a document down, the same bytes for the same content. */
export function printed(document: unknown): string {
  return printedInOrder(sorted(document))
}

/** Writes a document down whose keys are in order already. */
export function printedInOrder(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`
}
