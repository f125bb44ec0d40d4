import { isOfLength } from '../../fields/check.js'
import { type Check, type SchemaIssue, schemaIssue } from '../schema.js'

/** Asks for exactly so many characters or items. */
export function length(length: number, abort = false): Check {
  const fits = (value: unknown, issues: SchemaIssue[]): boolean => {
    if (!isOfLength(value, Number.NEGATIVE_INFINITY, length))
      issues.push(schemaIssue({ maximum: length }, [], !abort, value))
    else if (!isOfLength(value, length)) issues.push(schemaIssue({ minimum: length }, [], !abort, value))
    return true
  }
  return { check: 'length_equals', isOfLength: true, maximum: length, length, abort, fits }
}
