import type { DescribedSchema } from '../described-schema.js'
import { circlesIn, describedBy } from './described.js'
import { FunctionBody } from './function-body.js'
import { faultOfObject, printFields } from './object.js'
import { faultOfChecks } from './scalar.js'
import { printSchema } from './schema.js'
import type { Scope } from './scope.js'

/** How a parser is printed. */
export interface ParserOptions {
  /**
   * Whether it looks at nothing inherited: what is no plain object is copied first.
   * @default false
   */
  readonly own?: boolean
}

/**
 * Prints the parser of a schema: a function in source that copies a value that fits, without what is not declared, and
 * returns `undefined` for one that does not.
 */
export function printedParser(schema: DescribedSchema, scope: Scope, { own = false }: ParserOptions = {}): string {
  const body = new FunctionBody(scope, circlesIn(schema), printSchema)
  const place = { body, value: 'input', fail: 'return', path: [], depth: 0 }
  const isSimple = own && isSimpleObject(schema) && !body.circles.has(schema)
  if (isSimple)
    // the fastest way to ask what most payloads are
    body.add(
      `if (input?.__proto__ !== ${scope.helper('plain')} && !${scope.helper('isObject')}(input = ${scope.helper('ownValue')}(input))) return`,
    )
  else if (own) body.add(`input = ${scope.helper('ownValue')}(input)`)
  const copy = isSimple ? printFields(schema, place) : printSchema(schema, place)
  return `(input) => {\n${body.text}  return ${copy}\n}`
}

/** Returns whether a schema is an object of which nothing is asked but its fields. */
function isSimpleObject(schema: DescribedSchema): boolean {
  const described = describedBy(schema)
  const isAsked =
    described.checks?.length || faultOfChecks(schema) !== undefined || faultOfObject(described) !== undefined
  return described.type === 'object' && !isAsked
}
