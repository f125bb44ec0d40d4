import type { DescribedSchema } from '../../guards/described-schema.js'
import { type Description, describedBy } from '../../guards/print/described.js'

/** What is read of a schema for its type. */
export type TypeDescription = Description & {
  /** What comes out of a schema that hands on to another. */
  readonly out?: DescribedSchema
  /** The parts of text that is made of several. */
  readonly parts?: readonly unknown[]
}

/** Reads what a schema says of itself. */
export function described(schema: DescribedSchema): TypeDescription {
  return describedBy(schema)
}
