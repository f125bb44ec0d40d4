import type { Schema } from '../contract/schema.js'

/** What a schema says of a value. */
export interface Interpreted {
  readonly value?: unknown
  readonly issues?: readonly object[] | undefined
}

/** Asks a schema in the way that all libraries have in common, and so in bundles for browsers that of zod too. */
export function interpret(schema: Schema<unknown>, value: unknown): Interpreted {
  const result = schema['~standard'].validate(value)
  // the wire waits for no schema, and nobody would hear the rejection of one that does not fit
  if ('then' in result) {
    result.then(undefined, () => {})
    return { issues: [] }
  }
  // some libraries answer a value beside the issues
  return result.issues ? { issues: result.issues } : result
}
