import type { ZodMiniType } from 'zod/mini'
import type { Schema } from '../contract/schema.js'
import { type Interpreted, interpret as interpretAny } from './interpreter.browser.js'

/** Copies a value that fits, without what is not declared; `undefined` says that it does not fit. */
export type Parser = (value: unknown) => unknown

/** Asks the schema itself, which also knows what is wrong. */
export function interpret(schema: Schema<unknown>, value: unknown): Interpreted {
  if (!('_zod' in schema)) return interpretAny(schema, value)
  // neither `safeParse`, which writes a sentence for each issue, nor `~standard`, which does so too and tries again
  // asynchronously where reading the value throws
  const { issues, value: fit } = (schema as ZodMiniType)._zod.run(
    { value, issues: [] },
    { async: false },
  ) as Interpreted
  // what waits has none yet
  return issues?.length === 0 ? { value: fit } : { issues: issues ?? [] }
}
