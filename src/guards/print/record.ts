import type { DescribedSchema } from '../described-schema.js'
import { checksIn, type Description, describedBy, enumValues } from './described.js'
import { failIf, type ReadPlace } from './function-body.js'
import { valueLiteral } from './literal.js'

/** Returns why a record can't be written down. */
export function faultOfRecord({ keyType, partial, mode }: Description): string | undefined {
  if (mode === 'loose') return 'a record that lets other keys pass'
  const { type, ...described } = describedBy(keyType as DescribedSchema)
  if (type === 'string' || type === 'number') return undefined
  if (type !== 'enum' && type !== 'literal') return `keys of the kind ${type}`
  if (checksIn(keyType as DescribedSchema).length) return 'keys that are listed and checked'
  const isText = enumValues({ type, ...described }).every((key) => typeof key === 'string' && key !== '__proto__')
  return isText ? undefined : `keys that are no text${partial ? ', of which some may be missing' : ''}`
}

/** Prints the copying of a record. */
export function printRecord(schema: DescribedSchema, place: ReadPlace): string {
  const { body, value } = place
  const { keyType, partial } = describedBy(schema)
  const { type } = describedBy(keyType as DescribedSchema)
  failIf(place, `!${body.scope.helper('isPlainObject')}(${value})`)
  const copy = body.variable()
  if (!partial && (type === 'enum' || type === 'literal')) listed(schema, place, copy)
  else open(schema, place, copy)
  return copy
}

/** Prints the copying of a record whose keys are listed, and all there. */
function listed(schema: DescribedSchema, place: ReadPlace, copy: string): void {
  const { body, value, path } = place
  const { keyType, valueType } = describedBy(schema)
  const keys = enumValues(describedBy(keyType as DescribedSchema)).map(valueLiteral)
  body.add(`const ${copy} = {}`)
  for (const key of keys) {
    const held = body.variable()
    body.add(`const ${held} = ${value}[${key}]`)
    const inside = { ...place, value: held, path: [...path, '*'] }
    body.add(`${copy}[${key}] = ${body.print(valueType as DescribedSchema, inside)}`)
  }
  const known = body.scope.constant(`new Set([${keys.join(', ')}])`)
  const key = body.variable()
  body.block(`for (const ${key} in ${value})`, () => {
    body.add(`if (!${known}.has(${key})) ${place.fail}`)
  })
}

/** Prints the copying of a record with whatever keys fit. */
function open(schema: DescribedSchema, place: ReadPlace, copy: string): void {
  const { body, value, path } = place
  const { keyType, valueType } = describedBy(schema)
  const [names, key, held] = [body.variable(), body.variable(), body.variable()]
  // a symbol is no key of such a record
  body.add(`const ${names} = ${body.scope.helper('recordKeys')}(${value})`)
  failIf(place, `!${names}`)
  body.add(`const ${copy} = {}`)
  body.block(`for (const ${key} of ${names})`, () => {
    const inside = { ...place, path: [...path, '*'] }
    const written = keyOf(keyType as DescribedSchema, { ...inside, value: key })
    body.add(`const ${held} = ${value}[${key}]`)
    body.add(`${copy}[${written}] = ${body.print(valueType as DescribedSchema, { ...inside, value: held })}`)
  })
}

/** Prints what is asked of a key; returns the expression of what it is written under. */
function keyOf(keyType: DescribedSchema, place: ReadPlace): string {
  const { body, value } = place
  const { type } = describedBy(keyType)
  if (type === 'string' && !checksIn(keyType).length) return value
  if (type !== 'number') return body.print(keyType, place)
  // JavaScript makes text of such keys
  const number = body.variable()
  body.add(`const ${number} = ${body.scope.constant(String(numeric))}.test(${value}) ? Number(${value}) : NaN`)
  return body.print(keyType, { ...place, value: number })
}

const numeric = /^-?\d+(?:\.\d+)?$/
