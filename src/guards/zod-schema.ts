import { globalRegistry, type ZodMiniType } from 'zod/mini'

/** Is what a schema of zod's says of itself, as far as it is read here. */
interface Definition {
  readonly type: string
  readonly shape?: Readonly<Record<string, ZodMiniType>>
  readonly element?: ZodMiniType
  readonly keyType?: ZodMiniType
  readonly valueType?: ZodMiniType
  readonly innerType?: ZodMiniType
  readonly options?: readonly ZodMiniType[]
}

/** Holds what is registered beside a schema. */
export interface Marks {
  readonly type?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly format?: string
  readonly 'x-format'?: string
  readonly 'x-sensitive'?: string
}

/** Tells whether a schema is one of zod's, old versions apart. */
export function isZod(schema: object): schema is ZodMiniType {
  return '_zod' in schema
}

/** Reads the definition of a schema. */
export function definitionOf(schema: ZodMiniType): Definition {
  return schema._zod.def as never
}

/** Reads what is registered beside a schema. */
export function marksOf(schema: ZodMiniType): Marks {
  return (globalRegistry.get(schema) ?? {}) as Marks
}
