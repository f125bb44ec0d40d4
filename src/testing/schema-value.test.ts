import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { interpret } from '../guards/interpreter.js'
import { seeded } from './random.js'
import { schemaValue } from './schema-value.js'

const node: z.ZodMiniType = z.object({
  get children() {
    return z.optional(z.array(node))
  },
  left: z.optional(z.lazy(() => node)),
  right: z.nullable(z.lazy(() => node)),
})

const branch: z.ZodMiniType = z.object({
  ...Object.fromEntries([...'abcdefgh'].map((key) => [key, z.optional(z.array(z.lazy(() => branch)))])),
  only: z.union([
    z.object({ more: z.lazy(() => branch), and: z.tuple([z.lazy(() => branch), z.lazy(() => branch)]) }),
    z.readonly(z.intersection(z.object({ a: z.string() }), z.object({ b: z.nonoptional(z.number()) }))),
  ]),
})

const schemas: Readonly<Record<string, z.ZodMiniType>> = {
  'what holds itself in many fields and choices': branch,
  tuple: z.tuple([z.string(), z.optional(z.number())], z.boolean()),
  intersection: z.intersection(z.object({ a: z.string() }), z.looseObject({ b: z.number() })),
  'a choice of exactly one': z.xor([z.number(), z.boolean()]),
  'a numeric enumeration': z.enum({ Red: 0, Blue: 'blue', 0: 'Red' } as never),
  'listed keys': z.record(z.enum(['a', 'b']), z.number()),
  'some of listed keys': z.partialRecord(z.enum(['a', 'b']), z.number()),
  template: z.templateLiteral(['x-', z.enum(['a', 'b'])]),
  'a part of text': z.string().check(z.startsWith('a'), z.endsWith('z'), z.includes('m')),
  'a length': z.array(z.string().check(z.length(3))).check(z.length(2)),
  whole: z.int().check(z.gt(2), z.lt(9)),
  multiple: z.number().check(z.multipleOf(5), z.gt(1)),
  unsigned: z.uint32(),
  'frozen, and not undefined': z.readonly(z.nonoptional(z.optional(z.string()))),
  'nothing or text': z.nullish(z.string()),
  formats: z.object({
    url: z.url(),
    email: z.email(),
    uuid: z.uuid(),
    instant: z.iso.datetime(),
    day: z.iso.date(),
    length: z.iso.duration(),
    ipv4: z.ipv4(),
    ipv6: z.ipv6(),
    token: z.jwt(),
    bytes: z.base64(),
    account: z.iban(),
  }),
  'what holds itself': node,
}

test.for(Object.entries(schemas))('values are drawn that fit %s', ([, schema]) => {
  const random = seeded(1)
  for (let turn = 0; turn < 50; turn++) {
    const value = schemaValue(schema, random)
    expect(interpret(schema, value).issues, JSON.stringify(value)).toBeUndefined()
  }
})
