import type { DescribedSchema } from '../described-schema.js'
import { conditionOf } from './check.js'
import { faultOfChoice, printChoice } from './choice.js'
import { checksIn, type Description, describedBy, isExact, lazyInner } from './described.js'
import { isRewriting, urlOptions } from './format.js'
import { FunctionBody, failIf, named, type Print, type ReadPlace } from './function-body.js'
import { faultOfIntersection, printIntersection } from './intersection.js'
import { asksLength, faultOfTuple, printList, printTuple } from './list.js'
import { faultOfObject, printObject } from './object.js'
import { faultOfRecord, printRecord } from './record.js'
import { conditionsOf, faultOfChecks, scalarConditions } from './scalar.js'

/** Bounds what is written: a schema that makes a new one whenever it is asked has no end. */
const most = { depth: 100, lines: 10_000 }

/** How a kind of schema is printed whose values are copied otherwise than as they are. */
interface Compound {
  readonly print: Print
  /** Returns why it can't be. */
  readonly fault?: (described: Description) => string | undefined
}

const compounds: Readonly<Record<string, Compound>> = {
  string: { print: printRewritten },
  bytes: { print: printBytes },
  object: { print: printObject, fault: faultOfObject },
  array: { print: printList },
  tuple: { print: printTuple, fault: faultOfTuple },
  record: { print: printRecord, fault: faultOfRecord },
  union: { print: printChoice, fault: faultOfChoice },
  optional: { print: (schema, place) => unless(schema, place, isExact(schema) ? undefined : 'undefined') },
  nullable: { print: (schema, place) => unless(schema, place, 'null') },
  nonoptional: { print: printNeeded },
  intersection: { print: printIntersection, fault: faultOfIntersection },
  lazy: { print: (schema, place) => printSchema(lazyInner(describedBy(schema)), place) },
  readonly: { print: (schema, place) => `Object.freeze(${printSchema(innerOf(schema), place)})` },
}

/** Prints how a value is read; returns the expression of its copy, which is to be written once. */
export function printSchema(schema: DescribedSchema, place: ReadPlace): string {
  const inside = { ...place, depth: place.depth + 1 }
  return place.body.circles.has(schema) ? called(schema, inside) : printContent(schema, inside)
}

/** Prints the reading of a schema, even of one that has a function of its own. */
export function printContent(schema: DescribedSchema, place: ReadPlace): string {
  const { body, value, path, depth } = place
  const conditions = scalarConditions(schema, value, { scope: body.scope, path })
  if (conditions) {
    for (const { fails } of conditions) failIf(place, fails)
    return value
  }
  const described = describedBy(schema)
  const compound = compounds[described.type]
  const isEndless = depth > most.depth || body.scope.lines > most.lines
  const reason = isEndless ? 'a schema without an end' : (faultOfChecks(schema) ?? compound?.fault?.(described))
  if (!compound || reason !== undefined) return asked(schema, place, reason ?? `the kind ${described.type}`)
  const copy = compound.print(schema, place)
  if (compound.print === printRewritten) return copy
  const isList = described.type === 'array' || described.type === 'tuple'
  const checks = checksIn(schema).filter((check) => !isList || !asksLength(check))
  if (!checks.length) return copy
  const name = named(place, copy)
  for (const check of checks) failIf(place, conditionOf(check, name, { schema, scope: body.scope, path }).fails)
  return name
}

/** Prints the reading of text of which a check copies another. */
function printRewritten(schema: DescribedSchema, place: ReadPlace): string {
  const { body, path, value } = place
  const asked = { scope: body.scope, path }
  const checks = checksIn(schema)
  const first = checks.findIndex(isRewriting)
  for (const { fails } of conditionsOf(schema, value, asked, checks.slice(0, first)) ?? []) failIf(place, fails)
  let copy = value
  for (const check of checks.slice(first))
    if (isRewriting(check)) {
      const name = body.variable()
      const options = urlOptions(check)
      body.add(`const ${name} = ${body.scope.helper('urlOf')}(${options ? `${copy}, ${options}` : copy})`)
      failIf(place, `${name} === undefined`)
      copy = name
    } else failIf(place, conditionOf(check, copy, { ...asked, schema, kind: 'string' }).fails)
  return copy
}

/** Prints the copying of bytes. */
function printBytes(schema: DescribedSchema, place: ReadPlace): string {
  const { body, value } = place
  const copy = body.variable()
  body.add(`const ${copy} = ${body.scope.helper('bytesOf')}(${value}, ${describedBy(schema).maximum})`)
  failIf(place, `${copy} === undefined`)
  return copy
}

/** Prints the reading of what may not be `undefined`. */
function printNeeded(schema: DescribedSchema, place: ReadPlace): string {
  const copy = named(place, printSchema(innerOf(schema), place))
  failIf(place, `${copy} === undefined`)
  return copy
}

/** Asks a schema itself. */
function asked(schema: DescribedSchema, place: ReadPlace, reason: string): string {
  const { body, value, path } = place
  const name = body.variable()
  body.add(`const ${name} = ask(${body.scope.value(schema, path, reason)}, ${value})`)
  failIf(place, `${name} === INVALID`)
  return name
}

/** Calls the function of a schema that holds itself. */
function called(schema: DescribedSchema, place: ReadPlace): string {
  const { body, value } = place
  const { scope } = body
  const unfit = scope.constant('Symbol()')
  const known = scope.nameOf(schema)
  const name = known ?? scope.reserve(schema)
  if (!known) {
    const inside = new FunctionBody(scope, body.circles, body.print)
    const copy = printContent(schema, { ...place, body: inside, value: 'input', fail: `return ${unfit}` })
    scope.constants.set(name, `(input) => {\n${inside.text}  return ${copy}\n}`)
  }
  const copy = body.variable()
  body.add(`const ${copy} = ${name}(${value})`)
  failIf(place, `${copy} === ${unfit}`)
  return copy
}

/** Reads what a word may stand in place of. */
function unless(schema: DescribedSchema, place: ReadPlace, word: string | undefined): string {
  const { body, value } = place
  if (word === undefined) return printSchema(innerOf(schema), place)
  const copy = body.variable()
  body.add(`let ${copy} = ${value}`)
  body.block(`if (${value} !== ${word})`, () => {
    const inner = printSchema(innerOf(schema), place)
    if (inner !== value) body.add(`${copy} = ${inner}`)
  })
  return copy
}

function innerOf(schema: DescribedSchema): DescribedSchema {
  return describedBy(schema).innerType as DescribedSchema
}
