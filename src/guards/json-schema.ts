import type { Schema } from '../contract/schema.js'
import { type DescribedSchema, isDescribed, isOfZod, isPlain } from './described-schema.js'
import { describedJson, isJsonKnown } from './json/described-json.js'
import { loadedZod } from './zod.js'

/** A JSON Schema of the 2020-12 dialect. */
export type JsonSchema = Readonly<Record<string, unknown>>

interface Describing {
  readonly jsonSchema?: { input(options: { readonly target: 'draft-2020-12' }): JsonSchema }
}

/** Adds to what was written of a schema, which is one of zod's or reads like one; its type names no zod, which declarations do without. */
export type Addition = (part: object, written: Record<string, unknown>) => void

/**
 * Describes the wire side of a schema, where it or its library can say it: from what it says of itself, or, where it holds
 * what is not known here, as zod describes it, where zod is loaded.
 */
export function jsonSchemaOf(schema: Schema<unknown>, add?: Addition): JsonSchema | undefined {
  if (isDescribed(schema) && (isPlain(schema) || isJsonKnown(schema)))
    return describedJson(schema, (part, written) => add?.(zodLike(part), written))
  if (isOfZod(schema))
    return loadedZod()?.toJSONSchema(schema, {
      io: 'input',
      ...(add && { override: ({ zodSchema, jsonSchema }) => add(zodSchema, jsonSchema) }),
    }) as JsonSchema | undefined
  const { jsonSchema } = schema['~standard'] as Describing
  return jsonSchema?.input({ target: 'draft-2020-12' })
}

/** Makes a plain schema read like one of zod's, without what marks say of it. */
function zodLike(schema: DescribedSchema): object {
  if (!isPlain(schema)) return schema
  const { keyType, checks, marks: _, ...others } = schema['~plain']
  const asked = checks?.filter(({ check }) => check !== 'custom').map((def) => ({ _zod: { def } }))
  const def = { ...others, ...(asked && { checks: asked }), ...(keyType && { keyType: zodLike(keyType) }) }
  return { _zod: { def, pattern: (others as { readonly pattern?: RegExp }).pattern } }
}
