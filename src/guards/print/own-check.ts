import { type DescribedSchema, marksOf } from '../described-schema.js'
import type { PrintedCheck } from './described.js'
import type { Scope } from './scope.js'

/** What this package's own checks say of themselves; a function of an application's may happen to say the same. */
interface OwnCheck {
  readonly min?: number
  readonly max?: number
  readonly entries?: number
  readonly characters?: number
}

/** Returns the bounds of the check of `integer`: what is registered beside the schema tells it from others. */
export function integerBounds(
  { fn, fits }: PrintedCheck,
  schema: DescribedSchema,
): readonly [number, number] | undefined {
  const { min, max } = (fn ?? fits) as OwnCheck
  const { type, minimum, maximum } = marksOf(schema)
  const isOwn = min !== undefined && max !== undefined && type === 'integer' && minimum === min && maximum === max
  return isOwn ? [min, max] : undefined
}

/** Prints the making of the check of a record, where a check is one. */
export function recordCheck({ fn, fits }: PrintedCheck, schema: DescribedSchema, scope: Scope): string | undefined {
  const { entries, characters } = (fn ?? fits) as OwnCheck
  const { maxProperties } = marksOf(schema) as { readonly maxProperties?: number }
  const isOwn = entries !== undefined && characters !== undefined && maxProperties === entries
  return isOwn ? `${scope.helper('recordWithin')}(${entries}, ${characters})` : undefined
}

/** Prints a check that is a function of this package's, or nothing where it is another. */
export function printOwnCheck(check: PrintedCheck, schema: DescribedSchema, scope: Scope): string | undefined {
  if (check.check !== 'custom' || typeof (check.fn ?? check.fits) !== 'function') return undefined
  const bounds = integerBounds(check, schema)
  if (!bounds) return recordCheck(check, schema, scope)
  const [min, max] = bounds
  const fits = `(value) => ${scope.helper('isWhole')}(value, ${min}, ${max})`
  return `Object.assign(${fits}, { min: ${min}, max: ${max} })`
}
