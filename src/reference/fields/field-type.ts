import type { JsonSchema } from '../../guards/json-schema.js'
import { describesBytes } from '../../spec/spelled-bytes.js'
import { wordList } from '../html/html.js'

/** Names the JSON type of a schema: `string`, `array of object`, `string, number or null`, `record of string`. */
export function typeOf(schema: JsonSchema): string {
  const shapes = (schema['oneOf'] ?? schema['anyOf']) as readonly JsonSchema[] | undefined
  if (shapes) return wordList([...new Set(shapes.map(typeOf))], 'or')
  const { items, additionalProperties } = schema as { items?: JsonSchema; additionalProperties?: unknown }
  if (schema['prefixItems']) return wordList((schema['prefixItems'] as readonly JsonSchema[]).map(typeOf), 'then')
  if (items) return `array of ${typeOf(items)}`
  if (typeof additionalProperties === 'object' && additionalProperties !== null) {
    return `record of ${typeOf(additionalProperties as JsonSchema)}`
  }
  if (describesBytes(schema)) return 'bytes'
  const type = schema['type'] as string | readonly string[] | undefined
  if (type === undefined) return 'const' in schema ? jsonType(schema['const']) : 'anything'
  return typeof type === 'string' ? type : wordList(type, 'or')
}

function jsonType(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
