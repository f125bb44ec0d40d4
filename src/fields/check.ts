import type { Fields } from '../contract/event/fields.js'
import { shortIdPattern } from './pattern.js'

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
    if (unit < 33 || unit > 126) return shortIdPattern.test(value)
  }
  return value !== '' && value.length <= 128
}

/** Returns whether a value is text of at most so many characters; the generated parsers call it. */
export function isShort(value: unknown, most: number): boolean {
  // a text has at most as many characters as UTF-16 units, and at least half as many
  return typeof value === 'string' && (value.length <= most || (value.length <= 2 * most && [...value].length <= most))
}

/** Returns whether a value is a whole number within bounds, which a double holds exactly; the generated parsers call it. */
export function isWhole(value: unknown, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max
}

/** Returns whether a number is a multiple of another, as close as doubles come; the generated parsers call it. */
export function isWholeMultiple(value: unknown, step: number): boolean {
  if (typeof value !== 'number') throw new TypeError('no number')
  const ratio = value / step
  const away = Math.abs(ratio - Math.round(ratio))
  // each of the three roundings on the way is off by so much at the most
  return away < 4 * Number.EPSILON * Math.max(Math.abs(ratio), 1)
}

/** Returns whether what has a length has one within bounds; the generated parsers call it where the kind is not known. */
export function isOfLength(value: unknown, least: number = -Infinity, most: number = Infinity): boolean {
  const held: unknown = typeof value === 'string' ? [...value].length : Object(value).length
  return held === undefined || ((held as number) >= least && (held as number) <= most)
}

/** Returns whether a value is an object that no class of an application's made; the generated parsers call it. */
export function isPlainObject(value: unknown): value is Fields {
  if (!isObject(value)) return false
  const made = value['constructor']
  return typeof made !== 'function' || Object.hasOwn(made.prototype ?? {}, 'isPrototypeOf')
}

/** Lists the keys of a record, or nothing where one of them is a symbol; the generated parsers call it. */
export function recordKeys(record: object): readonly string[] | undefined {
  const isShown = (symbol: symbol): boolean => Object.prototype.propertyIsEnumerable.call(record, symbol)
  if (Object.getOwnPropertySymbols(record).some(isShown)) return undefined
  return Object.keys(record).filter((key) => key !== '__proto__')
}

/** Lists the keys of a record where all may pass, symbols too; the generated parsers call it. */
export function looseKeys(record: object): readonly PropertyKey[] {
  const isShown = (key: PropertyKey): boolean => Object.prototype.propertyIsEnumerable.call(record, key)
  return Reflect.ownKeys(record).filter((key) => key !== '__proto__' && isShown(key))
}
