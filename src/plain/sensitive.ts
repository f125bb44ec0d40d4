import type { PlainSchema } from './schema.js'

/** Marks a copy of a plain schema, as the field of that name marks one of zod's. */
export function sensitive(kind: string, schema: PlainSchema): PlainSchema {
  return schema.marked({ 'x-sensitive': kind })
}
