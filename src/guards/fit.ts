import type { Issue } from '../contract/refusal.js'
import type { Schema } from '../contract/schema.js'
import { isObject } from '../fields/check.js'
import { parserOf } from './compiler.js'
import type { Parser } from './interpreter.js'
import { issuesOf, unreadable } from './issue.js'

/** Is a parsed value, or what kept it from fitting. */
export type Fit = { readonly value: unknown } | { readonly issues: readonly Issue[] }

/** Parses a value by what the build generated, by what was compiled here, or by the schema itself. */
export function fitted(schema: Schema<unknown> | undefined, parse: Parser | undefined, value: unknown): Fit {
  if (!schema) return isNothing(value) ? nothing : { issues: [{ path: [], expected: 'no payload' }] }
  try {
    const received = own(value)
    const parsed = (parse ?? parserOf(schema))(received)
    if (parsed !== undefined) return { value: parsed }
    return { issues: issuesOf(schema, received) }
  } catch {
    return { issues: [unreadable] }
  }
}

const nothing: Fit = { value: undefined }

/** Tells whether a value may stand for no payload: nothing, `null` or `{}`. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (isObject(value) && !Object.keys(value).length)
}

/** Keeps what the wire would carry: own fields, and none that could pass for a prototype. */
function own(value: unknown): unknown {
  if (!isObject(value)) return value
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return ArrayBuffer.isView(value) ? undefined : { ...value }
  return Object.hasOwn(value, '__proto__') ? undefined : value
}
