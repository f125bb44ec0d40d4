import { type Answer, both } from '../answer.js'
import type { Tick } from '../clock.js'
import { codePointLength, isJsonObject, type JsonValue, kindOf, toCanonicalText } from '../json.js'
import { isMultiple } from '../rational.js'
import { toPattern } from '../regex/pattern.js'
import { isMatch } from '../regex/pattern-match.js'
import { flagsKeyword } from './dialect.js'
import { formatBounds, isOfFormat, isSpelledOut } from './format.js'

type Keywords = ReadonlyMap<string, unknown>

/** How assertions are judged. */
export interface AssertionOptions {
  readonly ignoresFormat: boolean
  readonly tick: Tick
}

/** Judges a value by the keywords that hold no schemas; gives nothing where a format can't be judged. */
export function judgeAssertions(keywords: Keywords, value: JsonValue, options: AssertionOptions): Answer {
  const type = keywords.get('type') as string | string[] | undefined
  if (type !== undefined && !isOfTypes(value, type)) return false
  const only = keywords.get('const') as JsonValue | undefined
  if (only !== undefined && !isSame(only, value)) return false
  const values = keywords.get('enum') as JsonValue[] | undefined
  if (values && !values.some((candidate) => isSame(candidate, value))) return false
  if (typeof value === 'number' ? !isWithin(keywords, value) : !isCounted(keywords, value)) return false
  const format = judgeFormat(keywords, value, options)
  if (format === false || typeof value !== 'string' || !keywords.has('pattern')) return format
  const flags = keywords.get(flagsKeyword) as string | undefined
  return both(format, isMatch(toPattern(keywords.get('pattern') as string, flags), value, options.tick))
}

function isOfTypes(value: JsonValue, type: string | readonly string[]): boolean {
  return typeof type === 'string' ? isOfType(value, type) : type.some((name) => isOfType(value, name))
}

function isOfType(value: JsonValue, name: string): boolean {
  return name === 'integer' ? Number.isInteger(value) : kindOf(value) === name
}

function isSame(left: JsonValue, right: JsonValue): boolean {
  return typeof left === 'object' && typeof right === 'object'
    ? toCanonicalText(left) === toCanonicalText(right)
    : left === right
}

function isWithin(keywords: Keywords, value: number): boolean {
  const bound = (keyword: string): number => (keywords.get(keyword) as number | undefined) ?? Number.NaN
  if (value < bound('minimum') || value > bound('maximum')) return false
  if (value <= bound('exclusiveMinimum') || value >= bound('exclusiveMaximum')) return false
  return !keywords.has('multipleOf') || isMultiple(value, bound('multipleOf'))
}

const countKeywords = {
  string: ['minLength', 'maxLength'],
  array: ['minItems', 'maxItems'],
  object: ['minProperties', 'maxProperties'],
} as const

function sizeOf(value: JsonValue): number {
  if (typeof value === 'string') return codePointLength(value)
  return Array.isArray(value) ? value.length : isJsonObject(value) ? Object.keys(value).length : 0
}

function isCounted(keywords: Keywords, value: JsonValue): boolean {
  const kind = kindOf(value)
  if (kind !== 'string' && kind !== 'array' && kind !== 'object') return true
  const [least, most] = countKeywords[kind]
  if (!keywords.has(least) && !keywords.has(most)) return true
  const size = sizeOf(value)
  return (
    size >= ((keywords.get(least) as number | undefined) ?? 0) &&
    size <= ((keywords.get(most) as number | undefined) ?? Infinity)
  )
}

function judgeFormat(keywords: Keywords, value: JsonValue, { ignoresFormat, tick }: AssertionOptions): Answer {
  const format = keywords.get('format') as string | undefined
  if (format === undefined || ignoresFormat || isSpelledOut(format, keywords.get('pattern'))) return true
  if (typeof value === 'string') return isOfFormat(format, value, tick)
  return formatBounds(format) ? true : undefined
}
