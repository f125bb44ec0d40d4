import * as z from './needs-zod-4.js'

/** Why a field must not be shown: health, person, or key to something. */
export type Sensitivity = 'phi' | 'pii' | 'secret'

/**
 * Marks a copy of a schema, so that logs, errors and documents do not show what it accepts. The mark of an object is on
 * each of its fields too: it stays in what `extend`, `pick`, `partial` and their like make of it.
 * @example
 * const phone = sensitive('pii', text(32))
 */
export function sensitive<S extends z.ZodMiniType>(kind: Sensitivity, schema: S): S {
  const { id: _, ...known } = z.globalRegistry.get(schema) ?? {}
  const marked = z.clone(schema, definitionOf(schema, kind))
  z.globalRegistry.add(marked, { ...known, 'x-sensitive': kind })
  // a copy inherits the mark, and keeps it when something else is registered for it
  return z.clone(marked)
}

/** Copies the definition of a schema; fields that bear no mark of their own get this one. */
function definitionOf<S extends z.ZodMiniType>({ _zod: { def } }: S, kind: Sensitivity): S['_zod']['def'] {
  if (!('shape' in def)) return def
  const get = (): object => {
    const fields = Object.entries(def.shape as Record<string, z.ZodMiniType>)
    return Object.fromEntries(fields.map(([key, field]) => [key, isMarked(field) ? field : sensitive(kind, field)]))
  }
  // asked for when it is needed, for a shape that holds itself is not there yet; zod keeps what it gets
  return Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(def), shape: { get, enumerable: true, configurable: true } },
  ) as typeof def
}

function isMarked(field: z.ZodMiniType): boolean {
  return 'x-sensitive' in (z.globalRegistry.get(field) ?? {})
}
