import type { Schema } from '../contract/schema.js'

/** Copies a value that fits, without what is not declared; `undefined` says that it does not fit. */
export type Parser = (value: unknown) => unknown

/** Is what a schema says of a value. */
export interface Interpreted {
  readonly value?: unknown
  readonly issues?: readonly object[] | undefined
}

/** Asks the schema itself, which also knows what is wrong. */
export function interpret(schema: Schema<unknown>, value: unknown): Interpreted {
  const result = schema['~standard'].validate(value)
  if ('then' in result) throw new TypeError('asynchronous schema')
  // some libraries answer a value beside the issues
  return result.issues ? { issues: result.issues } : result
}
