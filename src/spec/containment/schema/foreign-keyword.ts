import { isJsonObject, type JsonObject, type JsonValue, toCanonicalText } from '../json.js'
import { isAssertedElsewhere } from './dialect.js'
import { type KeywordContext, toKeywordFault } from './keyword-context.js'
import type { NodeId } from './schema-graph.js'
import { isJson } from './value-keywords.js'

/** Returns whether a value leads elsewhere: then what it means turns on more than its own text. */
function leadsAway(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(leadsAway)
  return isJsonObject(value) && Object.entries(value).some(([key, part]) => key.startsWith('$') || leadsAway(part))
}

/**
 * Compiles the keywords that JSON Schema does not define to one node: they ask nothing, or something of the value that
 * their own text and nothing else decides. So the node is one predicate wherever that text stands, and a demand for it
 * meets a refusal of it like those of any other: under `not`, under `contains`, in another parent. All of one schema
 * object are in one node, for one may change what another means. No such predicate is theirs, and the schema is not
 * judged, where one asserts something in another dialect, refers to another place, or stands where
 * `unevaluatedProperties` or `unevaluatedItems` counts what it may have looked at.
 */
export function compileForeign(context: KeywordContext): NodeId[] {
  if (context.unknown.length === 0) return []
  const held: JsonObject = {}
  for (const keyword of context.unknown) {
    const value = isJsonObject(context.place.schema) ? context.place.schema[keyword] : undefined
    if (value === undefined || isAssertedElsewhere(keyword) || !isJson(value) || leadsAway(value))
      throw toForeignFault(context, keyword)
    held[keyword] = value
  }
  return [context.compiler.add({ kind: 'foreign', keywords: toCanonicalText(held), of: [] })]
}

/** Gives the fault for a keyword that JSON Schema does not define, where its meaning can not be left open. */
export function toForeignFault(context: KeywordContext, keyword: string): Error {
  return toKeywordFault(context, keyword, 'the keyword is not one that is understood')
}
