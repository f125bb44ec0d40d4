import type { DescribedSchema } from '../../guards/described-schema.js'
import { unboundedIn } from './bound.js'
import { walkSchema } from './schema-walk.js'

/** One place of a schema without a bound. */
export interface UnboundedPlace {
  /** Where it is, as messages write it; empty for the whole. */
  readonly where: string
  /** What it is, and how it gets a bound. */
  readonly lack: string
}

/** Lists the places of a schema that have no bound, each once. */
export function unboundedPlaces(schema: DescribedSchema): UnboundedPlace[] {
  const found = new Map<string, UnboundedPlace>()
  walkSchema(schema, (field, where) => {
    const lack = unboundedIn(field)
    if (lack !== undefined && !found.has(where)) found.set(where, { where, lack })
  })
  return [...found.values()]
}
