export { seeded } from '../src/testing/random.js'
export { checksOf, schemaValue as drawn, valueDefinitionOf } from '../src/testing/schema-value.js'
export { changed, placesIn } from '../src/testing/value-place.js'

/** Holds values that hardly any field accepts. */
export const junk: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 53,
  '',
  ' ',
  'x',
  'x'.repeat(20_001),
  '2024-02-30T00:00:00Z',
  '2023-02-29',
  '24:00:00',
  [],
  [[]],
  {},
  { id: 'x' },
  new Date(0),
  new Map(),
  Symbol('s'),
  10n,
  () => 1,
  JSON.parse('{"__proto__":{"id":"x"}}'),
]

/** Copies a value with a key that is there and holds `undefined`, as `{ data: row.data }` makes one. */
export function emptied(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return undefined
  const field = emptied((value as Record<string, unknown>)[key], rest)
  if (Array.isArray(value)) return value.map((each, index) => (String(index) === key ? field : each))
  return { ...(value as object), [key]: field }
}
