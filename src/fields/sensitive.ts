import * as z from 'zod/mini'

/** Names why a field must not be shown: health, person, or key to something. */
export type Sensitivity = 'phi' | 'pii' | 'secret'

/**
 * Marks a copy of a schema, so that logs, errors and documents do not show what it accepts.
 * @example
 * const phone = sensitive('pii', text(32))
 */
export function sensitive<S extends z.ZodMiniType>(kind: Sensitivity, schema: S): S {
  const known = z.globalRegistry.get(schema)
  const copy = z.clone(schema)
  z.globalRegistry.add(copy, { ...known, 'x-sensitive': kind })
  return copy
}
