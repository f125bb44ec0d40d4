import { compile, type ZodMiniType } from 'zod/mini'
import type { Schema } from '../contract/schema.js'
import { interpret, type Parser } from './interpreter.js'
import { isZod } from './zod-schema.js'

const parsers = new WeakMap<object, Parser>()

/** Finds the parser of a schema the build did not compile: made on first use where code generation is allowed. */
export function parserOf(schema: Schema<unknown>): Parser {
  const known = parsers.get(schema)
  if (known) return known
  const parser = isZod(schema) ? compiled(schema) : (value: unknown) => interpret(schema, value).value
  parsers.set(schema, parser)
  return parser
}

function compiled(schema: ZodMiniType): Parser {
  const fast = compile(schema)
  return (value) => fast.safeParse(value).data
}
