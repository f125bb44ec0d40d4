// Draws schemas of values that are copied as they are, or nearly, each with values that fit it or nearly do.
import * as zod from 'zod/mini'
import { bytes, digits, freeform, id, integer, openEnum, sensitive, timestamp, url } from '../../src/fields/index.js'
import { picked } from '../../src/testing/random.js'
import { brokenAddresses, formats } from './random-format.js'

/** Draws a number from 0 to 1. */
export type Random = () => number

/** A schema with what draws values for it. */
export interface DrawnSchema {
  readonly schema: zod.ZodMiniType
  readonly draw: (random: Random) => unknown
}

/** Names of fields, some of them hard to write down. */
export const keys = [
  'a',
  'b',
  'toString',
  'constructor',
  'a-b',
  '1',
  '__proto__',
  'quo"te',
  '\u2028',
  'input',
  'v0',
  'hasOwnProperty',
]
const texts = [
  '',
  'a',
  'ab',
  'abc',
  'abcd',
  'é',
  '😀',
  '😀😀',
  '😀😀😀',
  '\ud83d',
  '\ude00\ud83d',
  'a\nb',
  '\u2028',
  'A',
  '1',
  '-0',
  '1.5',
  '1e3',
]
const numbers = [
  0,
  -0,
  1,
  -1,
  1.5,
  2,
  3,
  10,
  0.3,
  2.03,
  2 ** 31,
  -(2 ** 31),
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  1e300,
  5e-324,
]
const hardWords = [
  'a',
  '__proto__',
  'constructor',
  'it\'s "quoted"',
  '`$' + '{1}`',
  '\u2028\u2029',
  '\\',
  '</script>',
  '\ud800',
  '',
]
const amounts = ['0', '-0', '7', '-7', '100', '1000', '-100', '01', '18446744073709551616', '1'.repeat(21), '1\n', '']
const blobs = [
  new Uint8Array(0),
  Uint8Array.of(1, 2),
  Uint8Array.of(9, 8, 7, 6).subarray(1, 3),
  Buffer.from('abc'),
  Buffer.from('YWI=', 'base64'),
  Uint8Array.of(5).buffer,
  new ArrayBuffer(4),
  new Uint16Array(1),
  new DataView(new ArrayBuffer(1)),
  [1],
  'YQ==',
]
// TypeScript knows that flag for later targets only
const unicodeSets = 'v'
const patterns = [
  /^a+$/,
  /^[a-z]$/i,
  /b/g,
  /a/y,
  /^.$/u,
  /^.$/s,
  /^\p{L}+$/u,
  /^[^\u{1f600}]*$/u,
  /é|\//,
  /^$|\n/m,
  /\u2028/,
  /[\ud800-\udbff]/,
  RegExp('^[\\p{L}--[a-c]]$', unicodeSets),
]

const of = (schema: zod.ZodMiniType, values: readonly unknown[]): DrawnSchema => ({
  schema,
  draw: (random) => picked(values, random),
})

/** Makers of schemas. */
export const scalars: readonly ((random: Random) => DrawnSchema)[] = [
  (random) => of(zod.string().check(zod.regex(picked(patterns, random))), texts),
  (random) => {
    const bounds = [
      zod.maxLength(Math.floor(random() * 4)),
      zod.minLength(Math.floor(random() * 4)),
      zod.length(Math.floor(random() * 4)),
      zod.regex(picked(patterns, random)),
      zod.regex(picked(patterns, random)),
      zod.startsWith(picked(['a', '.', '', '(', '\n'], random)),
      zod.endsWith(picked(['b', 'b', '$', ''], random)),
      zod.includes(picked(['b', '[', ''], random), ...picked([[], [{ position: 1 }]] as const, random)),
      zod.lowercase(),
      zod.uppercase(),
      zod.maxLength(Math.floor(random() * 4), { abort: true }),
      zod.regex(/^[a-z]/, { abort: true }),
      zod.length(Math.floor(random() * 4), { abort: true }),
    ]
    const checks = bounds.filter(() => random() < 0.18).sort(() => random() - 0.5)
    return of(zod.string().check(...checks), texts)
  },
  (random) => {
    const bound = picked(numbers, random)
    const bounds = [
      zod.gte(bound),
      zod.lte(bound),
      zod.gt(bound),
      zod.lt(bound),
      zod.multipleOf(picked([0.1, 0.07, 2, 3], random)),
    ]
    return of(zod.number().check(...bounds.filter(() => random() < 0.2)), numbers)
  },
  (random) => of(picked([zod.int(), zod.int32(), zod.uint32(), zod.float32(), zod.float64()], random), numbers),
  (random) => {
    const least = picked([-1, 0, 1, Number.MIN_SAFE_INTEGER], random)
    return of(integer(least, picked([1, 3, Number.MAX_SAFE_INTEGER], random)), numbers)
  },
  () => of(zod.boolean(), [true, false]),
  () => of(zod.null(), [null]),
  () => of(zod.undefined(), [undefined]),
  (random) => of(picked([zod.unknown(), zod.any()], random), [undefined, null, 1, 'x', {}]),
  (random) => of(zod.unknown().check(zod.maxLength(2)), [picked(texts, random), [1, 2, 3], [], { length: 3 }, null, 5]),
  (random) => {
    const words = hardWords.filter(() => random() < 0.5)
    return words.length ? of(zod.enum(words), hardWords) : of(zod.literal('x'), ['x'])
  },
  () => of(zod.enum({ Red: 0, Green: 1, Blue: 'blue', 0: 'Red', 1: 'Green' } as never), [0, 1, 'blue', 'Red', 'Green']),
  (random) => {
    const value = picked([0, -0, 1.5, true, false, null, undefined, ...hardWords], random)
    return of(zod.literal(value), [value, 0, -0])
  },
  () => of(zod.literal([1, 'x', null, Number.NaN] as never), [1, 'x', null, Number.NaN]),
  (random) =>
    of(picked([id, timestamp, url, openEnum(['a', 'b']), sensitive('phi', id)], random), [
      'x1',
      'a b',
      '2024-02-29T00:00:00Z',
      'https://x.y',
      'x'.repeat(65),
      '😀'.repeat(64),
    ]),
  (random) => of(digits(picked([1, 3, 20], random), { signed: random() < 0.5 }), amounts),
  (random) => {
    const most = Math.floor(random() * 4)
    const schema = bytes(picked([most, most, 1000], random))
    return of(random() < 0.3 ? schema.check(zod.refine((all) => all[0] !== 1)) : schema, blobs)
  },
  () => of(zod.url(), brokenAddresses),
  formatted,
  formatted,
  numbered,
  template,
  () => of(freeform, [{}, { a: 1, b: null }, { a: [] }, JSON.parse('{"__proto__":1}')]),
  // what an application asks by functions of its own
  () => of(zod.string().check(zod.refine((text) => text.startsWith('a'))), texts),
  () => of(zod.number().check(zod.refine(Object.assign((value: number) => value < 2, { min: 5, max: 9 }))), numbers),
  () =>
    of(
      zod.custom((value) => value === 1 || value === undefined),
      [1, 2, undefined],
    ),
  (random) => of(picked([zod.void(), zod.never()], random), [undefined, 1]),
  (random) => of(zod.enum({ a: 'a', one: 1, two: 2 }), picked([['a', 1, 2, 'one'], [1]], random)),
]

/** Draws a format, by itself or among other checks of a text. */
function formatted(random: Random): DrawnSchema {
  const [make, values] = picked(formats, random)
  const alone = make()
  const checks = [zod.maxLength(40), alone, zod.minLength(3), zod.regex(/^[^ ]/)]
  const schema = picked(
    [
      alone,
      (alone as zod.ZodMiniString).check(zod.maxLength(12)),
      zod.string().check(...(checks.filter((check) => check === alone || random() < 0.4) as never[])),
    ],
    random,
  )
  return of(schema, [...values, ...values, ...texts])
}

/** Draws a number of a type that other languages have, among bounds. */
function numbered(random: Random): DrawnSchema {
  const abort = picked([{}, { abort: true }], random)
  const checks = [zod.int(abort), zod.int32(abort), zod.uint32(), zod.float32(), zod.multipleOf(2), zod.gt(-2, abort)]
  const chosen = checks.filter(() => random() < 0.3) as never[]
  return of(zod.number().check(...chosen), [...numbers, Number.NaN, Number.POSITIVE_INFINITY])
}

/** Draws text that is put together of parts. */
function template(random: Random): DrawnSchema {
  const part = picked([zod.string(), zod.number(), zod.enum(['a', 'b']), zod.int(), zod.literal('.')], random)
  return of(zod.templateLiteral(['x-', part as never]), ['x-', 'x-a', 'x-1', 'x-1.5', 'x-.', 'x-\n', 'y-a', 1])
}
