import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { contains } from './containment.js'

type Expected = 'proved' | 'refuted' | 'unknown'
type Row = readonly [sub: unknown, sup: unknown, there: Expected, back: Expected]

const text = { type: 'string' }
const whole = { type: 'integer' }

function objectOf(properties: Record<string, unknown>, ...required: string[]): object {
  return {
    type: 'object',
    properties,
    required,
  }
}

function closed(properties: Record<string, unknown>, ...required: string[]): object {
  return {
    ...objectOf(properties, ...required),
    additionalProperties: false,
  }
}

// a literal with the key `then` looks like a promise to the linter
function conditional(schema: object, then: unknown): object {
  return { ...schema, ...Object.fromEntries([['then', then]]) }
}

const tables: Readonly<Record<string, readonly Row[]>> = {
  'booleans and types': [
    [true, {}, 'proved', 'proved'],
    [false, true, 'proved', 'refuted'],
    [{ not: true }, false, 'proved', 'proved'],
    [whole, { type: 'number' }, 'proved', 'refuted'],
    [{ type: ['integer', 'number'] }, { type: 'number' }, 'proved', 'proved'],
    [{ type: ['integer', 'string'] }, { type: ['number', 'string'] }, 'proved', 'refuted'],
    [{ type: 'boolean' }, { enum: [false, true] }, 'proved', 'proved'],
    [{ type: 'null' }, { const: null }, 'proved', 'proved'],
    [{ type: ['string', 'null'] }, { anyOf: [{ const: null }, text] }, 'proved', 'proved'],
    [{ type: ['null', 'boolean', 'number', 'string', 'array', 'object'] }, true, 'proved', 'proved'],
    [{ not: { not: whole } }, whole, 'proved', 'proved'],
  ],
  numbers: [
    [{ const: 1.0 }, whole, 'proved', 'refuted'],
    [{ const: -0 }, { const: 0 }, 'proved', 'proved'],
    [{ type: 'number', minimum: 5, maximum: 3 }, false, 'proved', 'proved'],
    [{ type: 'number', exclusiveMinimum: 1, maximum: 1 }, false, 'proved', 'proved'],
    [{ type: 'integer', exclusiveMinimum: 0, exclusiveMaximum: 1 }, false, 'proved', 'proved'],
    [{ type: 'integer', exclusiveMinimum: 0 }, { type: 'integer', minimum: 1 }, 'proved', 'proved'],
    [{ type: 'number', exclusiveMinimum: 0 }, { type: 'number', minimum: 1 }, 'refuted', 'proved'],
    [{ type: 'number' }, { anyOf: [{ maximum: 0 }, { minimum: 0 }] }, 'proved', 'refuted'],
    [{ type: 'number' }, { anyOf: [{ maximum: 0 }, { exclusiveMinimum: 0 }] }, 'proved', 'refuted'],
    [{ type: 'number' }, { anyOf: [{ exclusiveMaximum: 0 }, { exclusiveMinimum: 0 }] }, 'refuted', 'refuted'],
    [{ type: 'integer' }, { anyOf: [{ maximum: 0 }, { minimum: 1 }] }, 'proved', 'refuted'],
    [{ multipleOf: 0.3 }, { multipleOf: 0.1 }, 'proved', 'refuted'],
    [{ multipleOf: 0.1 }, { multipleOf: 0.01 }, 'proved', 'refuted'],
    [{ multipleOf: 6 }, { allOf: [{ multipleOf: 2 }, { multipleOf: 3 }] }, 'proved', 'proved'],
    [{ type: 'number', multipleOf: 4, minimum: 1, maximum: 3 }, false, 'proved', 'proved'],
    [{ type: 'integer', not: { multipleOf: 1 } }, false, 'proved', 'proved'],
    [{ type: 'integer', minimum: 1, maximum: 3 }, { enum: [1, 2, 3] }, 'proved', 'proved'],
    [{ type: 'integer', minimum: 0, maximum: 4, not: { multipleOf: 2 } }, { enum: [1, 3] }, 'proved', 'proved'],
    [{ type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 }, whole, 'proved', 'refuted'],
    [{ type: 'number', minimum: 1e300 }, { exclusiveMinimum: 1e300 }, 'refuted', 'refuted'],
  ],
  strings: [
    [{ type: 'string', minLength: 3, maxLength: 1 }, false, 'proved', 'proved'],
    [{ type: 'string', maxLength: 0 }, { const: '' }, 'proved', 'proved'],
    [{ const: '😀' }, { maxLength: 1 }, 'proved', 'refuted'],
    [{ const: '😀😀' }, { maxLength: 1 }, 'refuted', 'refuted'],
    [{ type: 'string', pattern: '^[a-c]$' }, { enum: ['a', 'b', 'c'] }, 'proved', 'proved'],
    [{ type: 'string', pattern: '^a' }, { type: 'string', pattern: 'a' }, 'proved', 'refuted'],
    [{ type: 'string', pattern: '^(a|b)*$' }, { type: 'string', pattern: '^[ab]*$' }, 'proved', 'proved'],
    [{ type: 'string', pattern: '^a{3,5}$' }, { type: 'string', minLength: 3, maxLength: 5 }, 'proved', 'refuted'],
    [{ type: 'string', pattern: '^.$' }, { type: 'string', minLength: 1, maxLength: 1 }, 'proved', 'refuted'],
    [{ type: 'string', pattern: '^\\d+$' }, { type: 'string', pattern: '^[0-9]+$' }, 'proved', 'proved'],
    [{ type: 'string', pattern: 'a^b' }, false, 'proved', 'proved'],
    [{ type: 'string', pattern: '^(?=.*\\d).{8,}$' }, { type: 'string', minLength: 8 }, 'proved', 'refuted'],
    [{ type: 'string', pattern: '^\\p{Lu}$' }, { type: 'string', pattern: '^\\p{L}$' }, 'proved', 'refuted'],
    [{ type: 'string', pattern: '^a\\-b$' }, { const: 'a-b' }, 'proved', 'proved'],
    [{ type: 'string', pattern: '\\bab' }, { type: 'string', pattern: '\\ba' }, 'unknown', 'refuted'],
    [{ type: 'string', pattern: '\\ba' }, { type: 'string', pattern: '\\ba', minLength: 0 }, 'proved', 'proved'],
  ],
  formats: [
    [{ ...text, format: 'email' }, text, 'proved', 'refuted'],
    [{ ...text, format: 'uuid' }, { ...text, format: 'date' }, 'refuted', 'refuted'],
    [{ ...text, format: 'date' }, { ...text, pattern: '^\\d{4}-\\d\\d-\\d\\d$' }, 'unknown', 'refuted'],
    [{ ...text, pattern: '^2020-01-0[1-9]$' }, { ...text, format: 'date' }, 'proved', 'refuted'],
    [whole, { ...whole, format: 'int32' }, 'unknown', 'proved'],
    [{ ...text, format: 'made-up' }, { format: 'made-up' }, 'proved', 'unknown'],
    [{ ...text, format: 'nanoid', pattern: '^a$' }, { ...text, pattern: '^a$' }, 'proved', 'proved'],
  ],
  'enum and const': [
    [{ enum: [1, 'a', null] }, { enum: [null, 1, 'a', 2] }, 'proved', 'refuted'],
    [{ const: { a: [1, { b: 2 }], c: 3 } }, { const: { c: 3, a: [1, { b: 2 }] } }, 'proved', 'proved'],
    [
      { const: [1, 2] },
      { type: 'array', prefixItems: [{ const: 1 }, { const: 2 }], minItems: 2, items: false },
      'proved',
      'proved',
    ],
    [{ const: { a: 1 } }, closed({ a: { const: 1 } }, 'a'), 'proved', 'proved'],
    [{ enum: [0, false] }, { enum: [false, 0] }, 'proved', 'proved'],
    [{ enum: [1] }, { enum: [true] }, 'refuted', 'refuted'],
    [{ enum: ['a', 'b'], not: { const: 'b' } }, { const: 'a' }, 'proved', 'proved'],
    [{ type: 'array', maxItems: 0 }, { enum: [[]] }, 'proved', 'proved'],
  ],
  objects: [
    [closed({ a: false }, 'a'), false, 'proved', 'proved'],
    [{ type: 'object', required: ['a'], additionalProperties: false }, false, 'proved', 'proved'],
    [closed({ a: text }), objectOf({ a: text }), 'proved', 'refuted'],
    [closed({ a: text }), objectOf({ b: text }), 'proved', 'refuted'],
    [objectOf({ a: text }), objectOf({ b: text }), 'refuted', 'refuted'],
    [objectOf({ a: text }, 'a'), objectOf({}, 'a'), 'proved', 'refuted'],
    [{ type: 'object', maxProperties: 0 }, { type: 'object', additionalProperties: false }, 'proved', 'proved'],
    [{ type: 'object', propertyNames: { maxLength: 0 }, minProperties: 2 }, false, 'proved', 'proved'],
    [{ type: 'object', propertyNames: { maxLength: 0 } }, { type: 'object', maxProperties: 1 }, 'proved', 'refuted'],
    [
      { type: 'object', propertyNames: { enum: ['a', 'b'] } },
      { type: 'object', maxProperties: 2 },
      'proved',
      'refuted',
    ],
    [{ type: 'object', propertyNames: { pattern: '^[ab]$' }, minProperties: 3 }, false, 'proved', 'proved'],
    [{ type: 'object', propertyNames: { const: 'a' } }, closed({ a: true }), 'proved', 'proved'],
    [
      { type: 'object', patternProperties: { '^a': whole, b$: { minimum: 5 } } },
      objectOf({ ab: { type: 'integer', minimum: 5 } }),
      'proved',
      'refuted',
    ],
    [
      { type: 'object', patternProperties: { '^a': text }, properties: { ab: whole }, required: ['ab'] },
      false,
      'proved',
      'proved',
    ],
    [{ type: 'object', patternProperties: { '^a$': text } }, objectOf({ a: text }), 'proved', 'proved'],
    [
      { type: 'object', patternProperties: { '^a': text, '^[^a]': text, '^$': text } },
      { type: 'object', additionalProperties: text },
      'proved',
      'proved',
    ],
    [{ dependentRequired: { a: ['b'] } }, { dependentSchemas: { a: { required: ['b'] } } }, 'proved', 'proved'],
    [{ type: 'object', dependentRequired: { a: ['b'] }, required: ['a'] }, { required: ['b'] }, 'proved', 'refuted'],
    [{ type: 'object', dependentSchemas: { a: false } }, objectOf({ a: false }), 'proved', 'proved'],
    [{ type: 'object', required: ['a', 'b'] }, { minProperties: 2 }, 'proved', 'refuted'],
    [
      { type: 'object', additionalProperties: whole },
      { type: 'object', additionalProperties: { type: 'number' } },
      'proved',
      'refuted',
    ],
    [
      { type: 'object', minProperties: 1, additionalProperties: false, properties: { a: text } },
      closed({ a: text }, 'a'),
      'proved',
      'proved',
    ],
    [{ properties: { constructor: text } }, { properties: { constructor: whole } }, 'refuted', 'refuted'],
  ],
  'properties that patterns pick': [
    [
      { type: 'object', patternProperties: { '^a': true }, additionalProperties: false, minProperties: 2 },
      false,
      'refuted',
      'proved',
    ],
    [
      { type: 'object', patternProperties: { '^a': text }, additionalProperties: false },
      { type: 'object', propertyNames: { pattern: '^a' }, additionalProperties: text },
      'proved',
      'proved',
    ],
    [
      { type: 'object', patternProperties: { '^a': text, a$: whole } },
      { type: 'object', properties: { a: false, aba: false } },
      'proved',
      'refuted',
    ],
  ],
  'counts of items': [
    [
      { type: 'array', contains: text, minContains: 0, maxContains: 1, minItems: 3 },
      { type: 'array', items: text },
      'refuted',
      'refuted',
    ],
    [
      { type: 'array', contains: text, minContains: 1, maxContains: 2, minItems: 4 },
      { type: 'array', contains: { not: text }, minContains: 2 },
      'proved',
      'refuted',
    ],
    [
      { type: 'array', contains: text, maxContains: 1, items: text },
      { type: 'array', maxItems: 1 },
      'proved',
      'refuted',
    ],
    [{ contains: true, minContains: 2 }, { anyOf: [{ not: { type: 'array' } }, { minItems: 2 }] }, 'proved', 'proved'],
    [
      { type: 'array', allOf: [{ contains: { const: 1 } }, { contains: { const: 2 } }] },
      { type: 'array', minItems: 2 },
      'proved',
      'refuted',
    ],
  ],
  'items that nothing has looked at': [
    [
      { type: 'array', contains: text, unevaluatedItems: whole },
      { type: 'array', contains: text, items: { anyOf: [text, whole] } },
      'proved',
      'proved',
    ],
    [
      { type: 'array', prefixItems: [true], anyOf: [{ prefixItems: [true, text] }, true], unevaluatedItems: false },
      { type: 'array', maxItems: 2 },
      'proved',
      'refuted',
    ],
  ],
  arrays: [
    [
      { type: 'array', prefixItems: [{ enum: [1, 2] }, { const: 1 }], uniqueItems: true, minItems: 2 },
      { type: 'array', maxItems: 1 },
      'refuted',
      'refuted',
    ],
    [{ type: 'array', items: { type: 'boolean' }, uniqueItems: true, minItems: 3 }, false, 'proved', 'proved'],
    [
      { type: 'array', items: { enum: [1, 2] }, uniqueItems: true },
      { type: 'array', maxItems: 2 },
      'proved',
      'refuted',
    ],
    [
      { type: 'array', prefixItems: [{ enum: [1, 2] }, { const: 1 }, { const: 2 }], uniqueItems: true, minItems: 3 },
      false,
      'proved',
      'proved',
    ],
    [{ type: 'array', maxItems: 1 }, { type: 'array', uniqueItems: true }, 'proved', 'refuted'],
    [{ type: 'array', contains: text, minContains: 0 }, { type: 'array' }, 'proved', 'proved'],
    [{ type: 'array', contains: text }, { type: 'array', minItems: 1 }, 'proved', 'refuted'],
    [{ type: 'array', contains: text, minContains: 2 }, { contains: text }, 'proved', 'refuted'],
    [
      { type: 'array', contains: text, maxContains: 0, minContains: 0 },
      { type: 'array', items: { not: text } },
      'proved',
      'proved',
    ],
    [{ type: 'array', contains: whole, items: text }, false, 'proved', 'proved'],
    [
      { type: 'array', contains: whole, maxContains: 1, items: whole },
      { type: 'array', maxItems: 1, minItems: 1, items: whole },
      'proved',
      'proved',
    ],
    [{ type: 'array', items: text, minItems: 1 }, { contains: text }, 'proved', 'refuted'],
    [
      { type: 'array', prefixItems: [text, whole], minItems: 2 },
      { type: 'array', prefixItems: [text] },
      'proved',
      'refuted',
    ],
    [
      { type: 'array', prefixItems: [text], items: false },
      { type: 'array', items: text, maxItems: 1 },
      'proved',
      'proved',
    ],
    [
      { type: 'array', items: { anyOf: [text, whole] } },
      { anyOf: [{ items: text }, { items: whole }] },
      'refuted',
      'refuted',
    ],
    [
      { type: 'array', items: { anyOf: [text, whole] }, maxItems: 1 },
      { anyOf: [{ items: text }, { items: whole }] },
      'proved',
      'refuted',
    ],
    [{ type: 'array', items: false }, { type: 'array', maxItems: 0 }, 'proved', 'proved'],
  ],
  combinations: [
    [
      { oneOf: [{ minimum: 0 }, { maximum: 10 }], type: 'number' },
      { not: { minimum: 0, maximum: 10 } },
      'proved',
      'proved',
    ],
    [{ oneOf: [text, text] }, false, 'proved', 'proved'],
    [conditional({ if: text }, { minLength: 1 }), { anyOf: [{ not: text }, { minLength: 1 }] }, 'proved', 'proved'],
    [conditional({}, false), true, 'proved', 'proved'],
    [
      conditional({ if: { required: ['a'] }, else: { required: ['c'] }, type: 'object' }, { required: ['b'] }),
      { anyOf: [{ required: ['b'] }, { required: ['c'] }] },
      'proved',
      'refuted',
    ],
    [{ allOf: [objectOf({ a: text }), objectOf({ b: text })] }, objectOf({ a: text, b: text }), 'proved', 'proved'],
    [
      objectOf({ a: { type: ['string', 'number'] } }, 'a'),
      { anyOf: [objectOf({ a: text }, 'a'), objectOf({ a: { type: 'number' } }, 'a')] },
      'proved',
      'proved',
    ],
    [
      { anyOf: [closed({ k: { const: 'x' } }, 'k'), closed({ k: { const: 'y' } }, 'k')] },
      closed({ k: { enum: ['x', 'y'] } }, 'k'),
      'proved',
      'proved',
    ],
    [
      { type: 'object', properties: { a: text }, unevaluatedProperties: false },
      closed({ a: text }),
      'proved',
      'proved',
    ],
    [
      { allOf: [objectOf({ a: text }), objectOf({ b: text })], unevaluatedProperties: false },
      closed({ a: text, b: text }),
      'proved',
      'proved',
    ],
    [{ allOf: [closed({ a: text }), closed({ b: text })] }, { type: 'object', maxProperties: 0 }, 'proved', 'proved'],
    [
      { type: 'array', prefixItems: [text], unevaluatedItems: false },
      { type: 'array', prefixItems: [text], items: false },
      'proved',
      'proved',
    ],
  ],
  references: [
    [{ $ref: '#/$defs/t', maxLength: 3, $defs: { t: text } }, { type: 'string', maxLength: 3 }, 'proved', 'proved'],
    [{ $ref: '#t', $defs: { t: { $anchor: 't', ...text } } }, text, 'proved', 'proved'],
    [{ $id: 'https://a.test/root', $ref: 'part', $defs: { p: { $id: 'part', ...text } } }, text, 'proved', 'proved'],
    [
      { properties: { 'a/b~c': text, d: { $ref: '#/properties/a~1b~0c' } } },
      { properties: { d: text } },
      'proved',
      'refuted',
    ],
    [objectOf({ next: { $ref: '#' } }, 'next'), false, 'proved', 'proved'],
    [{ type: 'array', items: { $ref: '#' }, minItems: 1 }, false, 'proved', 'proved'],
    [
      objectOf({ v: text, next: { $ref: '#' } }),
      objectOf({ v: text, next: objectOf({ v: text, next: { $ref: '#' } }) }),
      'proved',
      'proved',
    ],
    [
      { type: 'object', additionalProperties: { $ref: '#' } },
      { type: 'object', additionalProperties: { type: 'object' } },
      'proved',
      'refuted',
    ],
  ],
}

const ajv = new Ajv2020({ strict: false, logger: false, multipleOfPrecision: 9, validateFormats: false })

function check(sub: unknown, sup: unknown, expected: Expected): void {
  const verdict = contains(sub, sup)
  expect(verdict).toMatchObject({ verdict: expected })
  if (verdict.verdict !== 'refuted') return
  const says = (schema: unknown): boolean => ajv.compile(structuredClone(schema) as object)(verdict.witness) === true
  expect(says(sub)).toBe(true)
  if (!/format|unevaluatedItems/.test(JSON.stringify(sup))) expect(says(sup)).toBe(false)
}

for (const [title, rows] of Object.entries(tables)) {
  describe(title, () => {
    for (const [sub, sup, there, back] of rows) {
      test(`${JSON.stringify(sub)} in ${JSON.stringify(sup)} is ${there}, and back ${back}`, () => {
        ajv.removeSchema()
        check(sub, sup, there)
        ajv.removeSchema()
        check(sup, sub, back)
      })
    }
  })
}

test('reads a property called __proto__ like any other', () => {
  const schema: unknown = JSON.parse('{"properties":{"__proto__":{"type":"string"}}}')
  const verdict = contains(true, schema)
  expect(verdict).toMatchObject({ verdict: 'refuted' })
  expect(JSON.stringify(verdict)).toContain('__proto__')
})
