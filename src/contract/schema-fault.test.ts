import { expect, test } from 'vitest'
import { z } from 'zod'
import { z as z3 } from 'zod/v3'
import { bytes } from '../fields/bytes.js'
import { faultOf } from './schema-fault.js'
import { uncarriedValue } from './uncarried.js'

test.each([
  [z.object({ a: z.string().trim().min(1) }), 'its field a has a check that changes the value'],
  [z.string().toLowerCase().min(3), 'a check that changes the value'],
  [z.stringbool(), 'a transform'],
  [z.codec(z.string(), z.number(), { decode: Number, encode: String }), 'a transform'],
  [z.url({ normalize: true }), 'a URL that is normalized'],
  [z.array(z.string()).check(z.property('length', z.literal(2))), 'a check of a property'],
  [z.coerce.number(), 'coercion'],
])('a schema that changes values, or checks what no description shows, is refused by name: %#', (schema, words) => {
  expect(faultOf(schema as never)).toContain(words)
})

test.each([[z.string().min(1)], [z.url({ protocol: /^https$/ })], [z.string().regex(/a/i)]])(
  'a schema that changes nothing and is described whole is not refused: %#',
  (schema) => {
    expect(faultOf(schema as never)).toBeUndefined()
  },
)

test('bytes may stand in any field, but not as the whole of a payload, nor where they would be frozen', () => {
  const file = bytes(9) as unknown as z.ZodType
  expect(faultOf(z.object({ file, list: z.array(file), none: z.optional(file) }) as never)).toBeUndefined()
  expect(faultOf(file as never)).toContain('bytes as the whole of it')
  expect(faultOf(z.union([z.string(), file]) as never)).toContain('bytes as the whole of it')
  expect(faultOf(z.object({ file: z.readonly(file) }) as never)).toBe(
    'its field file has readonly bytes, which JavaScript can not freeze: use bytes(max) alone',
  )
})

class Money {
  readonly amount: string = '1'
}

test.each<[kind: string, schema: z.ZodType, words: string]>([
  ['a Date', z.date(), "a Date, which JSON can't carry: use timestamp, or epochMs"],
  ['a bigint', z.bigint(), "a bigint, which JSON can't carry: use integer(min, max), or digits(max)"],
  ['a Map', z.map(z.string(), z.number()), "a Map, which JSON can't carry: use boundedRecord(key, value, maxEntries)"],
  ['a Set', z.set(z.string()), "a Set, which JSON can't carry: use z.array()"],
  ['a File', z.file(), "a File, which JSON can't carry: use bytes(max), and a field for its name"],
  ['NaN', z.nan(), "NaN, which JSON can't carry: use z.nullable()"],
  ['a symbol', z.symbol(), "a symbol, which JSON can't carry: use z.enum() of words"],
  ['a function', z.function() as never, "a function, which JSON can't carry: send what it returns"],
  ['a promise', z.promise(z.string()), "a promise, which JSON can't carry: send what it resolves with"],
  [
    'an instance',
    z.instanceof(Money),
    "an instance of Money, which JSON can't carry: declare its fields with z.object()",
  ],
  ['an instance of Date', z.instanceof(Date), "a Date, which JSON can't carry: use timestamp"],
  [
    'bytes of their own',
    z.instanceof(ArrayBuffer),
    "bytes outside of a bytes(max), which JSON can't carry: use bytes(max)",
  ],
  ['a literal bigint', z.literal(7n), "a bigint, which JSON can't carry"],
  ['a literal without end', z.literal(Number.POSITIVE_INFINITY), "a number without end, which JSON can't carry"],
  ['items that may be missing', z.array(z.optional(z.string())), "items that may be undefined, which JSON can't carry"],
  ['items that may be void', z.array(z.union([z.string(), z.void()])), 'items that may be undefined'],
])('a schema of %s is refused at any depth, with what to use', (_, schema, words) => {
  for (const [whole, place] of [
    [schema, 'its schema'],
    [z.object({ order: z.object({ at: schema.optional() }) }), 'its field order.at'],
    [z.object({ list: z.array(z.object({ at: schema })) }), 'its field list.at'],
    [z.object({ either: z.union([z.string(), z.record(z.string(), z.tuple([schema]))]) }), 'its field either'],
    [z.object({ lazy: z.lazy(() => z.object({ at: schema })) }), 'its field lazy.at'],
  ] as const)
    expect(faultOf(whole as never)).toContain(`${place} has ${words}`)
})

test('a schema of what JSON carries is not refused', () => {
  const tree: z.ZodType = z.object({ leaves: z.array(z.lazy(() => tree)) })
  const whole = z.object({
    tree,
    any: z.any(),
    unknown: z.unknown(),
    gone: z.null(),
    one: z.literal(['a', 1, true, null]),
    optional: z.optional(z.array(z.nullable(z.number()))),
    tuple: z.tuple([z.string(), z.optional(z.string())]),
    record: z.record(z.string(), z.boolean()),
    template: z.templateLiteral(['a', z.number()]),
  })
  expect(faultOf(whole)).toBeUndefined()
})

test.each([
  [{ at: new Date(0) }, 'its field at has a Date'],
  [{ list: [1, { sum: 1n }] }, 'its field list.1.sum has a bigint'],
  [{ list: [1, undefined] }, 'its field list has items that may be undefined'],
  [{ share: Number.NaN }, 'its field share has NaN'],
  [{ money: new Money() }, 'its field money has an instance of Money'],
  [new Map(), 'it has a Map'],
])('an example of what JSON can not carry is refused, whichever library its schema is of: %#', (example, words) => {
  expect(uncarriedValue(example)).toContain(words)
})

test('an example of what travels is not refused', () => {
  const made = Object.assign(Object.create(null), { a: 1 })
  expect(
    uncarriedValue({ text: '', none: null, gone: undefined, list: [[1]], made, bytes: new Uint8Array(2) }),
  ).toBeUndefined()
})

test('a schema of zod 3 is refused, with what to do', () => {
  expect(faultOf(z3.object({ a: z3.string() }))).toBe(
    'its schema is one of zod 3, which can not be described: make it with zod 4.6 or newer',
  )
})

test('a field that is a function and no schema is named, with what to do', () => {
  const text = (max: number) => z.string().max(max)
  const said = 'is a function and no schema: call it'
  expect(faultOf(z.object({ place: text } as never) as never)).toBe(`its field place ${said}`)
  expect(faultOf(z.object({ at: z.object({ place: text } as never) }) as never)).toBe(`its field at.place ${said}`)
})
