import type { Schema } from '../contract/schema.js'
import { isOfZod } from './described-schema.js'
import { interpret, type Parser } from './interpreter.js'
import { compiledParser } from './print/compiled.js'

const parsers = new WeakMap<object, Parser>()

/** Finds the parser of a schema the build did not compile; one of zod's is compiled here, where that is allowed. */
export function parserOf(schema: Schema<unknown>): Parser {
  const known = parsers.get(schema)
  if (known) return known
  const parser = compiled(schema) ?? ((value) => interpret(schema, value).value)
  parsers.set(schema, parser)
  return parser
}

function compiled(schema: Schema<unknown>): Parser | undefined {
  try {
    return isOfZod(schema) && isRead(schema._zod.version) ? compiledParser(schema) : undefined
  } catch {
    // the application forbids to make code, or a schema that it holds can't be read yet
    return undefined
  }
}

/** Returns whether a release of zod reads values as is printed here: earlier ones read fields that are missing otherwise. */
function isRead({ major, minor }: { readonly major: number; readonly minor: number }): boolean {
  return major === 4 && minor >= 6
}
