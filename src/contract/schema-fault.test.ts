import { expect, test } from 'vitest'
import { z } from 'zod'
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
