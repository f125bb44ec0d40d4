import type { DescribedSchema } from '../described-schema.js'
import { conditionOf } from './check.js'
import { checksIn, type Description, describedBy, type PrintedCheck } from './described.js'
import { failIf, type ReadPlace } from './function-body.js'
import { isPeculiar, mayBeMissing } from './presence.js'

/** Returns whether a check asks for a length, which a list has before it is copied. */
export function asksLength({ check }: PrintedCheck): boolean {
  return check === 'max_length' || check === 'min_length' || check === 'length_equals'
}

/** Prints the copying of a list. */
export function printList(schema: DescribedSchema, place: ReadPlace): string {
  const { body, value } = place
  failIf(place, `!Array.isArray(${value})`)
  askLength(schema, place)
  const copy = body.variable()
  body.add(`const ${copy} = new Array(${value}.length)`)
  each(describedBy(schema).element as DescribedSchema, place, copy, 0)
  return copy
}

/** Returns why a tuple can't be written down. */
export function faultOfTuple({ items = [] }: Description): string | undefined {
  return items.some(isPeculiar) ? 'an item that is missing in a way of its own' : undefined
}

/** Prints the copying of a list whose items differ. */
export function printTuple(schema: DescribedSchema, place: ReadPlace): string {
  const { body, value } = place
  const { items = [], rest } = describedBy(schema)
  // those at the end that may be missing
  const least = items.findLastIndex((item) => !mayBeMissing(item)) + 1
  failIf(place, `!Array.isArray(${value})`)
  askLength(schema, place)
  if (!rest) {
    if (least > 0) failIf(place, `${value}.length < ${least}`)
    failIf(place, `${value}.length > ${items.length}`)
  }
  const copy = body.variable()
  body.add(`const ${copy} = []`)
  items.forEach((item, index) => {
    const read = (): void => {
      const name = body.variable()
      body.add(`const ${name} = ${value}[${index}]`)
      const path = [...place.path, String(index)]
      body.add(`${copy}[${index}] = ${body.print(item, { ...place, value: name, path })}`)
    }
    if (index < least) read()
    else body.block(`if (${value}.length > ${index})`, read)
  })
  if (rest) each(rest, place, copy, items.length)
  return copy
}

/** Prints the copying of all items from one on. */
function each(element: DescribedSchema, place: ReadPlace, copy: string, from: number): void {
  const { body, value, path } = place
  const [index, item] = [body.variable(), body.variable()]
  body.block(`for (let ${index} = ${from}; ${index} < ${value}.length; ${index}++)`, () => {
    body.add(`const ${item} = ${value}[${index}]`)
    body.add(`${copy}[${index}] = ${body.print(element, { ...place, value: item, path: [...path, '*'] })}`)
  })
}

/** Prints what is asked of the length first: nobody's time is spent on the items of a list that is too long. */
function askLength(schema: DescribedSchema, place: ReadPlace): void {
  const { body, value, path } = place
  for (const check of checksIn(schema).filter(asksLength))
    failIf(place, conditionOf(check, value, { schema, scope: body.scope, path, kind: 'array' }).fails)
}
