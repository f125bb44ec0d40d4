import type { Schema } from '../contract/schema.js'
import { describedPlain } from '../plain/json-schema.js'
import { isOfZod, isPlain } from './described-schema.js'
import { loadedZod } from './zod.js'

/** A JSON Schema of the 2020-12 dialect. */
export type JsonSchema = Readonly<Record<string, unknown>>

interface Describing {
  readonly jsonSchema?: { input(options: { readonly target: 'draft-2020-12' }): JsonSchema }
}

/** Adds to what was written of a schema, which is one of zod's or reads like one; its type names no zod, which declarations do without. */
export type Addition = (part: object, written: Record<string, unknown>) => void

/** Describes the wire side of a schema, where its library can say it, and, for one of zod's, where zod is loaded. */
export function jsonSchemaOf(schema: Schema<unknown>, add?: Addition): JsonSchema | undefined {
  if (isPlain(schema))
    return describedPlain(schema, ({ plain }, written) => {
      const checks = plain.checks?.filter(({ check }) => check !== 'custom').map((def) => ({ _zod: { def } }))
      add?.({ _zod: { def: { ...plain, checks } } }, written)
    })
  if (isOfZod(schema))
    return loadedZod()?.toJSONSchema(schema, {
      io: 'input',
      ...(add && { override: ({ zodSchema, jsonSchema }) => add(zodSchema, jsonSchema) }),
    }) as JsonSchema | undefined
  const { jsonSchema } = schema['~standard'] as Describing
  return jsonSchema?.input({ target: 'draft-2020-12' })
}
