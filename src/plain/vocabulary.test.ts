import { inspect, isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import * as zod from 'zod/mini'
import { changed, drawn, junk, placesIn, seeded } from '../../test/schema-value.js'
import { event } from '../contract/event/event.js'
import { recordWithin } from '../fields/record-limit.js'
import { marksOf } from '../guards/described-schema.js'
import { interpret } from '../guards/interpreter.js'
import { jsonSchemaOf } from '../guards/json-schema.js'
import { safeParsePayload } from '../guards/payload.js'
import { redact } from '../guards/redact.js'
import { loadZod } from '../guards/zod.js'
import { type Check, PlainSchema, type SchemaIssue } from './schema.js'
import * as own from './vocabulary.js'

await loadZod()

// one builder makes both, so that each schema stands beside its twin
type Vocabulary = typeof zod
type Make = (z: Vocabulary) => zod.ZodMiniType
const plain = own as unknown as Vocabulary
// in the way of zod's
Object.assign(PlainSchema.prototype, {
  check(this: PlainSchema, ...checks: readonly Check[]) {
    return own.qualified(this, checks)
  },
})

/** Marks a schema in the way of its maker: zod keeps marks in a registry, the plain schemas themselves. */
function marked<Schema extends zod.ZodMiniType>(schema: Schema, marks: object): Schema {
  if (schema instanceof PlainSchema) return own.qualified(schema, [], marks as never) as never
  return (schema as zod.ZodMiniType).register(zod.globalRegistry, marks as never) as Schema
}

const words = ['red', 'green', 'constructor']

const scalars: readonly Make[] = [
  (z) => z.string(),
  (z) => z.string().check(z.minLength(1), z.maxLength(3)),
  (z) => z.string().check(z.minLength(2)),
  (z) => z.string().check(z.maxLength(5), z.regex(/^[a-z]+$/u)),
  (z) => marked(z.string().check(z.regex(/^[0-9]{4}$/)), { 'x-format': 'id' }),
  (z) => marked(z.string(), { 'x-sensitive': 'phi' }),
  (z) => z.number(),
  (z) => z.number().check(z.gte(-1), z.lte(10)),
  (z) => marked(z.number().check(z.refine(Number.isSafeInteger)), { type: 'integer', minimum: 0, maximum: 9 }),
  (z) => z.boolean(),
  (z) => z.null(),
  (z) => z.enum(words),
  (z) => z.literal('only'),
  (z) => z.literal(7),
]

const compounds: readonly ((inner: () => Make, fields: () => Record<string, Make>) => Make)[] = [
  (inner, _, element = inner()) =>
    (z) =>
      z.array(element(z)).check(z.maxLength(2)),
  (inner, _, value = inner()) =>
    (z) =>
      marked(z.record(z.string().check(z.regex(/^[^x]*$/)), value(z)).check(z.refine(recordWithin(3))), {
        maxProperties: 3,
      }),
  (inner, _, one = inner(), other = inner()) =>
    (z) =>
      z.union([one(z), other(z), z.number().check(z.gte(3))]),
  (_, fields, shape = fields()) =>
    (z) =>
      z.object(built(z, shape)),
  (_, fields, shape = fields(), more = fields()) =>
    (z) =>
      z.extend(z.object(built(z, shape)), built(z, more)),
  (_, fields, one = fields(), other = fields()) =>
    (z) =>
      z.discriminatedUnion('kind', [
        z.object({ ...built(z, one), kind: z.literal('one') }),
        z.object({ ...built(z, other), kind: z.enum(['other', 'another']) }),
      ]),
]

const built = (z: Vocabulary, shape: Readonly<Record<string, Make>>): Record<string, zod.ZodMiniType> =>
  Object.fromEntries(Object.entries(shape).map(([key, make]) => [key, make(z)]))

/** Draws how a schema is made. */
function make(random: () => number, depth: number): Make {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const inner = (): Make => make(random, depth - 1)
  const fields = (): Record<string, Make> =>
    Object.fromEntries(
      ['a', 'b', 'toString', 'constructor'].slice(Math.floor(random() * 4)).map((key) => {
        const field = inner()
        return [key, random() < 0.4 ? (z) => z.optional(field(z)) : field]
      }),
    )
  return depth > 0 && random() < 0.7 ? pick(compounds)(inner, fields) : pick(scalars)
}

const judged = (schema: zod.ZodMiniType, value: unknown): unknown => {
  const payload = event({ payload: schema as never })
  const result = safeParsePayload(payload, value)
  return [result.ok ? result.value : result.error.issues, redact(payload, value)]
}
const standard = (schema: zod.ZodMiniType, value: unknown): unknown => {
  const result = schema['~standard'].validate(value)
  if ('then' in result) throw new Error('it waits')
  return result.issues ? result.issues.map(({ path }) => path) : result.value
}
const strange: readonly unknown[] = [
  ...junk,
  Object.create({ a: 'inherited' }),
  Object.assign(Object.create(null), { a: 'x', kind: 'one' }),
  { constructor: 1 },
  { constructor: class {} },
  { [Symbol('key')]: 1 },
  { xylophone: 1, a: 2, b: 3, c: 4 },
  Object.defineProperty({}, 'a', { value: 'hidden' }),
  new Array(1),
  ['long', 'long', 'long', 'long'],
  { length: 9 },
  '😀😀😀',
  'ab\n',
]

// an expectation would pass over keys that are undefined, or stumble over a field that is called constructor
const same = (one: unknown, other: unknown): string =>
  isDeepStrictEqual(one, other) ? 'the same' : inspect([one, other], { depth: 9 })

test('a plain schema accepts, copies, complains, redacts and describes itself as its twin of zod does', () => {
  const random = seeded(1)
  const tally = { schemas: 0, accepted: 0, refused: 0 }
  for (let round = 0; round < 150; round++) {
    const made = make(random, 3)
    const [twin, schema] = [made(zod), made(plain)]
    tally.schemas++
    expect(jsonSchemaOf(schema)).toEqual(jsonSchemaOf(twin))
    const values = Array.from({ length: 12 }, () => drawn(twin, random))
    const mutated = values.flatMap((value) => {
      const places = placesIn(value)
      const place = places[Math.floor(random() * places.length)] as string[]
      return [value, ...[0, 1, 2].map(() => changed(value, place, strange[Math.floor(random() * strange.length)]))]
    })
    for (const value of [...mutated, ...strange]) {
      expect(same(judged(schema, value), judged(twin, value))).toBe('the same')
      expect(same(standard(schema, value), standard(twin, value))).toBe('the same')
      if ((schema as unknown as PlainSchema)['~standard'].validate(value).issues) tally.refused++
      else tally.accepted++
    }
  }
  expect(tally.accepted).toBeGreaterThan(2000)
  expect(tally.refused).toBeGreaterThan(2000)
})

test('a list that is too long ends what is asked of the list around it', () => {
  const issues = (schema: zod.ZodMiniType, value: unknown): unknown =>
    interpret(schema, value).issues?.map((issue) => {
      const { expected, maximum, minimum, path = [] } = issue as Partial<SchemaIssue>
      return { expected, maximum, minimum, path }
    })
  const make: Make = (z) => z.array(z.array(z.string()).check(z.maxLength(1))).check(z.minLength(3))
  expect(issues(make(plain), [['a', 'b']])).toEqual(issues(make(zod), [['a', 'b']]))
  expect(issues(make(plain), [['a', 'b']])).toHaveLength(1)
  const text: Make = (z) => z.string().check(z.regex(/^a/), z.minLength(3))
  expect(issues(text(plain), 'b')).toEqual(issues(text(zod), 'b'))
})

test('values are drawn of a plain schema as of its twin of zod', () => {
  const random = seeded(2)
  for (let round = 0; round < 100; round++) {
    const made = make(random, 3)
    expect(drawn(made(plain), seeded(round))).toEqual(drawn(made(zod), seeded(round)))
  }
})

test('a copy keeps its checks and its marks, and what is marked later is another', () => {
  const marked = own.string([own.maxLength(1)], { 'x-sensitive': 'pii' })
  const copy = own.clone(marked)
  const other = own.qualified(copy, [], { 'x-sensitive': 'phi' })
  expect([other, copy, marked].map((each) => marksOf(each)['x-sensitive'])).toEqual(['phi', 'pii', 'pii'])
  expect(copy['~standard'].validate('ab').issues).toHaveLength(1)
})

test('a getter that throws is heard', () => {
  const thrower = {
    get a() {
      throw new Error('private')
    },
  }
  const schema = own.object({ a: own.string() })
  expect(() => schema['~standard'].validate(thrower)).toThrow('private')
  const payload = event({ payload: schema as never })
  expect(safeParsePayload(payload, thrower)).toMatchObject({ ok: false, error: { issues: [{ path: [] }] } })
})

test('an option that is read-only leaves bytes to the others', () => {
  const choice = own.union([own.readonly(own.literal(null)), own.binary(2)])
  const bytes = Uint8Array.of(1, 2)
  expect(interpret(choice, bytes)).toEqual({ value: bytes })
  expect(redact(event({ payload: choice as never }), bytes)).toBe('[2 bytes]')
  expect(interpret(choice, Uint8Array.of(1, 2, 3)).issues).toHaveLength(1)
})
