/** Lists every place in a value, the value itself first. */
export function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  const below = isHolder(value) ? Object.entries(value).flatMap(([key, field]) => placesIn(field, [...path, key])) : []
  return [[...path], ...below]
}

/** Returns what a value holds at a place. */
export function heldAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((held, step) => (held as Record<string, unknown>)[step], value)
}

/** Copies a value with another one at one place; `undefined` in a place of an object takes the key away. */
export function changed(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other
  const field = changed((value as Record<string, unknown>)[key], rest, other)
  if (Array.isArray(value)) return value.map((each, index) => (String(index) === key ? field : each))
  const { [key]: _, ...others } = value as Record<string, unknown>
  return rest.length === 0 && other === undefined ? others : { ...others, [key]: field }
}

/** Returns the first place in which two values differ, or nothing where they are the same. */
export function differenceIn(
  one: unknown,
  other: unknown,
  path: readonly string[] = [],
): readonly string[] | undefined {
  if (Object.is(one, other) || (isBytes(one) && isBytes(other) && areSame(one, other))) return undefined
  if (!isHolder(one) || !isHolder(other) || Array.isArray(one) !== Array.isArray(other)) return path
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    if (!Object.hasOwn(one, key) || !Object.hasOwn(other, key)) return [...path, key]
    const difference = differenceIn(one[key], other[key], [...path, key])
    if (difference) return difference
  }
  return undefined
}

function isHolder(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !isBytes(value)
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array
}

function areSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}
