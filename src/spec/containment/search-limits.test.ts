import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { contains, type Verdict } from './containment.js'

const text = { type: 'string' }
const whole = { type: 'integer' }

// a literal with the key `then` looks like a promise to the linter
function conditional(schema: object, then: unknown): object {
  return { ...schema, ...Object.fromEntries([['then', then]]) }
}

function isValid(schema: unknown, value: unknown): boolean {
  return new Ajv2020({ strict: false, logger: false }).compile(schema as object)(value) === true
}

function witnessOf(sub: unknown, sup: unknown): unknown {
  const verdict: Verdict = contains(sub, sup)
  expect(verdict.verdict).toBe('refuted')
  const { witness } = verdict as Extract<Verdict, { verdict: 'refuted' }>
  expect([isValid(sub, witness), isValid(sup, witness)]).toEqual([true, false])
  return witness
}

function isUnknown(reason: string): Verdict {
  return {
    verdict: 'unknown',
    reason: expect.stringContaining(reason) as string,
  }
}

const distinct = { uniqueItems: true }

test('a list with an item twice is found where two places share a value', () => {
  const [first, second] = witnessOf({ type: 'array', items: { enum: [1, 2] }, minItems: 2 }, distinct) as number[]
  expect(first).toBe(second)
})

test('a list with an item twice is found behind a place that shares nothing', () => {
  const sub = { type: 'array', prefixItems: [{ const: 1 }], items: { const: 2 }, maxItems: 3 }
  expect(witnessOf(sub, distinct)).toEqual([1, 2, 2])
})

test('a list with an item twice is ruled out where no two places share a value', () => {
  const pair = { type: 'array', prefixItems: [{ const: 1 }, { const: 2 }], items: false }
  expect(contains(pair, distinct)).toEqual({ verdict: 'proved' })
  expect(contains({ type: 'array', prefixItems: [text], items: whole, maxItems: 2 }, distinct)).toEqual({
    verdict: 'proved',
  })
})

test('a list of more items than can be written down is not judged', () => {
  expect(contains({ type: 'array', minItems: 200_000 }, { type: 'array', maxItems: 1 })).toEqual(
    isUnknown('too many items'),
  )
})

test('a list with an item that can not be judged is not taken for empty', () => {
  const items = [whole, { type: 'string', pattern: '(?<=q)r' }]
  expect(contains({ type: 'array', prefixItems: items, minItems: 2 }, false)).toMatchObject({ verdict: 'unknown' })
  expect(contains({ type: 'array', prefixItems: [...items, false], minItems: 3 }, false)).toEqual({
    verdict: 'proved',
  })
})

test.each([
  ['a property both there and not', { required: ['a'], not: { required: ['a'] } }],
  ['more properties than it may have', { minProperties: 3, maxProperties: 1 }],
  ['more required properties than it may have', { required: ['a', 'b'], maxProperties: 1 }],
  ['a required property that no value fits', { required: ['a'], properties: { a: false } }],
  ['a required property of a name that is refused', { required: ['a'], propertyNames: { minLength: 2 } }],
  ['more properties than its names allow', { minProperties: 2, propertyNames: { const: 'a' } }],
  [
    'more properties than have a value that fits',
    { minProperties: 2, properties: { a: text, b: false }, additionalProperties: false },
  ],
])('an object can not have %s', (_, schema) => {
  expect(contains({ type: 'object', ...schema }, false)).toEqual({ verdict: 'proved' })
})

test('an object is filled up with the properties its schema knows', () => {
  const sub = {
    type: 'object',
    properties: { a: text, b: whole, c: false },
    additionalProperties: false,
    minProperties: 2,
  }
  expect(Object.keys(witnessOf(sub, { maxProperties: 1 }) as object).sort()).toEqual(['a', 'b'])
  expect(contains(sub, { required: ['a', 'b'] })).toEqual({ verdict: 'proved' })
})

test('an object is filled up with names of a pattern', () => {
  const sub = {
    type: 'object',
    patternProperties: { '^x': whole },
    additionalProperties: false,
    minProperties: 3,
  }
  const names = Object.keys(witnessOf(sub, { maxProperties: 2 }) as object)
  expect(names).toHaveLength(3)
  expect(names.every((name) => name.startsWith('x'))).toBe(true)
})

test('an object of more properties than can be written down is not judged', () => {
  expect(contains({ type: 'object', minProperties: 30_000 }, { maxProperties: 1 })).toEqual(
    isUnknown('too many properties'),
  )
})

test('an object with many patterns that names can match together is not judged, where all turns on them', () => {
  const patternProperties = Object.fromEntries([...'abcdefghi'].map((char) => [char, false]))
  const few = Object.fromEntries([...'abc'].map((char) => [`^${char}`, false]))
  const rest = { type: 'object', additionalProperties: false, minProperties: 1 }
  expect(contains({ ...rest, patternProperties }, false, { timeoutMs: 30_000 })).toEqual(isUnknown('too many patterns'))
  expect(contains({ ...rest, patternProperties: few }, false)).toEqual({ verdict: 'proved' })
})

test('an object with a name of a format that nobody knows is not judged', () => {
  const named = { type: 'object', propertyNames: { format: 'shop-number' }, required: ['a'] }
  expect(contains(named, false)).toEqual(isUnknown('a property name can not be judged'))
  expect(contains(named, { required: ['a'] })).toEqual({ verdict: 'proved' })
})

test('an object that needs two names of which there is but one is not taken for possible', () => {
  const sub = {
    type: 'object',
    propertyNames: { pattern: '^z$' },
    additionalProperties: { anyOf: [text, whole] },
  }
  const sup = { anyOf: [{ additionalProperties: text }, { additionalProperties: whole }] }
  expect(contains(sub, sup).verdict).not.toBe('refuted')
  const free = { ...sub, propertyNames: { pattern: '^z' } }
  expect(Object.keys(witnessOf(free, sup) as object)).toHaveLength(2)
})

test.each([
  ['exactly one', { oneOf: [{ format: 'shop-number' }, { minLength: 9 }] }],
  ['at least one', { anyOf: [{ format: 'shop-number' }, { minLength: 9 }] }],
  ['all', { allOf: [{ format: 'shop-number' }, { minLength: 1 }] }],
  ['none', { not: { format: 'shop-number' } }],
  ['one arm', conditional({ if: { format: 'shop-number' }, else: { minLength: 2 } }, { minLength: 1 })],
])('an object is not judged where %s of the demands on a name can not be', (_, propertyNames) => {
  expect(contains({ type: 'object', propertyNames, required: ['a'] }, false)).toMatchObject({ verdict: 'unknown' })
})

test.each([
  ['two of exactly one hold', { oneOf: [{ minLength: 1 }, { maxLength: 9 }, { format: 'shop-number' }] }],
  ['one of all fails', { allOf: [{ format: 'shop-number' }, { minLength: 2 }] }],
  [
    'both arms of a condition fail',
    conditional({ if: { format: 'shop-number' }, else: { minLength: 3 } }, { minLength: 2 }),
  ],
])('an object is ruled out where %s for a name, whatever else can not be judged', (_, propertyNames) => {
  expect(contains({ type: 'object', propertyNames, required: ['a'] }, false)).toEqual({ verdict: 'proved' })
})

const definitions = { t: text }
const short = { $ref: '#/definitions/t', maxLength: 3, definitions }
const dialect = { dialect: 'draft-07' } as const
const isDisputed = isUnknown('stand beside $ref')

test('keywords beside a reference in draft 7 let an answer stand that both readings come to', () => {
  expect(contains(short, text, dialect)).toEqual({ verdict: 'proved' })
  expect(contains(short, whole, dialect)).toMatchObject({
    verdict: 'refuted',
    witness: expect.any(String) as string,
  })
})

test('keywords beside a reference in draft 7 make an answer unknown that only one reading comes to', () => {
  expect(contains(short, { type: 'string', maxLength: 3 }, dialect)).toEqual(isDisputed)
  expect(contains(text, short, dialect)).toEqual(isDisputed)
})

test('keywords beside a reference in draft 7 change nothing about what can not be judged', () => {
  const odd = { $ref: '#/definitions/t', maxLength: 3, definitions: { t: { type: 'string', pattern: '(?<=q)r' } } }
  expect(contains(odd, false, dialect)).toEqual(isUnknown('a lookbehind'))
})

test.each([
  ['an error', new Error('closed'), 'closed'],
  ['something else', 'closed', 'closed'],
])('a schema that can not be read is unknown where reading it throws %s', (_, thrown, reason) => {
  const schema = Object.defineProperty({}, 'type', {
    enumerable: true,
    get: () => {
      throw thrown
    },
  })
  expect(contains(schema, {})).toEqual(isUnknown(reason))
})
