import { isPlainObject } from './check.js'

/** Stands for two copies that can't be one. */
export const UNMERGED: unique symbol = Symbol()

/** Makes one of the copies that two schemas made of a value; the generated parsers call it. */
export function mergedCopies(one: unknown, other: unknown): unknown {
  if (one === other || isSameTime(one, other)) return one
  if (isPlainObject(one) && isPlainObject(other)) return mergedFields(one, other)
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return UNMERGED
  const items = one.map((item, index) => mergedCopies(item, other[index]))
  return items.includes(UNMERGED) ? UNMERGED : items
}

function isSameTime(one: unknown, other: unknown): boolean {
  return one instanceof Date && other instanceof Date && +one === +other
}

function mergedFields(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): Record<string, unknown> | typeof UNMERGED {
  const both: Record<string, unknown> = { ...one, ...other }
  Reflect.deleteProperty(both, '__proto__')
  for (const key of Object.keys(one)) {
    if (key === '__proto__' || !Object.keys(other).includes(key)) continue
    const field = mergedCopies(one[key], other[key])
    if (field === UNMERGED) return UNMERGED
    both[key] = field
  }
  return both
}
