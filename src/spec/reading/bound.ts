import { type DescribedSchema, marksOf } from '../../guards/described-schema.js'
import { checksIn, describedBy, enumValues, type PrintedCheck } from '../../guards/print/described.js'

/** Returns what a part of a schema has no bound for, and how it gets one, or nothing where it is bounded. */
export function unboundedIn(schema: DescribedSchema): string | undefined {
  const { type, keyType, catchall } = describedBy(schema)
  const checks = checksIn(schema)
  switch (type) {
    case 'string':
      return checks.some(boundsText) ? undefined : 'a text without a bound: use text(max)'
    case 'array':
      return mostOf(checks) === undefined ? 'a list without a bound: add z.maxLength(max)' : undefined
    case 'tuple':
      return describedBy(schema).rest
        ? 'a list without a bound: end it, or use z.array() with z.maxLength(max)'
        : undefined
    case 'record':
      return entriesOf(schema) === undefined && !hasWords(keyType)
        ? 'a record without a bound: use boundedRecord(key, value, maxEntries)'
        : undefined
    case 'object':
      return catchall && describedBy(catchall).type !== 'never'
        ? 'fields of any name: declare them, or use boundedRecord(key, value, maxEntries)'
        : undefined
    case 'unknown':
    case 'any':
    case 'custom':
      return 'a value of any kind and size: declare what it is, or use freeform'
    default:
      return undefined
  }
}

/** Returns how many characters or items a schema lets through, where it says so. */
export function mostOf(checks: readonly PrintedCheck[]): number | undefined {
  const bounds = checks.flatMap(({ check, maximum, length }) =>
    check === 'max_length' || check === 'length_equals' ? [maximum ?? length ?? Number.POSITIVE_INFINITY] : [],
  )
  return bounds.length ? Math.min(...bounds) : undefined
}

/** Returns how many characters a text has at the most, as far as its checks tell. */
export function mostText(schema: DescribedSchema): number {
  const checks = checksIn(schema)
  return mostOf(checks) ?? Math.min(...checks.filter(boundsText).map(({ pattern }) => mostMatched(pattern as RegExp)))
}

/** Returns how many entries a record has at the most. */
export function entriesOf(schema: DescribedSchema): number | undefined {
  const { maxProperties } = marksOf(schema) as { readonly maxProperties?: number }
  return maxProperties
}

/** Returns how many characters a free-form record holds at the most. */
export function charactersOf(schema: DescribedSchema): number | undefined {
  return (marksOf(schema) as { readonly 'x-maxCharacters'?: number })['x-maxCharacters']
}

function hasWords(schema: DescribedSchema | undefined): boolean {
  return (
    schema !== undefined &&
    ['enum', 'literal'].includes(describedBy(schema).type) &&
    enumValues(describedBy(schema)).length > 0
  )
}

function boundsText({ check, pattern }: PrintedCheck): boolean {
  if (check === 'max_length' || check === 'length_equals') return true
  return pattern !== undefined && /^\^.*\$$/s.test(pattern.source) && !/[*+]|\{\d+,\}/.test(withoutSets(pattern))
}

/** Adds up how often the parts of a pattern are repeated, and what stands once. */
function mostMatched(pattern: RegExp): number {
  const source = withoutSets(pattern)
  return [...source.matchAll(/\{(?:\d+,)?(\d+)\}/g)].reduce((sum, [, most]) => sum + Number(most), source.length)
}

/** Puts a letter in the place of every set and escape of a pattern, in which the signs of repetition are letters. */
function withoutSets({ source }: RegExp): string {
  return source.replace(/\\./gs, '_').replace(/\[[^\]]*\]/g, '_')
}
