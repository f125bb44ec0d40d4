import { Validator } from '@cfworker/json-schema'
import { describe, expect, test } from 'vitest'
import { contains as judge, type Verdict } from './containment.js'
import { neighboursOf } from './search/neighbour.js'

const text = { type: 'string' }
const whole = { type: 'integer' }
const proved: Verdict = { verdict: 'proved' }

// how fast the machine is decides nothing here
function contains(sub: unknown, sup: unknown): Verdict {
  return judge(sub, sup, { timeoutMs: 30_000 })
}

// one that interprets: what compiles needs seconds for 500 arms
function isValid(schema: unknown, value: unknown): boolean {
  return new Validator(schema as object, '2020-12').validate(value).valid
}

/** Expects a witness that another validator confirms, and gives it. */
function witnessOf(sub: unknown, sup: unknown): unknown {
  const verdict = contains(sub, sup)
  expect(verdict.verdict).toBe('refuted')
  const { witness } = verdict as Extract<Verdict, { verdict: 'refuted' }>
  expect([isValid(sub, witness), isValid(sup, witness)]).toEqual([true, false])
  return witness
}

describe.each([201, 1000])('a list of at least %s items', (minItems) => {
  const list = { type: 'array', minItems }

  test('a long list is judged by the item that they all are', () => {
    expect(contains({ ...list, items: whole }, { type: 'array', items: { type: 'number' } })).toEqual(proved)
    expect(witnessOf({ ...list, items: { type: 'number' } }, { type: 'array', items: whole })).toHaveLength(minItems)
  })

  test('a long list is judged by the counts of its items', () => {
    const some = { type: 'array', contains: whole, minContains: 150 }
    expect(contains({ ...list, items: whole }, some)).toEqual(proved)
    expect(witnessOf({ ...list, items: { type: ['integer', 'null'] } }, some)).toHaveLength(minItems)
    const both = { contains: { minimum: 3 }, minContains: 2, maxContains: 150 }
    expect(contains({ ...list, ...both, items: whole }, { contains: { type: 'null' } })).toMatchObject({
      verdict: 'refuted',
    })
    expect(contains({ ...list, ...both, items: { ...whole, minimum: 3 } }, false)).toEqual(proved)
  })

  test('a long list is judged by two counts that fight for its items', () => {
    const counts = [
      { contains: { ...whole, minimum: 1 }, maxContains: 3 },
      { contains: { ...whole, maximum: 0 }, maxContains: 3 },
    ]
    expect(contains({ ...list, items: whole, allOf: counts }, false)).toEqual(proved)
    expect(contains({ ...list, items: { type: ['integer', 'null'] }, allOf: counts }, { items: whole })).toMatchObject({
      verdict: 'refuted',
    })
  })

  test('a long list is judged by whether its items differ', () => {
    const distinct = { uniqueItems: true }
    const few = { ...whole, minimum: 1, maximum: minItems - 1 }
    expect(contains({ ...list, ...distinct, items: few }, false)).toEqual(proved)
    const just = { ...whole, minimum: 1, maximum: minItems }
    expect(witnessOf({ ...list, ...distinct, items: just }, false)).toHaveLength(minItems)
    expect(witnessOf({ ...list, items: whole }, distinct)).toHaveLength(minItems)
  })
})

test('distinct items are found however the first ones are held', () => {
  const sub = {
    type: 'array',
    prefixItems: [{ enum: [1, 2] }, { enum: [1] }],
    items: { ...whole, minimum: 1, maximum: 300 },
    minItems: 300,
    uniqueItems: true,
  }
  expect((witnessOf(sub, false) as number[]).slice(0, 2)).toEqual([2, 1])
  expect(contains({ ...sub, minItems: 301 }, false)).toEqual(proved)
})

test.each([
  ['steps', { type: 'number', multipleOf: 2.5 }],
  ['texts of a pattern', { type: 'string', pattern: '^[a-z]{3}$' }],
  ['short texts', { type: 'string', maxLength: 3 }],
  ['lists', { type: 'array', items: whole }],
  ['objects', { type: 'object', properties: { a: whole }, required: ['a'], additionalProperties: false }],
])('250 distinct %s are found', (_, items) => {
  expect(witnessOf({ type: 'array', items, minItems: 250, uniqueItems: true }, false)).toHaveLength(250)
})

test('what lies near a value is another one', () => {
  for (const value of [1, 'ab', [1], { a: 1 }, true, null, [], ''])
    expect([...neighboursOf(value, 0)]).not.toContainEqual(value)
})

describe.each(['anyOf', 'oneOf'])('a union of 500 arms under %s', (keyword) => {
  const union = (count: number, long = -1, required = ['kind', 'v']): unknown => ({
    [keyword]: Array.from({ length: count }, (_, at) => ({
      type: 'object',
      properties: { kind: { const: `k${at}` }, v: { type: 'string', maxLength: at === long ? 9 : 5 } },
      required,
    })),
  })

  test('a wide union lies within itself and within a wider one', () => {
    expect(contains(union(500), union(500))).toEqual(proved)
    expect(contains(union(499), union(500))).toEqual(proved)
    expect(contains(union(500), union(500, 498))).toEqual(proved)
  })

  test('a wide union does not lie within one that lacks an arm or a length', () => {
    expect(witnessOf(union(500), union(499))).toMatchObject({ kind: 'k499' })
    expect(witnessOf(union(500, 498), union(500))).toMatchObject({ kind: 'k498' })
  })

  test('a wide union is not taken for exclusive where a tag need not be there', () => {
    const [loose, strict] = [union(3, -1, ['v']), union(3)]
    const isOne = keyword === 'oneOf'
    expect(contains(loose, strict).verdict).toBe(isOne ? 'proved' : 'refuted')
    expect(contains({ const: { v: '' } }, loose).verdict).toBe(isOne ? 'refuted' : 'proved')
  })
})

test('arms exclude each other by type, by value and by a tag, and by nothing less', () => {
  const oneOf = [text, whole, { enum: [null, true] }, { enum: [false] }]
  expect(contains({ oneOf }, { type: ['string', 'integer', 'boolean', 'null'] })).toEqual(proved)
  const overlapping = { oneOf: [{ enum: [1, 2] }, { enum: [2, 3] }] }
  expect(contains({ const: 2 }, overlapping)).toMatchObject({ verdict: 'refuted' })
  const tagged = ['a', 'b'].map((kind) => ({ properties: { kind: { const: kind } }, required: ['kind'] }))
  expect(contains({ const: 7 }, { oneOf: tagged })).toMatchObject({ verdict: 'refuted' })
})

const byLetter = (count: number, maxLength: number): unknown => ({
  type: 'object',
  patternProperties: Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`^${String.fromCharCode(97 + at)}`, { type: 'string', maxLength }]),
  ),
  additionalProperties: false,
})

test.each([7, 26])('an object with patterns for its names is judged with %s of them', (count) => {
  expect(contains(byLetter(count, 3), byLetter(count, 5))).toEqual(proved)
  witnessOf(byLetter(count, 5), byLetter(count, 3))
  witnessOf({ type: 'object', additionalProperties: text }, byLetter(count, 5))
})

const wrappers: readonly [string, (inner: unknown) => unknown][] = [
  ['objects', (inner) => ({ type: 'object', properties: { a: inner }, required: ['a'] })],
  ['lists', (inner) => ({ type: 'array', items: inner, minItems: 1 })],
  ['options', (inner) => ({ anyOf: [{ type: 'null' }, { type: 'object', properties: { a: inner } }] })],
  ['exclusive options', (inner) => ({ oneOf: [{ type: 'null' }, { type: 'object', properties: { a: inner } }] })],
]
const nested = (wrap: (inner: unknown) => unknown, maxLength: number): unknown => {
  let schema: unknown = { type: 'string', maxLength }
  for (let level = 0; level < 200; level += 1) schema = wrap(schema)
  return schema
}

test.each(wrappers)('nesting of 200 %s is judged', (_, wrap) => {
  expect(contains(nested(wrap, 3), nested(wrap, 5))).toEqual(proved)
  witnessOf(nested(wrap, 5), nested(wrap, 3))
})
