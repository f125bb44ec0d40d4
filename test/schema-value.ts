export { seeded } from '../src/testing/random.js'
export { checksOf, schemaValue as drawn, valueDefinitionOf } from '../src/testing/schema-value.js'

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

/** Lists every place in a value, the value itself first. */
export function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  const below =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, field]) => placesIn(field, [...path, key]))
      : []
  return [[...path], ...below]
}

/** Copies a value with another one at one place; `undefined` in a place of an object takes the key away. */
export function changed(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other
  const field = changed((value as Record<string, unknown>)[key], rest, other)
  if (Array.isArray(value)) return value.map((each, index) => (String(index) === key ? field : each))
  const { [key]: _, ...others } = value as Record<string, unknown>
  return rest.length === 0 && other === undefined ? others : { ...others, [key]: field }
}

/** Copies a value with a key that is there and holds `undefined`, as `{ data: row.data }` makes one. */
export function emptied(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return undefined
  const field = emptied((value as Record<string, unknown>)[key], rest)
  if (Array.isArray(value)) return value.map((each, index) => (String(index) === key ? field : each))
  return { ...(value as object), [key]: field }
}
