import type { DescribedSchema } from '../described-schema.js'
import { type Description, describedBy, isExact } from './described.js'
import { failIf, type ReadPlace } from './function-body.js'
import { keyLiteral, textLiteral } from './literal.js'
import { isPeculiar, mayBeMissing, mayBeUndefined } from './presence.js'
import { scalarConditions } from './scalar.js'

/** Returns why an object can't be written down. */
export function faultOfObject({ shape = {} }: Description): string | undefined {
  if (Object.getOwnPropertySymbols(shape).length) return 'a field whose key is a symbol'
  const peculiar = Object.keys(shape).find((key) => isPeculiar(shape[key] as DescribedSchema))
  return peculiar === undefined ? undefined : `the field ${peculiar}, which is missing in a way of its own`
}

/** A field of an object while it is printed. */
interface Field {
  readonly key: string
  readonly schema: DescribedSchema
  /** The variable that it is read to. */
  readonly value: string
  readonly isMissing: boolean
}

/** Prints the copying of an object. */
export function printObject(schema: DescribedSchema, place: ReadPlace): string {
  failIf(place, `!${place.body.scope.helper('isObject')}(${place.value})`)
  return printFields(schema, place)
}

/** Prints the copying of what is known to be an object; a field may be known too, by the variable it was read to. */
export function printFields(
  schema: DescribedSchema,
  place: ReadPlace,
  known: Readonly<Record<string, string>> = {},
): string {
  const { body, value } = place
  const { shape = {}, catchall } = describedBy(schema)
  // zod passes over a field of this name
  const keys = Object.keys(shape).filter((key) => key !== '__proto__')
  const fieldsOf = (isMissing: boolean): Field[] =>
    keys.flatMap((key) => {
      const field = shape[key] as DescribedSchema
      if (mayBeMissing(field) !== isMissing) return []
      const value = Object.hasOwn(known, key) ? (known[key] as string) : body.variable()
      return [{ key, schema: field, value, isMissing }]
    })
  // those that are always there first, in the order in which they are written again: it bundles to less
  const always = fieldsOf(false)
  const others = fieldsOf(true)
  const all = [...always, ...others]
  const read = all.filter(({ key }) => !Object.hasOwn(known, key))
  if (read.length) {
    const names = read.map((field) => `${keyLiteral(field.key)}: ${field.value}`)
    body.add(`const { ${names.join(', ')} } = ${value}`)
  }
  const copies = new Map(all.map((field) => [field, read.includes(field) ? copyOf(field, place) : field.value]))
  const entries = always.map((field) => `${keyLiteral(field.key)}: ${copies.get(field)}`)
  const literal = entries.length ? `{ ${entries.join(', ')} }` : '{}'
  if (!others.length && !catchall) return literal
  const copy = body.variable()
  body.add(`const ${copy} = ${literal}`)
  for (const field of others) {
    const key = textLiteral(field.key)
    body.add(`if (${key} in ${value}) ${copy}[${key}] = ${copies.get(field)}`)
  }
  if (catchall) undeclared(catchall, Object.keys(shape), place, copy)
  return copy
}

/** Prints the reading of a field; returns the expression of its copy. */
function copyOf({ key, schema, value, isMissing }: Field, place: ReadPlace): string {
  const { body } = place
  const inside = { ...place, value, path: [...place.path, key] }
  const isThere = `${textLiteral(key)} in ${place.value}`
  if (!isMissing) {
    if (mayBeUndefined(schema)) failIf(place, `!(${isThere})`)
    return body.print(schema, inside)
  }
  // a field that is missing reads as `undefined`, which fits these all the same
  if (describedBy(schema).type === 'optional' && !isExact(schema)) return body.print(schema, inside)
  const conditions = scalarConditions(schema, value, { scope: body.scope, path: inside.path })
  if (conditions) {
    for (const { fails } of conditions) failIf(place, `${isThere} && ${fails}`)
    return value
  }
  const copy = body.variable()
  body.add(`let ${copy}`)
  body.block(`if (${isThere})`, () => body.add(`${copy} = ${body.print(schema, inside)}`))
  return copy
}

/** Prints what happens to fields that are not declared. */
function undeclared(catchall: DescribedSchema, keys: readonly string[], place: ReadPlace, copy: string): void {
  const { body, value } = place
  const { type, checks = [] } = describedBy(catchall)
  const declared = body.scope.constant(`new Set([${keys.map(textLiteral).join(', ')}])`)
  const key = body.variable()
  body.block(`for (const ${key} in ${value})`, () => {
    body.add(`if (${declared}.has(${key})) continue`)
    if (type === 'never') return body.add(place.fail)
    body.add(`if (${key} === "__proto__") continue`)
    if ((type === 'unknown' || type === 'any') && !checks.length) return body.add(`${copy}[${key}] = ${value}[${key}]`)
    const held = body.variable()
    body.add(`const ${held} = ${value}[${key}]`)
    body.add(`${copy}[${key}] = ${body.print(catchall, { ...place, value: held, path: [...place.path, '*'] })}`)
  })
}
