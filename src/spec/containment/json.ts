/** Any value that JSON text can spell. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject

/** A JSON object, read with own keys only. */
export interface JsonObject {
  [key: string]: JsonValue
}

/** One of the six kinds that a JSON value can be of. */
export type JsonKind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object'

/** Lists the kinds in the order in which the solver tries them. */
export const jsonKinds: readonly JsonKind[] = ['null', 'boolean', 'string', 'number', 'array', 'object']

/** Returns which of the six kinds a value is of. */
export function kindOf(value: JsonValue): JsonKind {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value as JsonKind
}

/** Returns whether a value is a JSON object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Writes a value so that two values are equal exactly when their texts are. */
export function toCanonicalText(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalText).join(',')}]`
  if (!isJsonObject(value)) return JSON.stringify(value)
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${toCanonicalText(value[key] as JsonValue)}`).join(',')}}`
}

/** Counts the code points of a string, which is its length in JSON Schema. */
export function codePointLength(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

const special = /[~/]/

/** Appends a key to a JSON pointer, escaped. */
export function toPointer(base: string, key: string | number): string {
  return `${base}/${typeof key === 'string' && special.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key}`
}
