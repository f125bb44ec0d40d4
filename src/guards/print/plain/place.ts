import type { DescribedSchema } from '../../described-schema.js'
import type { Description } from '../described.js'
import type { Scope } from '../scope.js'
import type { PlainConstants } from './constants.js'

/** Where a plain schema is printed. */
export interface PlainPlace {
  readonly scope: Scope
  readonly constants: PlainConstants
  /** The fields on the way here. */
  readonly path: readonly string[]
  /** How many schemas are around. */
  readonly depth: number
  /** Prints a schema that another one holds, and whose values may stand a step further. */
  readonly print: (schema: DescribedSchema, place: PlainPlace, step?: string) => string
}

/** A kind of schema that plain schemas have a word for. */
export interface Word {
  readonly print: (described: Description, place: PlainPlace, schema: DescribedSchema) => string
  /** Returns why one of them can't be written down. */
  readonly fault?: (described: Description) => string | undefined
}
