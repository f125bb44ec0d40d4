import { expect, test } from 'vitest'
import { z } from 'zod'
import { z as z3 } from 'zod/v3'
import { faultOf } from './schema-fault.js'

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

test('a schema of zod 3 is refused, with what to do', () => {
  expect(faultOf(z3.object({ a: z3.string() }))).toBe(
    'its schema is one of zod 3, which can not be described: make it with zod 4.6 or newer',
  )
})
