import type { compile, ZodMiniType } from 'zod/mini'
import type { Schema } from '../contract/schema.js'
import { isDescribed, isPlain } from './described-schema.js'
import { interpret, type Parser } from './interpreter.js'

const parsers = new WeakMap<object, Parser>()
let compiler: typeof compile | undefined
let loading: Promise<void> | undefined

/**
 * Finds the parser of a schema the build did not compile. zod's compiler is loaded with the first of its schemas that is
 * asked for, so that who has none loads no zod; until it is there they are interpreted.
 */
export function parserOf(schema: Schema<unknown>): Parser {
  const known = parsers.get(schema)
  if (known) return known
  const parser = (value: unknown): unknown => interpret(schema, value).value
  if (!isDescribed(schema) || isPlain(schema)) parsers.set(schema, parser)
  else if (compiler) parsers.set(schema, compiled(schema, compiler))
  else void load()
  return parsers.get(schema) ?? parser
}

/** Loads zod's compiler, once. */
export function load(): Promise<void> {
  loading ??= import('zod/mini').then(
    (zod) => {
      compiler = zod.compile
    },
    () => {},
  )
  return loading
}

function compiled(schema: ZodMiniType, compile: typeof compiler & {}): Parser {
  const fast = compile(schema)
  return (value) => fast.safeParse(value).data
}
