import { DeclarationError } from '../contract/declaration-error.js'
import { nextStatesOf } from '../contract/next-states.js'
import type { Schema } from '../contract/schema.js'
import { isOfZod } from '../guards/described-schema.js'
import { type JsonSchema, jsonSchemaOf } from '../guards/json-schema.js'
import { wordsIn } from './enumerations.js'
import type { FieldMeanings, FieldSentences } from './prose.js'
import { installedZod } from './zod/installed-zod.js'
import { addUnsaid, type ZodPart } from './zod/unsaid-check.js'

/** What becomes of keys an object does not declare: refused, dropped or kept. */
export type UnknownKeys = 'strict' | 'strip' | 'loose'

/** What is said of a schema's fields in words. */
export interface SchemaProse {
  readonly sentences?: FieldSentences | undefined
  readonly meanings?: FieldMeanings | undefined
}

/**
 * Describes what a schema accepts on the wire, in JSON Schema 2020-12: with sentences, with what the values of enumerations mean
 * and what follows them, and with every object's policy for keys it does not declare.
 * @throws DeclarationError when the library of the schema can't describe it
 */
export function wireSchema(schema: Schema<unknown>, where: string, said: SchemaProse = {}): JsonSchema {
  const { $schema: _, ...described } = read(schema, where)
  const { vendor } = schema['~standard']
  const { sentences = {}, meanings = {} } = said
  return annotated(described, { sentences, meanings, unsaid: strippers.has(vendor) ? 'strip' : 'loose' })
}

// these drop what is not declared; of others it is not known, and what is not known may pass
const strippers = new Set(['zod', 'valibot', 'socket-canon'])

function read(schema: Schema<unknown>, where: string): JsonSchema {
  let described: JsonSchema | undefined
  let cause: unknown
  const needsZod = isOfZod(schema)
  if (needsZod) installedZod()
  try {
    described = jsonSchemaOf(schema, (part, written) => {
      addUnsaid(part as unknown as ZodPart, written)
      const next = nextStatesOf((part as ZodPart)._zod.def)
      if (next) written['x-nextStates'] = next
    })
  } catch (error) {
    cause = error
  }
  if (described) return described
  const { vendor } = schema['~standard']
  const lack = needsZod && !installedZod() ? ' while zod 4.6 or newer is not installed' : ''
  throw new DeclarationError(
    `${where}: this schema of ${vendor} can't say its JSON Schema${lack}; use one of zod 4, or of a library that implements Standard JSON Schema, without transforms`,
    { cause },
  )
}

interface Annotations {
  readonly sentences: FieldSentences
  readonly meanings: FieldMeanings
  /** What an object means that says nothing of other keys. */
  readonly unsaid: UnknownKeys
}

function annotated(node: JsonSchema, how: Annotations, path: readonly string[] = [], isBranch = false): JsonSchema {
  const result: Record<string, unknown> = { ...node }
  const sentence = isBranch ? undefined : how.sentences[path.join('.')]
  if (sentence !== undefined && result['description'] === undefined) result['description'] = sentence
  Object.assign(result, meant(node, how.meanings[path.join('.')]))
  const { properties, additionalProperties } = node
  if (isSchema(properties)) {
    result['properties'] = mapped(properties, (each, key) => annotated(each, how, [...path, key]))
    const declared = Object.keys(properties)
    if (declared.join() !== declared.toSorted().join()) result['x-order'] = declared
    if (additionalProperties === undefined) result['x-unknown'] = how.unsaid
    else result['x-unknown'] = additionalProperties === false ? 'strict' : 'loose'
  }
  if (isSchema(additionalProperties))
    result['additionalProperties'] = annotated(additionalProperties, how, [...path, '*'])
  if (isSchema(node['items'])) result['items'] = annotated(node['items'], how, [...path, '[]'])
  for (const branches of ['anyOf', 'oneOf', 'allOf', 'prefixItems'])
    if (Array.isArray(node[branches]))
      result[branches] = node[branches].map((each: JsonSchema) => annotated(each, how, path, true))
  if (isSchema(node['$defs'])) result['$defs'] = mapped(node['$defs'], (each) => annotated(each, how, ['$defs']))
  return result
}

/** Returns the keywords for what the values of an enumeration mean; one that stands alone, as an alternative does, is described itself. */
function meant(node: JsonSchema, meanings: FieldMeanings[string] = {}): JsonSchema {
  const { const: only, description } = node
  if (typeof only === 'string')
    return description === undefined && meanings[only] !== undefined ? { description: meanings[only] } : {}
  const { values = [] } = wordsIn(node) ?? {}
  const known = values.flatMap((value) => (meanings[value] === undefined ? [] : [[value, meanings[value]] as const]))
  return known.length && !('anyOf' in node) ? { 'x-enumDescriptions': Object.fromEntries(known) } : {}
}

function mapped(nodes: JsonSchema, change: (node: JsonSchema, key: string) => JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(nodes).map(([key, node]) => [key, change(node as JsonSchema, key)]))
}

function isSchema(node: unknown): node is JsonSchema {
  return typeof node === 'object' && node !== null && !Array.isArray(node)
}
