import { isPlainObject } from '../../fields/check.js'
import { made } from '../made.js'
import { type Definition, type PlainSchema, type SchemaIssue, schemaIssue } from '../schema.js'
import { namedValues } from './presence.js'

type Held = Readonly<Record<PropertyKey, unknown>>
type Copy = Record<PropertyKey, unknown>
type Way = Pick<Definition, 'partial' | 'mode'>

/** Accepts an object whose keys are values of any kind: listed ones are all there, unless some may be missing. */
export function recordOf(keyType: PlainSchema, valueType: PlainSchema, way: Way = {}): PlainSchema {
  return made({ type: 'record', keyType, valueType, ...way }, isPlainObject, (value, issues) => {
    const copy: Copy = {}
    const keys = namedValues(keyType)
    const isLoose = way.mode === 'loose'
    const unknown =
      keys && !way.partial
        ? readListed(keys, keyType, valueType, value as Held, copy, issues, isLoose)
        : readOpen(keyType, valueType, value as Held, copy, issues, isLoose, !!keys)
    if (unknown.length) issues.push({ ...schemaIssue({}, [], true), code: 'unrecognized_keys', keys: unknown })
    return copy
  })
}

/** Reads a record whose keys are listed; returns those that are not. */
function readListed(
  keys: readonly unknown[],
  keyType: PlainSchema,
  valueType: PlainSchema,
  held: Held,
  copy: Copy,
  issues: SchemaIssue[],
  isLoose: boolean,
): string[] {
  const known = new Set(keys.filter(isKey))
  for (const key of known) {
    if (key === '__proto__') continue
    const found: SchemaIssue[] = []
    const written = keyType.read(key, found) as PropertyKey
    if (found.length) issues.push({ ...schemaIssue({}, [key]), code: 'invalid_key' })
    else if (written !== '__proto__') copy[written] = valueType.readAt(key, held, issues)
  }
  const names = new Set([...known].map(String))
  const unknown: string[] = []
  for (const key in held) {
    if (names.has(key)) continue
    if (!isLoose) unknown.push(key)
    else if (key !== '__proto__') copy[key] = held[key]
  }
  return unknown
}

function isKey(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

/** Reads a record whose keys are asked; returns those that are not among the listed ones. */
function readOpen(
  keyType: PlainSchema,
  valueType: PlainSchema,
  held: Held,
  copy: Copy,
  issues: SchemaIssue[],
  isLoose: boolean,
  isListed: boolean,
): string[] {
  const unknown: string[] = []
  for (const key of Reflect.ownKeys(held)) {
    if (key === '__proto__' || !Object.prototype.propertyIsEnumerable.call(held, key)) continue
    const written = readKey(keyType, key)
    if (written) {
      if (written[0] !== '__proto__') copy[written[0]] = valueType.readAt(key, held, issues)
    } else if (isLoose) copy[key] = held[key]
    else if (isListed) unknown.push(key as string)
    else issues.push({ ...schemaIssue({}, [key]), code: 'invalid_key' })
  }
  return unknown
}

/** Reads a key as text, or, for JavaScript makes text of numbers, as one. */
function readKey(keyType: PlainSchema, key: PropertyKey): [written: PropertyKey] | undefined {
  const isNumeric = typeof key === 'string' && /^-?\d+(?:\.\d+)?$/.test(key)
  for (const value of isNumeric ? [key, Number(key)] : [key]) {
    const found: SchemaIssue[] = []
    const written = keyType.read(value, found)
    if (!found.length) return [written as PropertyKey]
  }
  return undefined
}
