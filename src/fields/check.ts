import type { Fields } from '../contract/fields.js'

/** Tells whether a value is an object with fields; the generated parsers call it. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Tells whether a value is text of a form; the generated parsers call it. */
export function isText(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value)
}

/** Tells whether a value is text of at most so many characters; the generated parsers call it. */
export function isShort(value: unknown, most: number): boolean {
  if (typeof value !== 'string') return false
  // a text has at most as many characters as UTF-16 units, and at least half as many
  if (value.length <= most || value.length > 2 * most) return value.length <= most
  let length = 0
  for (const _ of value) length++
  return length <= most
}
