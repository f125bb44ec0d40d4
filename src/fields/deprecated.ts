import * as z from './needs-zod-4.js'

/** When a field was deprecated, and what takes its place: the words of an event's deprecation. */
export interface FieldDeprecation {
  /** The release that deprecated it. */
  readonly since: string
  /** The field to use instead. */
  readonly replacedBy?: string
  /** The release that drops it: `diff` and `gate` refuse to let it go sooner. */
  readonly removeIn?: string
}

/**
 * Marks a copy of a schema as deprecated, for documents and for the comparison of releases; what it accepts stays.
 * @example
 * const total = z.optional(deprecated({ since: '1.3.0', replacedBy: 'price', removeIn: '2.0.0' }, integer(0)))
 */
export function deprecated<S extends z.ZodMiniType>({ since, replacedBy, removeIn }: FieldDeprecation, schema: S): S {
  const { id: _, ...known } = z.globalRegistry.get(schema) ?? {}
  const marked = z.clone(schema, schema._zod.def)
  z.globalRegistry.add(marked, {
    ...known,
    deprecated: true,
    'x-since': since,
    ...(replacedBy !== undefined && { 'x-replacedBy': replacedBy }),
    ...(removeIn !== undefined && { 'x-removeIn': removeIn }),
  })
  // a copy inherits the mark, and keeps it when something else is registered for it
  return z.clone(marked)
}
