import type { globalRegistry, ZodMiniType } from 'zod/mini'
import type { Definition, PlainSchema } from '../plain/schema.js'

/** A schema that says what it is made of: one of zod's, or of those the build puts in their place. */
export type DescribedSchema = ZodMiniType | PlainSchema

/** What is registered beside a schema. */
export interface KnownMarks {
  readonly type?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly format?: string
  readonly 'x-format'?: string
  readonly 'x-sensitive'?: string
}

/** Returns whether a schema says what it is made of; old versions of zod's do not. */
export function isDescribed(schema: object): schema is DescribedSchema {
  return isPlain(schema) || isOfZod(schema)
}

/** Returns whether a schema is one of zod's that says what it is made of. */
export function isOfZod(schema: object): schema is ZodMiniType {
  return '_zod' in schema
}

/** Returns whether a schema is one that the build put in the place of zod's. */
export function isPlain(schema: object): schema is PlainSchema {
  return '~plain' in schema
}

/** Reads the definition of a schema. */
export function definitionOf(schema: DescribedSchema): Definition<DescribedSchema> {
  return isPlain(schema) ? schema['~plain'] : (schema._zod.def as never)
}

/** Finds the schema of what stands under a key, or at a place of a list; nothing where none is declared. */
export function schemaAt(
  { shape, element, items, rest, valueType }: Definition<DescribedSchema>,
  key: string | number,
): DescribedSchema | undefined {
  if (shape) return Object.hasOwn(shape, key) ? shape[key] : undefined
  return element ?? items?.[key as number] ?? rest ?? valueType
}

/** Reads what is known of a schema besides. */
export function marksOf(schema: DescribedSchema): KnownMarks {
  // zod keeps its registry there for all of its copies; asking there spares those who use no zod of importing it
  const global = globalThis as { __zod_globalRegistry?: typeof globalRegistry }
  return (isPlain(schema) ? schema['~plain'].marks : global.__zod_globalRegistry?.get(schema)) ?? {}
}
