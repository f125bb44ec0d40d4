import type { Schema } from '../contract/schema.js'
import { interpret } from './interpreter.browser.js'
import type { Parser } from './interpreter.js'

/** Stands in for the compiler in bundles for browsers, where its 9 KB cost more than interpreting does. */
export function parserOf(schema: Schema<unknown>): Parser {
  return (value) => interpret(schema, value).value
}
