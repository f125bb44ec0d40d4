import { idPattern, instantPattern, shortIdPattern, shortInstantPattern } from '../../fields/pattern.js'
import type { DescribedSchema } from '../described-schema.js'
import { checksIn, type PrintedCheck } from '../print/described.js'

type Json = Readonly<Record<string, unknown>>

/** Writes the bounds of a length down. */
export function lengthLimits(schema: DescribedSchema, least: string, most: string): Json {
  const checks = checksIn(schema)
  const bound = (name: string, part: 'maximum' | 'minimum'): number[] =>
    checks.flatMap((check) => (check.check === name ? [check[part] as number] : []))
  const exact = checks.flatMap(({ check, length }) => (check === 'length_equals' ? [length as number] : []))
  const [from, to] = [bound('min_length', 'minimum'), bound('max_length', 'maximum')]
  return {
    ...(from.length + exact.length > 0 && { [least]: Math.max(...from, ...exact) }),
    ...(to.length + exact.length > 0 && { [most]: Math.min(...to, ...exact) }),
  }
}

/** The bounds of the kinds of numbers. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
  float32: [-3.4028234663852886e38, 3.4028234663852886e38],
  float64: [-Number.MAX_VALUE, Number.MAX_VALUE],
}

/** Writes down what is asked of a number. */
export function numberLimits(schema: DescribedSchema): Json {
  const checks = checksIn(schema)
  const formats = checks.flatMap(({ check, format = '' }) => (check === 'number_format' ? [format] : []))
  const bounds = (name: string, isInclusive: boolean): number[] =>
    checks.flatMap(({ check, value, inclusive }) =>
      check === name && (inclusive !== false) === isInclusive ? [value as number] : [],
    )
  const whole = formats.map((format) => ranges[format] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])
  return {
    type: formats.some((format) => format.includes('int')) ? 'integer' : 'number',
    ...bound(
      'inimum',
      [...bounds('greater_than', true), ...whole.map(([from]) => from)],
      bounds('greater_than', false),
    ),
    ...bound('aximum', [...bounds('less_than', true), ...whole.map(([, to]) => to)], bounds('less_than', false)),
    ...divisors(checks),
  }
}

/** Writes one bound down: of one that is left out and one that is taken in, the narrower. */
function bound(name: 'aximum' | 'inimum', taken: readonly number[], left: readonly number[]): Json {
  const narrowest = name === 'inimum' ? Math.max : Math.min
  const [within, beyond] = [narrowest(...taken), narrowest(...left)]
  if (left.length && narrowest(within, beyond) === beyond) return { [`exclusiveM${name}`]: beyond }
  return taken.length ? { [`m${name}`]: within } : {}
}

function divisors(checks: readonly PrintedCheck[]): Json {
  const asked = checks.flatMap(({ check, value }) => (check === 'multiple_of' ? [Math.abs(value as number)] : []))
  const [first, ...others] = new Set(asked)
  if (asked.some((divisor) => !Number.isFinite(divisor) || divisor === 0))
    throw new Error('a number by which nothing can be divided has no keyword in JSON Schema')
  return {
    ...(first !== undefined && { multipleOf: first }),
    ...(others.length > 0 && { allOf: others.map((multipleOf) => ({ multipleOf })) }),
  }
}

/** What JSON Schema calls the formats that it calls otherwise; what is checked by a pattern alone has none. */
const formatNames: Readonly<Record<string, string>> = {
  guid: 'uuid',
  url: 'uri',
  datetime: 'date-time',
  json_string: 'json-string',
  regex: '',
  // it takes no zone, which the format of that name asks for
  time: '',
}

/** What text in these encodings looks like, of which only the letters are checked by a pattern. */
const encodings: Readonly<Record<string, RegExp>> = {
  base64: /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/,
  base64url: /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/,
}

/** What is read of a check for text. */
type TextCheck = PrintedCheck & { readonly local?: boolean; readonly precision?: number | null }

/** Writes down what is asked of text. */
export function textLimits(schema: DescribedSchema): Json {
  const checks = checksIn(schema).filter(({ check }) => check === 'string_format') as TextCheck[]
  const formats = checks.map(({ format = 'regex' }) => format)
  const last = formats.at(-1) ?? ''
  // what takes more than the format of that name does is no such format
  const isLax = checks.some(({ local, precision }) => local || precision === -1)
  const format = isLax ? '' : (formatNames[last] ?? last)
  const encoding = formats.findLast((each) => each in encodings)
  const sources = [...patternsOf(checks, schema)]
  return {
    type: 'string',
    ...lengthLimits(schema, 'minLength', 'maxLength'),
    ...(format && { format }),
    ...(encoding && { contentEncoding: encoding }),
    ...(sources.length > 1
      ? { allOf: sources.map((pattern) => ({ pattern })) }
      : sources[0] && { pattern: sources[0] }),
  }
}

function patternsOf(checks: readonly TextCheck[], schema: DescribedSchema): readonly string[] {
  const known = new Map<RegExp, string>()
  for (const { pattern, format = '' } of checks)
    if (pattern) known.set(pattern, sourceOf((Object.hasOwn(encodings, format) && encodings[format]) || pattern))
  const { patterns } = ('_zod' in schema ? schema._zod.bag : {}) as { patterns?: ReadonlySet<RegExp> }
  for (const pattern of patterns ?? []) if (!known.has(pattern)) known.set(pattern, pattern.source)
  return [...known.values()]
}

const spelledOut: ReadonlyMap<string, RegExp> = new Map([
  [String(shortIdPattern), idPattern],
  [String(shortInstantPattern), instantPattern],
])

/** Returns the source of a pattern, as other languages read it too. */
function sourceOf(pattern: RegExp): string {
  return (spelledOut.get(String(pattern)) ?? pattern).source
}

/** Lists the patterns that text has to match, as JSON Schema has them. */
export function patternsAsked(schema: DescribedSchema): readonly string[] {
  return patternsOf(checksIn(schema) as TextCheck[], schema)
}
