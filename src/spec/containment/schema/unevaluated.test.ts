import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { contains } from '../containment.js'

const text = { type: 'string' }
const whole = { type: 'integer' }

function closed(properties: Record<string, unknown>, ...required: string[]): object {
  return {
    type: 'object',
    properties,
    required,
    additionalProperties: false,
  }
}

// a literal with the key `then` looks like a promise to the linter
function conditional(schema: object, then: unknown): object {
  return { ...schema, ...Object.fromEntries([['then', then]]) }
}

function isValid(schema: unknown, value: unknown): boolean {
  return new Ajv2020({ strict: false, logger: false }).compile(structuredClone(schema) as object)(value) === true
}

const isKindA = { properties: { kind: { const: 'a' } }, required: ['kind'] }

const alike: readonly (readonly [title: string, schema: object, plain: object])[] = [
  [
    'properties behind a reference',
    {
      $ref: '#/$defs/p',
      unevaluatedProperties: false,
      $defs: { p: { type: 'object', properties: { a: text } } },
    },
    closed({ a: text }),
  ],
  [
    'properties of both arms of a condition',
    {
      ...conditional({ type: 'object', if: isKindA }, { properties: { x: text } }),
      else: { properties: { y: text } },
      unevaluatedProperties: false,
    },
    { anyOf: [closed({ kind: { const: 'a' }, x: text }, 'kind'), closed({ y: text })] },
  ],
  [
    'properties of a condition without arms, where it holds',
    { type: 'object', if: { properties: { a: text }, required: ['a'] }, unevaluatedProperties: false },
    closed({ a: text }),
  ],
  [
    'every property, where an arm has a rule for the others',
    { type: 'object', allOf: [{ additionalProperties: text }], unevaluatedProperties: false },
    { type: 'object', additionalProperties: text },
  ],
  [
    'every property, where an arm has a rule for what it has not looked at',
    { type: 'object', allOf: [{ unevaluatedProperties: text }], unevaluatedProperties: false },
    { type: 'object', additionalProperties: text },
  ],
  [
    'every item, where an arm has a rule for all',
    { type: 'array', allOf: [{ items: text }], unevaluatedItems: false },
    { type: 'array', items: text },
  ],
  [
    'items of a condition',
    {
      ...conditional({ type: 'array', if: { prefixItems: [{ const: 1 }] } }, { prefixItems: [true, text] }),
      unevaluatedItems: false,
    },
    { type: 'array', prefixItems: [{ const: 1 }, text], items: false },
  ],
  [
    'no property of an arm that is true or looks at nothing',
    { type: 'object', properties: { a: text }, anyOf: [true, { minProperties: 0 }], unevaluatedProperties: false },
    closed({ a: text }),
  ],
]

test.each(alike)('a schema that refuses what nothing has looked at lets through %s', (_, schema, plain) => {
  expect(contains(schema, plain)).toEqual({ verdict: 'proved' })
  expect(contains(plain, schema)).toEqual({ verdict: 'proved' })
})

test('a schema that refuses what nothing has looked at lets through properties of a dependent schema only where its key is there', () => {
  const schema = {
    type: 'object',
    properties: { a: text },
    dependentSchemas: { a: { properties: { b: whole } } },
    unevaluatedProperties: false,
  }
  const plain = closed({ a: text, b: whole })
  expect(contains(schema, plain)).toEqual({ verdict: 'proved' })
  expect(contains(plain, schema)).toEqual({ verdict: 'refuted', witness: { b: expect.any(Number) as number } })
})

test('a schema that refuses what nothing has looked at lets through nothing that only the arm of a failed condition looks at', () => {
  const schema = conditional({ type: 'object', if: isKindA, unevaluatedProperties: false }, { properties: { x: text } })
  const verdict = contains(closed({ x: text }), schema)
  expect(verdict).toMatchObject({ verdict: 'refuted', witness: { x: expect.any(String) as string } })
  expect(isValid(schema, (verdict as { witness: unknown }).witness)).toBe(false)
})

test('what nothing has looked at is unknown where the schema around it refers to itself in place', () => {
  const schema = { type: 'object', anyOf: [{ $ref: '#' }], unevaluatedProperties: false }
  expect(contains(schema, true)).toEqual({
    verdict: 'unknown',
    reason: expect.stringContaining('the schema refers to itself here') as string,
  })
})

test('what nothing has looked at is unknown where there are too many cases', () => {
  const arms = (count: number): object => ({
    type: 'object',
    anyOf: Array.from({ length: count }, (_, at) => ({ properties: { [`k${at}`]: text }, required: [`k${at}`] })),
    unevaluatedProperties: false,
  })
  expect(contains(arms(8), { type: 'object' })).toEqual({
    verdict: 'unknown',
    reason: expect.stringContaining('too many cases') as string,
  })
  expect(contains(arms(3), { type: 'object' })).toEqual({ verdict: 'proved' })
})
