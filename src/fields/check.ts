import type { Fields } from '../contract/event/fields.js'
import { idPattern } from './pattern.js'

/** Returns whether a value is an object with fields; the generated parsers call it. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Returns whether a value is text of a form; the generated parsers call it. */
export function isText(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value)
}

/** Returns whether a value is an id; the generated parsers call it. */
export function isId(value: unknown): boolean {
  // an id has 128 characters at most, of two UTF-16 units each
  if (typeof value !== 'string' || value.length > 256) return false
  // most are printable ASCII, which a loop tells in half the time of the pattern
  for (let at = value.length; at--; ) {
    const unit = value.charCodeAt(at)
    if (unit < 33 || unit > 126) return idPattern.test(value)
  }
  return value !== '' && value.length <= 128
}

/** Returns whether a value is text of at most so many characters; the generated parsers call it. */
export function isShort(value: unknown, most: number): boolean {
  // a text has at most as many characters as UTF-16 units, and at least half as many
  return typeof value === 'string' && (value.length <= most || (value.length <= 2 * most && [...value].length <= most))
}
