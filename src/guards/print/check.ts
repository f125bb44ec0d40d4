import type { DescribedSchema } from '../described-schema.js'
import { asked, type Condition, call, equal } from './condition.js'
import type { PrintedCheck } from './described.js'
import { faultOfFormat, isByPattern, textCondition } from './format.js'
import { valueLiteral } from './literal.js'
import { integerBounds, recordCheck } from './own-check.js'
import type { Scope } from './scope.js'

/** What a check is printed for. */
export interface Checked {
  readonly schema: DescribedSchema
  readonly scope: Scope
  readonly path: readonly string[]
  /** The kind of value, where it is known by then. */
  readonly kind?: 'string' | 'number' | 'array'
}

/** The types of numbers in other languages, each with its bounds. */
export const ranges: Readonly<Record<string, readonly [number, number]>> = {
  safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
  float32: [-3.4028234663852886e38, 3.4028234663852886e38],
  float64: [-Number.MAX_VALUE, Number.MAX_VALUE],
}

/** Returns why a check can't be written down, or nothing where it can. */
export function faultOfCheck(printed: PrintedCheck): string | undefined {
  const { check, when, format, value, maximum, minimum, length, fn, fits } = printed
  const isOfLength = check === 'max_length' || check === 'min_length' || check === 'length_equals'
  if (when && !isOfLength) return 'a check that is made under a condition'
  const bound = maximum ?? minimum ?? length
  if (isOfLength)
    return Number.isSafeInteger(bound) && Number(bound) >= 0 ? undefined : 'a length that is no whole number'
  if (check === 'greater_than' || check === 'less_than' || check === 'multiple_of')
    return typeof value === 'number' ? undefined : `a bound that is a ${typeof value}`
  if (check === 'string_format') return faultOfFormat(printed)
  if (check === 'number_format') return format && Object.hasOwn(ranges, format) ? undefined : `the format ${format}`
  if (check === 'custom') return typeof (fn ?? fits) === 'function' ? undefined : 'a check that writes its own issues'
  return `the check ${check}`
}

/** Prints what a check asks of a value. */
export function conditionOf(check: PrintedCheck, value: string, checked: Checked): Condition {
  const { scope, kind } = checked
  switch (check.check) {
    case 'max_length':
    case 'min_length':
    case 'length_equals':
      return lengthCondition(check, value, checked)
    case 'greater_than':
      return bounded(value, check.inclusive === false ? '>' : '>=', check.inclusive === false ? '<=' : '<', check, kind)
    case 'less_than':
      return bounded(value, check.inclusive === false ? '<' : '<=', check.inclusive === false ? '>=' : '>', check, kind)
    case 'multiple_of':
      return call(`${scope.helper('isWholeMultiple')}(${value}, ${valueLiteral(check.value)})`)
    case 'number_format':
      return formatCondition(check.format as string, value, scope)
    case 'string_format':
      return isByPattern(check)
        ? patternCondition(check.pattern as RegExp, value, scope)
        : textCondition(check, value, scope)
    default:
      return customCondition(check, value, checked)
  }
}

function bounded(value: string, sign: string, opposite: string, check: PrintedCheck, kind?: string): Condition {
  const bound = valueLiteral(check.value)
  const fits = `${value} ${sign} ${bound}`
  // what is no number is neither more nor less
  return kind === 'number' && !Number.isNaN(check.value)
    ? { fits, fails: `${value} ${opposite} ${bound}` }
    : asked(fits)
}

function lengthCondition(check: PrintedCheck, value: string, { scope, kind }: Checked): Condition {
  const { length } = check
  const { maximum, minimum } = length === undefined ? check : {}
  const most = maximum ?? length
  const least = minimum ?? length
  if (kind === 'string') {
    if (maximum !== undefined) return call(`${scope.helper('isShort')}(${value}, ${maximum})`)
    if (minimum === 1) return { fits: `${value} !== ""`, fails: `${value} === ""` }
    const isLong = call(`${scope.helper('isShort')}(${value}, ${(least as number) - 1})`)
    if (length === undefined) return { fits: isLong.fails, fails: isLong.fits }
    return asked(`${scope.helper('isShort')}(${value}, ${length}) && ${isLong.fails}`)
  }
  if (kind === 'array') {
    if (length !== undefined) return equal(`${value}.length`, String(length))
    return maximum !== undefined
      ? { fits: `${value}.length <= ${maximum}`, fails: `${value}.length > ${maximum}` }
      : { fits: `${value}.length >= ${minimum}`, fails: `${value}.length < ${minimum}` }
  }
  const bounds = [valueLiteral(least), valueLiteral(most)].join(', ')
  return call(`${scope.helper('isOfLength')}(${value}, ${bounds})`)
}

function formatCondition(format: string, value: string, scope: Scope): Condition {
  if (format === 'safeint' || format === 'float64')
    return call(`Number.${format === 'safeint' ? 'isSafeInteger' : 'isFinite'}(${value})`)
  const [least, most] = ranges[format] as readonly [number, number]
  if (format === 'float32') return asked(`${value} >= ${least} && ${value} <= ${most}`)
  return call(`${scope.helper('isWhole')}(${value}, ${least}, ${most})`)
}

function patternCondition(pattern: RegExp, value: string, scope: Scope): Condition {
  const name = scope.pattern(pattern)
  // such a pattern remembers where it was
  return pattern.global || pattern.sticky
    ? asked(`(${name}.lastIndex = 0, ${name}.test(${value}))`)
    : call(`${name}.test(${value})`)
}

/** Returns whether a check asks for a whole number, and so for a number too. */
export function asksWhole(check: PrintedCheck, schema: DescribedSchema): boolean {
  if (check.check === 'number_format') return check.format !== 'float32' && check.format !== 'float64'
  return check.check === 'custom' && integerBounds(check, schema) !== undefined
}

function customCondition(check: PrintedCheck, value: string, { schema, scope, path }: Checked): Condition {
  const bounds = integerBounds(check, schema)
  if (bounds) return call(`${scope.helper('isWhole')}(${value}, ${bounds.join(', ')})`)
  const limit = recordCheck(check, schema, scope)
  if (limit) return call(`${scope.constant(limit)}(${value})`)
  return call(`holds(${scope.value(check.fn ?? check.fits, path, 'a check that is a function of yours')}(${value}))`)
}
