import type { DescribedSchema } from '../described-schema.js'
import { interpret } from '../interpreter.js'
import { checksIn, type Description, describedBy, lazyInner } from './described.js'
import { failIf, type ReadPlace } from './function-body.js'
import { valueLiteral } from './literal.js'
import { valuesOf } from './presence.js'

/** Returns why a record can't be written down. */
export function faultOfRecord({ keyType, partial }: Description): string | undefined {
  const keys = partial ? undefined : valuesOf(keyType as DescribedSchema)
  if (!keys) return undefined
  if (keys.some((key) => typeof key === 'symbol')) return 'keys that are symbols'
  const isFit = keys.every((key) => !isKey(key) || !interpret(keyType as DescribedSchema, key).issues)
  return isFit ? undefined : 'keys that are listed and checked'
}

function isKey(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

/** Prints the copying of a record. */
export function printRecord(schema: DescribedSchema, place: ReadPlace): string {
  const { body, value } = place
  const { keyType, partial } = describedBy(schema)
  failIf(place, `!${body.scope.helper('isPlainObject')}(${value})`)
  const copy = body.variable()
  body.add(`const ${copy} = {}`)
  const keys = partial ? undefined : valuesOf(keyType as DescribedSchema)
  if (keys) listed(keys.filter(isKey), schema, place, copy)
  else open(schema, place, copy)
  return copy
}

/** Prints the copying of a record whose keys are listed, and all there. */
function listed(all: readonly (string | number)[], schema: DescribedSchema, place: ReadPlace, copy: string): void {
  const { body, value, path } = place
  const { valueType, mode } = describedBy(schema)
  for (const key of all) {
    if (key === '__proto__') continue
    const held = body.variable()
    body.add(`const ${held} = ${value}[${valueLiteral(key)}]`)
    const inside = { ...place, value: held, path: [...path, '*'] }
    body.add(`${copy}[${valueLiteral(key)}] = ${body.print(valueType as DescribedSchema, inside)}`)
  }
  const known = body.scope.constant(`new Set([${all.map((key) => valueLiteral(String(key))).join(', ')}])`)
  const key = body.variable()
  body.block(`for (const ${key} in ${value})`, () => {
    const other = mode === 'loose' ? `${key} !== "__proto__" && ` : ''
    const use = mode === 'loose' ? `${copy}[${key}] = ${value}[${key}]` : place.fail
    body.add(`if (${other}!${known}.has(${key})) ${use}`)
  })
}

/** Prints the copying of a record with whatever keys fit. */
function open(schema: DescribedSchema, place: ReadPlace, copy: string): void {
  const { body, value, path } = place
  const { keyType, valueType, mode } = describedBy(schema)
  const isLoose = mode === 'loose'
  const [names, key, held] = [body.variable(), body.variable(), body.variable()]
  // a symbol is no key of such a record, but passes where others do
  body.add(`const ${names} = ${body.scope.helper(isLoose ? 'looseKeys' : 'recordKeys')}(${value})`)
  if (!isLoose) failIf(place, `!${names}`)
  body.block(`for (const ${key} of ${names})`, () => {
    const inside = { ...place, path: [...path, '*'] }
    const pass = isLoose ? `{ ${copy}[${key}] = ${value}[${key}]; continue }` : undefined
    const written = keyOf(keyType as DescribedSchema, { ...inside, value: key }, pass)
    body.add(`const ${held} = ${value}[${key}]`)
    body.add(`${copy}[${written}] = ${body.print(valueType as DescribedSchema, { ...inside, value: held })}`)
  })
}

/** Prints what is asked of a key; returns the expression of what it is written under. */
function keyOf(keyType: DescribedSchema, place: ReadPlace, pass: string | undefined): string {
  const { body, value } = place
  const { type } = describedBy(keyType)
  if (pass === undefined && type === 'string' && !checksIn(keyType).length) return value
  const isNumeric = `${body.scope.constant(String(numeric))}.test(${value})`
  if (pass === undefined && type === 'number') {
    // JavaScript makes text of such keys
    const number = body.variable()
    body.add(`const ${number} = ${isNumeric} ? Number(${value}) : NaN`)
    return body.print(keyType, { ...place, value: number })
  }
  if (pass === undefined && !mayTakeNumbers(keyType)) return body.print(keyType, place)
  return tried(keyType, place, `typeof ${value} === "string" && ${isNumeric}`, pass ?? place.fail)
}

/** Prints the reading of a key as text, then as a number, then what is done where neither fits. */
function tried(keyType: DescribedSchema, place: ReadPlace, isNumeric: string, otherwise: string): string {
  const { body, value } = place
  const [written, number] = [body.variable(), body.variable()]
  const found = body.label()
  body.add(`let ${written}`)
  const attempt = (given: string): void => {
    const label = body.label()
    body.block(`${label}:`, () => {
      body.add(`${written} = ${body.print(keyType, { ...place, value: given, fail: `break ${label}` })}`)
      body.add(`break ${found}`)
    })
  }
  body.block(`${found}:`, () => {
    attempt(value)
    if (mayTakeNumbers(keyType))
      body.block(`if (${isNumeric})`, () => {
        body.add(`const ${number} = Number(${value})`)
        attempt(number)
      })
    body.add(otherwise)
  })
  return written
}

/** Returns whether a number may fit a schema of keys. */
function mayTakeNumbers(schema: DescribedSchema, seen: ReadonlySet<object> = new Set()): boolean {
  if (seen.has(schema)) return false
  const described = describedBy(schema)
  const { type, innerType, options, left, right, getter } = described
  if (type === 'string' || type === 'template_literal') return false
  const values = valuesOf(schema)
  if (values) return values.some((value) => typeof value === 'number')
  const parts = [...(options ?? []), innerType, left, right, getter && lazyInner(described)].filter(Boolean)
  const inside = new Set([...seen, schema])
  return !parts.length || parts.some((part) => mayTakeNumbers(part as DescribedSchema, inside))
}

const numeric = /^-?\d+(?:\.\d+)?$/
