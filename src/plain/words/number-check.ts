import { isWholeMultiple } from '../../fields/check.js'
import { type Check, type SchemaIssue, schemaIssue } from '../schema.js'

/** Asks for a number of less than so much. */
export function lt(maximum: number): Check {
  return {
    check: 'less_than',
    maximum,
    value: maximum,
    inclusive: false,
    fits: (value) => value < maximum,
  }
}

/** Asks for a number of more than so much. */
export function gt(minimum: number): Check {
  return {
    check: 'greater_than',
    minimum,
    value: minimum,
    inclusive: false,
    fits: (value) => value > minimum,
  }
}

/** Asks for a multiple of a number. */
export function multipleOf(step: number): Check {
  return {
    check: 'multiple_of',
    value: step,
    fits: (value) => isWholeMultiple(value, step),
  }
}

/** Asks for a number that fits a type of other languages, as `int32`. */
export function numberFormat(format: string, least: number, most: number, abort = false): Check {
  const isWhole = format.includes('int')
  const fits = (value: number, issues: SchemaIssue[]): boolean => {
    const add = (reason: Pick<SchemaIssue, 'maximum' | 'minimum'>): unknown =>
      issues.push(schemaIssue(reason, [], !abort, value))
    if (isWhole && !Number.isInteger(value)) issues.push(schemaIssue({ expected: 'int' }, [], false, value))
    else if (isWhole && !Number.isSafeInteger(value))
      add(value > 0 ? { maximum: Number.MAX_SAFE_INTEGER } : { minimum: Number.MIN_SAFE_INTEGER })
    else {
      if (value < least) add({ minimum: least })
      if (value > most) add({ maximum: most })
    }
    return true
  }
  return { check: 'number_format', format, abort, fits: fits as Check['fits'] }
}
