// Draws schemas of zod's of the vocabulary that wire schemas use, each with a way to draw values that fit it or nearly do.
import * as zod from 'zod/mini'
import { boundedRecord, freeform, id, integer, openEnum, sensitive, timestamp, url } from '../../src/fields/index.js'
import { picked } from '../../src/testing/random.js'

type Random = () => number

/** A schema with what draws values for it. */
export interface DrawnSchema {
  readonly schema: zod.ZodMiniType
  readonly draw: (random: Random) => unknown
}

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
const keys = [
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

const scalars: readonly ((random: Random) => DrawnSchema)[] = [
  (random) => of(zod.string().check(zod.regex(picked(patterns, random))), texts),
  (random) => {
    const bounds = [
      zod.maxLength(Math.floor(random() * 4)),
      zod.minLength(Math.floor(random() * 4)),
      zod.length(Math.floor(random() * 4)),
      zod.regex(picked(patterns, random)),
      zod.regex(picked(patterns, random)),
    ]
    const checks = bounds.filter(() => random() < 0.3).sort(() => random() - 0.5)
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
  (random) =>
    of(picked([zod.email(), zod.uuid(), zod.iso.date(), zod.ulid()], random), [
      'a@b.cd',
      '2024-02-29',
      '00000000-0000-4000-8000-000000000000',
      'x',
    ]),
  () => of(freeform, [{}, { a: 1, b: null }, { a: [] }, JSON.parse('{"__proto__":1}')]),
  // what an application asks by functions of its own
  () => of(zod.string().check(zod.refine((text) => text.startsWith('a'))), texts),
  () => of(zod.number().check(zod.refine(Object.assign((value: number) => value < 2, { min: 5, max: 9 }))), numbers),
  () =>
    of(
      zod.custom((value) => value === 1 || value === undefined),
      [1, 2, undefined],
    ),
  () => of(zod.xor([zod.string(), zod.literal('a')]), ['a', 'b']),
]

type Inner = () => DrawnSchema

const compounds: readonly ((random: Random, inner: Inner) => DrawnSchema)[] = [
  (random, inner) => {
    const element = inner()
    const checks = [
      zod.maxLength(2),
      zod.minLength(1),
      zod.length(2),
      zod.refine((list) => (list as unknown[])[0] !== 'a'),
    ]
    return {
      schema: zod.array(element.schema).check(...(checks.filter(() => random() < 0.3) as never[])),
      draw: (one) => Array.from({ length: Math.floor(one() * 4) }, () => element.draw(one)),
    }
  },
  (random, inner) => {
    const items = Array.from({ length: Math.floor(random() * 4) }, inner)
    const rest = random() < 0.4 ? inner() : undefined
    return {
      schema: zod.tuple(items.map(({ schema }) => schema) as never, rest?.schema as never),
      draw: (one) => {
        const drawn = items.map((item) => item.draw(one)).slice(0, one() < 0.3 ? Math.floor(one() * 4) : 4)
        return one() < 0.4 ? [...drawn, ...drawn, (rest ?? items[0])?.draw(one)] : drawn
      },
    }
  },
  (random, inner) => recordOf(random, inner()),
  (random, inner) => {
    const value = inner()
    const words = ['a', 'constructor', 'b']
    const make = picked([zod.record, zod.partialRecord, zod.looseRecord], random)
    return {
      schema: make(zod.enum(words) as never, value.schema),
      draw: (one) =>
        Object.fromEntries([...words, 'more'].filter(() => one() < 0.8).map((key) => [key, value.draw(one)])),
    }
  },
  (_, inner) => {
    const value = inner()
    return { schema: boundedRecord(zod.string(), value.schema, 2), draw: (one) => fieldsOf(one, () => value.draw(one)) }
  },
  (random, inner) => {
    const options = Array.from({ length: 1 + Math.floor(random() * 3) }, inner)
    return { schema: zod.union(options.map(({ schema }) => schema)), draw: (one) => picked(options, one).draw(one) }
  },
  objectOf,
  objectOf,
  (random, inner) => {
    const [one, other] = [objectOf(random, inner), objectOf(random, inner)]
    const tagged = ({ schema }: DrawnSchema, kind: zod.ZodMiniType): never =>
      zod.extend(zod.object({ ...(schema as zod.ZodMiniObject).shape }), { kind }) as never
    const kinds = picked(
      [zod.enum(['other', '__proto__']), zod.literal(2), zod.null(), zod.optional(zod.literal('x'))],
      random,
    )
    return {
      schema: zod.discriminatedUnion('kind', [tagged(one, zod.literal('one')), tagged(other, kinds)]),
      draw: (drawer) => ({
        ...(picked([one, other], drawer).draw(drawer) as object),
        kind: picked(['one', 'other', '__proto__', 2, null, undefined, 'x'], drawer),
      }),
    }
  },
  (_, inner) => {
    const { schema, draw } = inner()
    return { schema: zod.lazy(() => schema), draw }
  },
  (_, inner) => {
    const { schema, draw } = inner()
    return { schema: zod.readonly(schema), draw }
  },
  (_, inner) => {
    const { schema, draw } = inner()
    return { schema: zod.nullable(schema), draw: (one) => (one() < 0.3 ? null : draw(one)) }
  },
  (random, inner) => {
    const { schema, draw } = inner()
    const optional = picked([zod.optional, zod.exactOptional], random)(schema)
    const asked = random() < 0.2 ? optional.check(zod.maxLength(2) as never) : optional
    return { schema: asked, draw: (one) => (one() < 0.3 ? undefined : draw(one)) }
  },
  (_, inner) => {
    const { schema, draw } = inner()
    return { schema: zod.intersection(schema, zod.unknown()), draw }
  },
  recursive,
]

function recordOf(random: Random, value: DrawnSchema): DrawnSchema {
  const key = picked(
    [
      zod.string(),
      zod.string().check(zod.maxLength(3)),
      zod.number(),
      zod.int(),
      zod.email(),
      sensitive('pii', zod.string()),
    ],
    random,
  )
  const make = picked([zod.record, zod.record, zod.looseRecord], random)
  return { schema: make(key as never, value.schema), draw: (one) => fieldsOf(one, () => value.draw(one)) }
}

function fieldsOf(random: Random, draw: () => unknown): object {
  const given = [...keys, '7', '1.50', 'a@b.cd'].filter(() => random() < 0.2)
  return Object.fromEntries(given.map((key) => [key, draw()]))
}

function objectOf(random: Random, inner: Inner): DrawnSchema {
  const fields = keys.filter(() => random() < 0.35).map((key) => [key, inner(), random() < 0.4] as const)
  const shape = Object.fromEntries(
    fields.map(([key, { schema }, mayMiss]) => [
      key,
      mayMiss ? picked([zod.optional, zod.optional, zod.exactOptional], random)(schema) : schema,
    ]),
  )
  const more = inner()
  const kind = picked([zod.object, zod.object, zod.strictObject, zod.looseObject, undefined], random)
  const plain = kind ? kind(shape) : zod.catchall(zod.object(shape), more.schema)
  return {
    schema: random() < 0.15 ? plain.check(zod.refine((held) => !('b' in held))) : plain,
    draw: (one) => ({
      ...Object.fromEntries(
        fields.filter(([, , mayMiss]) => !mayMiss || one() < 0.6).map(([key, { draw }]) => [key, draw(one)]),
      ),
      ...(one() < 0.2 && { undeclared: more.draw(one) }),
    }),
  }
}

function recursive(_: Random, inner: Inner): DrawnSchema {
  const value = inner()
  const node: zod.ZodMiniType = zod.object({
    value: value.schema,
    get children() {
      return zod.optional(zod.array(node))
    },
    next: zod.optional(zod.nullable(zod.lazy(() => node))),
  })
  const draw = (random: Random): unknown => ({
    value: value.draw(random),
    ...(random() < 0.4 && { children: Array.from({ length: Math.floor(random() * 3) }, () => draw(random)) }),
    ...(random() < 0.4 && { next: random() < 0.2 ? null : draw(random) }),
  })
  return { schema: node, draw }
}

/** Draws a schema. */
export function drawnSchema(random: Random, depth: number): DrawnSchema {
  if (depth === 0 || random() < 0.3) return picked(scalars, random)(random)
  return picked(compounds, random)(random, () => drawnSchema(random, depth - 1))
}
