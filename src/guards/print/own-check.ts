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
export function integerBounds({ fn }: PrintedCheck, schema: DescribedSchema): readonly [number, number] | undefined {
  const { type, minimum, maximum } = marksOf(schema)
  if (type !== 'integer' || minimum === undefined || maximum === undefined) return undefined
  // what the build has printed holds no function of an application's
  const { min, max }: OwnCheck = fn ?? { min: minimum, max: maximum }
  return min === minimum && max === maximum ? [minimum, maximum] : undefined
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
  return `(value) => ${scope.helper('isWhole')}(value, ${bounds.join(', ')})`
}
