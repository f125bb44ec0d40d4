import * as z from 'zod/mini'
import type { Schema } from '../contract/schema.js'
import type { Check, PlainSchema } from '../plain/schema.js'
import { isDescribed, isPlain } from './described-schema.js'

/** A JSON Schema of the 2020-12 dialect. */
export type JsonSchema = Readonly<Record<string, unknown>>

interface Describing {
  readonly jsonSchema?: { input(options: { readonly target: 'draft-2020-12' }): JsonSchema }
}

/** Adds to what zod wrote of a schema; its type names no zod, which declarations do without. */
export type Addition = (part: object, written: Record<string, unknown>) => void

/** Describes the wire side of a schema, where its library can say it. */
export function jsonSchemaOf(schema: Schema<unknown>, add?: Addition): JsonSchema | undefined {
  if (isDescribed(schema))
    return z.toJSONSchema(isPlain(schema) ? zodTwin(schema) : schema, {
      io: 'input',
      ...(add && { override: ({ zodSchema, jsonSchema }) => add(zodSchema, jsonSchema) }),
    }) as JsonSchema
  const { jsonSchema } = schema['~standard'] as Describing
  return jsonSchema?.input({ target: 'draft-2020-12' })
}

/** Makes the schema of zod's again in whose place a plain one stands. */
function zodTwin({ plain, marks }: PlainSchema): z.ZodMiniType {
  const twin = twins[plain.type]?.(plain as never) as z.ZodMiniType
  const checked = twin.check(
    ...((plain.checks ?? []).flatMap((check) => checks[check.check]?.(check as never) ?? []) as []),
  )
  return marks ? checked.register(z.globalRegistry, marks) : checked
}

type Parts = Required<PlainSchema['plain']>
function twinsOf(schemas: Parts['shape']): Record<string, z.ZodMiniType> {
  return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, zodTwin(schema)]))
}

const twins: Readonly<Record<string, (parts: Parts) => z.ZodMiniType>> = {
  string: () => z.string(),
  number: () => z.number(),
  boolean: () => z.boolean(),
  unknown: () => z.unknown(),
  null: () => z.null(),
  enum: ({ values }) => z.enum(values as string[]),
  literal: ({ values }) => z.literal(values as string[]),
  optional: ({ innerType }) => z.optional(zodTwin(innerType)),
  object: ({ shape }) => z.object(twinsOf(shape)),
  array: ({ element }) => z.array(zodTwin(element)),
  record: ({ keyType, valueType }) => z.record(zodTwin(keyType) as z.ZodMiniString, zodTwin(valueType)),
  union: ({ discriminator, options }) => {
    const alternatives = options.map(zodTwin)
    return discriminator === undefined
      ? z.union(alternatives)
      : z.discriminatedUnion(discriminator, alternatives as [z.ZodMiniObject])
  },
}

// what a function asks can't be said in JSON Schema; marks say it
const checks: Readonly<Record<string, (check: Required<Check>) => unknown>> = {
  max_length: ({ maximum }) => z.maxLength(maximum),
  min_length: ({ minimum }) => z.minLength(minimum),
  less_than: ({ value }) => z.lte(value),
  greater_than: ({ value }) => z.gte(value),
  string_format: ({ pattern }) => z.regex(pattern),
}
