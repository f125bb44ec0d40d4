import type { EventContract } from '../contract/event/event.js'
import type { Schema } from '../contract/schema.js'
import type { Issue } from '../contract/wire/refusal.js'
import { isObject } from '../fields/check.js'
import { ownValue } from '../fields/own-value.js'
import { parserOf } from './compiler.js'
import type { Parser } from './interpreter.js'
import { issuesOf } from './issue.js'

type Part = 'payload' | 'reply'

/**
 * Parses the payload or reply of an event by what the build generated, by what was compiled here, or by the schema itself;
 * it never throws. `undefined` says that the value does not fit, or nothing is all that fits: `isFit` tells.
 */
export function fitted(event: EventContract, part: Part, value: unknown, parse: Parser | undefined): unknown {
  // the parser first, and nothing more of the event: each field of it takes as long to find as a small payload to read
  try {
    if (parse) return parse(value)
  } catch {
    // a getter of the value's throws, or `node --disable-proto=throw` hides from a generated parser what it must ask for
  }
  try {
    const schema = event[part]
    if (schema) return parserOf(schema)(ownValue(value))
  } catch {
    // what throws while it is read does not fit
  }
}

/** Returns why a value does not fit, without a piece of it. */
export function issuesIn(schema: Schema<unknown> | undefined, value: unknown): Issue[] {
  return schema ? issuesOf(schema, value) : [{ path: [], expected: 'no payload' }]
}

/** Returns whether a value fits, by what was parsed of it: an event without a schema carries nothing, `null` or `{}`. */
export function isFit(event: EventContract, part: Part, value: unknown, parsed: unknown): boolean {
  const held = value ?? {}
  return parsed !== undefined || (!event[part] && isObject(held) && !Object.keys(held).length)
}
