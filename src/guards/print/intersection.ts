import type { DescribedSchema } from '../described-schema.js'
import { type Description, describedBy, lazyInner } from './described.js'
import { named, type ReadPlace } from './function-body.js'

/** Returns why an intersection can't be written down: a key that one side refuses may be one of the other's. */
export function faultOfIntersection({ left, right }: Description): string | undefined {
  const isRefusing = [left, right].some((side) => refusesKeys(side as DescribedSchema))
  return isRefusing ? 'an intersection of what refuses keys' : undefined
}

/** Prints the copying of what fits two schemas. */
export function printIntersection(schema: DescribedSchema, place: ReadPlace): string {
  const { body } = place
  const { left, right } = describedBy(schema)
  const [one, other] = [left, right].map((side) => named(place, body.print(side as DescribedSchema, place)))
  const copy = body.variable()
  body.add(`const ${copy} = ${body.scope.helper('mergedCopies')}(${one}, ${other})`)
  // as zod does, so that no other option of a choice around is tried
  body.add(`if (${copy} === ${body.scope.helper('UNMERGED')}) throw TypeError("copies that can not be one")`)
  return copy
}

function refusesKeys(schema: DescribedSchema, seen: ReadonlySet<object> = new Set()): boolean {
  if (seen.has(schema)) return false
  const described = describedBy(schema)
  const { type, catchall, mode, innerType, options, left, right, getter } = described
  if (type === 'object') return catchall !== undefined && describedBy(catchall).type === 'never'
  if (type === 'record') return mode !== 'loose'
  const parts = [...(options ?? []), innerType, left, right, getter && lazyInner(described)]
  return parts.some((part) => part && refusesKeys(part, new Set([...seen, schema])))
}
