import type { Schema } from '../contract/schema.js'
import type { Issue } from '../contract/wire/refusal.js'
import { isObject } from '../fields/check.js'
import { ownValue } from '../fields/own-value.js'
import { parserOf } from './compiler.js'
import type { Parser } from './interpreter.js'
import { issuesOf } from './issue.js'

/** Stands for the parsed value where a value does not fit. */
export const INVALID: unique symbol = Symbol()

/** Parses a value by what the build generated, by what was compiled here, or by the schema itself; it never throws. */
export function fitted(schema: Schema<unknown> | undefined, parse: Parser | undefined, value: unknown): unknown {
  if (!schema) return isNothing(value) ? undefined : INVALID
  try {
    const parsed = parse ? parse(value) : parserOf(schema)(ownValue(value))
    return parsed === undefined ? INVALID : parsed
  } catch {
    // a getter of the value's throws, or `node --disable-proto=throw` hides from a generated parser what it must ask for
    return parse ? fitted(schema, undefined, value) : INVALID
  }
}

/** Returns why a value does not fit, without a piece of it. */
export function issuesIn(schema: Schema<unknown> | undefined, value: unknown): Issue[] {
  return schema ? issuesOf(schema, value) : [{ path: [], expected: 'no payload' }]
}

/** Returns whether a value may stand for no payload: nothing, `null` or `{}`. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (isObject(value) && !Object.keys(value).length)
}
