import type { DescribedSchema } from '../described-schema.js'
import { interpret, type Parser } from '../interpreter.js'
import { printedParser } from './parser.js'
import { helperOf, Scope } from './scope.js'

const INVALID = Symbol()

/** What a compiled parser calls besides the functions of this package. */
const called = { INVALID, ask, holds }

/**
 * Makes the parser of a schema from the source that is printed of it; what can't be written down is asked itself.
 * @throws EvalError where the application forbids to make code
 */
export function compiledParser(schema: DescribedSchema): Parser {
  const scope = new Scope()
  const parser = printedParser(schema, scope)
  const constants = [...scope.constants].map(([name, text]) => `const ${name} = ${text}\n`)
  const given = new Map<string, unknown>([...Object.entries(called), ...scope.values])
  for (const name of scope.helpers.keys()) given.set(name, helperOf(name))
  return new Function(...given.keys(), `"use strict"\n${constants.join('')}return ${parser}`)(...given.values())
}

function ask(schema: DescribedSchema, value: unknown): unknown {
  const { issues, value: copy } = interpret(schema, value)
  return issues ? INVALID : copy
}

/** Reads what a check of the application's returned: the wire waits for none. */
function holds(answer: unknown): unknown {
  if (!(answer instanceof Promise)) return answer
  answer.catch(() => {})
  throw new TypeError('a check that waits')
}
