import type { ZodMiniType } from 'zod/mini'
import type { Schema } from '../contract/schema.js'

/** Copies a value that fits, without what is not declared; `undefined` says that it does not fit. */
export type Parser = (value: unknown) => unknown

/** What a schema says of a value. */
export interface Interpreted {
  readonly value?: unknown
  readonly issues?: readonly object[] | undefined
}

/** Asks the schema itself, which also knows what is wrong. */
export function interpret(schema: Schema<unknown>, value: unknown): Interpreted {
  if ('_zod' in schema) {
    // neither `safeParse`, which writes a sentence for each issue, nor `~standard`, which tries again asynchronously where
    // reading the value throws, so that nobody hears that rejection
    const { issues, value: fit } = (schema as ZodMiniType)._zod.run(
      { value, issues: [] },
      { async: false },
    ) as Interpreted
    // what waits has none yet
    return issues?.length === 0 ? { value: fit } : { issues: issues ?? [] }
  }
  const result = schema['~standard'].validate(value)
  // the wire waits for no schema, and nobody would hear the rejection of one that does not fit
  if ('then' in result) {
    result.then(undefined, () => {})
    return { issues: [] }
  }
  // some libraries answer a value beside the issues
  return result.issues ? { issues: result.issues } : result
}
