import type { ZodMiniType } from 'zod/mini'
import type { Schema } from '../contract/schema.js'
import { isDescribed, isPlain } from './described-schema.js'
import { interpret, type Parser } from './interpreter.js'
import { loadedZod, loadZod, type Zod } from './zod.js'

const parsers = new WeakMap<object, Parser>()

/**
 * Finds the parser of a schema the build did not compile. zod's compiler is loaded with the first of its schemas that is
 * asked for, so that who has none loads no zod; until it is there they are interpreted.
 */
export function parserOf(schema: Schema<unknown>): Parser {
  const known = parsers.get(schema)
  if (known) return known
  const parser = (value: unknown): unknown => interpret(schema, value).value
  const compile = loadedZod()?.compile
  if (!isDescribed(schema) || isPlain(schema)) parsers.set(schema, parser)
  else if (compile) parsers.set(schema, compiled(schema, compile))
  else void loadZod()
  return parsers.get(schema) ?? parser
}

function compiled(schema: ZodMiniType, compile: Zod['compile']): Parser {
  const fast = compile(schema)
  return (value) => fast.safeParse(value).data
}
