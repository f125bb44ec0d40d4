import { expect, test } from 'vitest'
import { contains } from './containment.js'

function nest(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let schema: unknown = { type: 'string' }
  for (let level = 0; level < depth; level += 1) schema = wrap(schema)
  return schema
}

const malformed: readonly (readonly [unknown, string])[] = [
  [{ minLength: 'a' }, '#/minLength'],
  [{ properties: { a: { pattern: '(' } } }, '#/properties/a/pattern'],
  [{ patternProperties: { '[': {} } }, '#/patternProperties'],
  [{ $ref: '#/$defs/none' }, '#/$ref'],
  [{ $ref: 'https://elsewhere.test/schema' }, '#/$ref'],
  [{ type: 'strin' }, '#/type'],
  [{ allOf: {} }, '#/allOf'],
  [{ items: [{}] }, '#/items'],
  [{ required: 'a' }, '#/required'],
  [{ enum: 'a' }, '#/enum'],
  [{ multipleOf: 0 }, '#/multipleOf'],
  [{ minimum: '1' }, '#/minimum'],
  [{ uniqueItems: 1 }, '#/uniqueItems'],
  [{ properties: { a: { $dynamicRef: '#a' } } }, '#/properties/a/$dynamicRef'],
  [{ properties: { a: { additionalItems: false } } }, '#/properties/a/additionalItems'],
  [{ properties: { a: { merge: { with: { $ref: '#/b' } } } } }, '#/properties/a/merge'],
  [{ properties: { a: { allOf: [{ unit: 1 }], unevaluatedProperties: false } } }, '#/properties/a/allOf/0/unit'],
  [{ const: 1n }, '#/const'],
  [7, '#'],
  [undefined, '#'],
  [null, '#'],
]

test.each(malformed)('what can not be judged is unknown with its place: %s', (schema, place) => {
  const [asSub, asSup] = [contains(schema, {}), contains({}, schema)]
  expect(asSub).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining(`sub at ${place}`) as string })
  expect(asSup).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining(`sup at ${place}`) as string })
})

test('what can not be judged is passed over where nothing refers to it', () => {
  expect(contains({ $defs: { a: { minLength: 'a', nonsense: 1 } }, type: 'string' }, {})).toEqual({
    verdict: 'proved',
  })
})

test.each([
  ['not', (inner: unknown): unknown => ({ not: inner })],
  ['items', (inner: unknown): unknown => ({ type: 'array', items: inner })],
  ['properties', (inner: unknown): unknown => ({ properties: { a: inner } })],
  ['allOf', (inner: unknown): unknown => ({ allOf: [inner] })],
])('what can not be judged includes %s nested 5,000 deep', (_, wrap) => {
  const deep = nest(5000, wrap)
  expect(contains(deep, {})).toMatchObject({ verdict: 'unknown' })
  expect(contains({}, deep)).toMatchObject({ verdict: 'unknown' })
})

test('what can not be judged includes chains of 5,000 references without harm', () => {
  const links = Array.from({ length: 5000 }, (_, at) => [
    `d${at}`,
    at === 4999 ? { type: 'string' } : { $ref: `#/$defs/d${at + 1}` },
  ])
  expect(['proved', 'unknown']).toContain(
    contains({ $ref: '#/$defs/d0', $defs: Object.fromEntries(links) }, { type: 'string' }).verdict,
  )
})

test('what can not be judged includes a value that holds itself', () => {
  const schema: Record<string, unknown> = {}
  schema['items'] = schema
  expect(contains(schema, {})).toMatchObject({ verdict: 'unknown' })
})

test.each([{ $ref: '#' }, { anyOf: [{ type: 'null' }, { $ref: '#' }] }, { not: { $ref: '#' } }])(
  'what can not be judged includes the endless %s',
  (schema) => {
    expect(contains(schema, true)).toMatchObject({ verdict: 'unknown' })
  },
)

test.each(['(?<=a)b', '\\bword\\b', '(a|b)\\1'])(
  'what can not be judged includes the pattern %s where all turns on it',
  (pattern) => {
    expect(contains({ type: 'string', pattern }, { type: 'string', pattern: `${pattern}(?:)` })).toMatchObject({
      verdict: 'unknown',
    })
    expect(contains({ type: 'string', pattern }, { type: 'string' })).toEqual({ verdict: 'proved' })
  },
)

const arms = (shift: number): unknown => ({
  oneOf: Array.from({ length: 24 }, (_, at) => ({
    type: 'object',
    properties: Object.fromEntries(
      Array.from({ length: 12 }, (_, key) => [`k${(key * (at + shift)) % 17}`, { multipleOf: at + key + 2 }]),
    ),
    patternProperties: {
      [`^[a-${'klmnopqrst'[at % 10]}]+x?`]: { minimum: at },
      [`${at}$`]: { not: { multipleOf: 3 } },
    },
  })),
})

test('the time cap holds for a question that is too hard', () => {
  const start = performance.now()
  const verdict = contains(arms(1), arms(2), { timeoutMs: 300 })
  expect(performance.now() - start).toBeLessThan(1500)
  expect(['unknown', 'refuted']).toContain(verdict.verdict)
})

const list = (value: unknown): unknown => ({
  oneOf: [
    { type: 'null' },
    {
      type: 'object',
      properties: { value, next: { $ref: '#' } },
      required: ['value', 'next'],
      additionalProperties: false,
    },
  ],
})

test('a proof about recursive schemas is found where one list is narrower than another', () => {
  expect(contains(list({ type: 'integer' }), list({ type: 'number' }))).toEqual({ verdict: 'proved' })
  expect(contains(list({ type: 'number' }), list({ type: 'integer' }))).toMatchObject({ verdict: 'refuted' })
})

test('a proof about recursive schemas does not outlive the assumption that it rests on', () => {
  const masked = (leaf: unknown): unknown => ({
    $ref: '#/$defs/a',
    $defs: {
      a: {
        oneOf: [
          { type: 'object', properties: { b: { $ref: '#/$defs/b' } }, required: ['b'] },
          { type: 'array', items: { $ref: '#/$defs/b' } },
          leaf,
        ],
      },
      b: {
        oneOf: [
          { type: 'object', properties: { a: { $ref: '#/$defs/a' } }, required: ['a'] },
          { type: 'array', items: { $ref: '#/$defs/a' }, minItems: 1 },
        ],
      },
    },
  })
  expect(contains(masked({ type: 'string' }), masked({ type: 'string', maxLength: 3 }))).toMatchObject({
    verdict: 'refuted',
  })
  expect(contains(masked({ type: 'string', maxLength: 3 }), masked({ type: 'string' }))).toEqual({
    verdict: 'proved',
  })
})

test('a proof about recursive schemas keeps emptiness and its absence apart when two definitions need each other', () => {
  const $defs = {
    x: { anyOf: [{ type: 'array', prefixItems: [{ $ref: '#/$defs/y' }], minItems: 1 }, { const: 'end' }] },
    y: { type: 'array', prefixItems: [{ $ref: '#/$defs/x' }], minItems: 1 },
  }
  expect(contains({ allOf: [{ $ref: '#/$defs/x' }, { type: 'array' }], $defs }, false)).toMatchObject({
    verdict: 'refuted',
  })
  expect(
    contains({ type: 'array', prefixItems: [{ $ref: '#/$defs/y' }, { $ref: '#/$defs/x' }], minItems: 2, $defs }, false),
  ).toMatchObject({ verdict: 'refuted' })
})

test('a proof about recursive schemas does not keep what only held while an outer search was open', () => {
  const $defs = {
    x: { anyOf: [{ type: 'array', prefixItems: [{ $ref: '#/$defs/y' }], minItems: 1 }, { type: 'object' }] },
    y: { type: 'array', prefixItems: [{ $ref: '#/$defs/x' }], minItems: 1 },
  }
  const both = { type: 'array', prefixItems: [{ $ref: '#/$defs/x' }, { $ref: '#/$defs/y' }], minItems: 2, $defs }
  expect(contains(both, false)).toMatchObject({ verdict: 'refuted' })
})

test.each([
  ['a', 'b'],
  ['b', 'a'],
])(
  'a proof about recursive schemas asks whether arms exclude each other apart from the search at hand: %s, %s',
  (...required) => {
    const some = { type: 'array', prefixItems: [{ $ref: '#/$defs/x' }], minItems: 1 }
    const few = { ...some, maxItems: 5 }
    const $defs = {
      x: { anyOf: [{ type: 'array', prefixItems: [{ oneOf: [some, few] }], minItems: 1 }, { type: 'object' }] },
    }
    const sub = { type: 'object', properties: { a: { $ref: '#/$defs/x' }, b: few }, required, $defs }
    const sup = { properties: { b: { oneOf: [some, few] } }, $defs }
    expect(contains(sub, sup)).toMatchObject({ verdict: 'refuted' })
  },
)

test('older dialects are read in their own words', () => {
  const draft4 = { dialect: 'draft-04' } as const
  expect(
    contains({ type: 'number', minimum: 1, exclusiveMinimum: true }, { type: 'number', minimum: 1 }, draft4),
  ).toEqual({ verdict: 'proved' })
  expect(
    contains({ type: 'number', minimum: 1 }, { type: 'number', minimum: 1, exclusiveMinimum: true }, draft4),
  ).toEqual({ verdict: 'refuted', witness: 1 })
  const draft7 = { dialect: 'draft-07' } as const
  expect(
    contains(
      { type: 'array', items: [{ type: 'string' }], additionalItems: false },
      { type: 'array', maxItems: 1 },
      draft7,
    ),
  ).toEqual({ verdict: 'proved' })
  expect(
    contains(
      { type: 'object', dependencies: { a: ['b'] } },
      { type: 'object', dependencies: { a: { required: ['b'] } } },
      draft7,
    ),
  ).toEqual({ verdict: 'proved' })
  expect(
    contains({ definitions: { a: { $id: '#x', type: 'string' } }, $ref: '#x' }, { type: 'string' }, draft7),
  ).toEqual({ verdict: 'proved' })
})

test('older dialects are known by $schema where no dialect is given', () => {
  const schema = {
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'number',
    minimum: 1,
    exclusiveMinimum: true,
  }
  expect(contains(schema, { exclusiveMinimum: 1 })).toEqual({ verdict: 'proved' })
})

test('older dialects give no answer where what stands beside a $ref decides it', () => {
  const schema = { $ref: '#/definitions/a', maxLength: 3, definitions: { a: { type: 'string' } } }
  expect(contains({ type: 'string' }, schema, { dialect: 'draft-07' })).toMatchObject({ verdict: 'unknown' })
  expect(contains(schema, { type: 'string' }, { dialect: 'draft-07' })).toEqual({ verdict: 'proved' })
})

test('formats are left out on request', () => {
  expect(contains({ type: 'string' }, { type: 'string', format: 'email' }, { formats: 'ignore' })).toEqual({
    verdict: 'proved',
  })
  expect(contains({ type: 'string' }, { type: 'string', format: 'email' })).toMatchObject({ verdict: 'refuted' })
})
