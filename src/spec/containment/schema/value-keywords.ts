import { isJsonObject, type JsonKind, type JsonValue, toCanonicalText } from '../json.js'
import { type KeywordContext, toKeywordFault } from './keyword-context.js'
import type { NodeId } from './schema-graph.js'

const kinds: readonly string[] = ['null', 'boolean', 'number', 'string', 'array', 'object'] satisfies JsonKind[]

/** Compiles the `type` keyword. */
export function compileType(context: KeywordContext, value: unknown): NodeId[] {
  const names: unknown[] = Array.isArray(value) ? value : [value]
  const isName = (name: unknown): name is string =>
    typeof name === 'string' && (name === 'integer' || kinds.includes(name))
  if (names.length === 0 || !names.every(isName)) throw toKeywordFault(context, 'type', 'this is not a type')
  const whole = names.includes('integer') && !names.includes('number')
  const types = [...new Set(names.map((name) => (name === 'integer' ? 'number' : name) as JsonKind))].sort()
  const parts = [context.compiler.add({ kind: 'type', types, of: [] })]
  return whole ? [...parts, context.compiler.add({ kind: 'multiple', step: 1, of: [] })] : parts
}

/** Returns whether a value is one that JSON text can spell. */
export function isJson(value: unknown): value is JsonValue {
  if (typeof value === 'number') return Number.isFinite(value)
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (Array.isArray(value)) return value.every(isJson)
  return isJsonObject(value) && Object.values(value).every(isJson)
}

/** Compiles `enum`, or `const` as a list of one. */
export function compileValues(context: KeywordContext, keyword: string, values: unknown): NodeId[] {
  if (!Array.isArray(values) || !values.every(isJson))
    throw toKeywordFault(context, keyword, 'a list of values is needed')
  const byText = new Map(values.map((value) => [toCanonicalText(value), value]))
  const sorted = [...byText.keys()].sort().map((text) => byText.get(text) as JsonValue)
  return [context.compiler.add({ kind: 'values', values: sorted, of: [] })]
}
