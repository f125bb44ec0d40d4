import { toJSONSchema } from 'zod/mini'
import type { Schema } from '../contract/schema.js'
import { isZod } from './zod-schema.js'

/** Is a JSON Schema of the 2020-12 dialect. */
export type JsonSchema = Readonly<Record<string, unknown>>

interface Describing {
  readonly jsonSchema?: { input(options: { readonly target: 'draft-2020-12' }): JsonSchema }
}

/** Describes the wire side of a schema, where its library can say it. */
export function jsonSchemaOf(schema: Schema<unknown>): JsonSchema | undefined {
  if (isZod(schema)) return toJSONSchema(schema, { io: 'input' }) as JsonSchema
  const { jsonSchema } = schema['~standard'] as Describing
  return jsonSchema?.input({ target: 'draft-2020-12' })
}
