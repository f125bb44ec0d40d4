import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { untimed } from '../clock.js'
import type { JsonValue } from '../json.js'
import { SchemaDocument } from './schema-document.js'
import { SchemaValidator } from './schema-validator.js'

const a = { properties: { a: { type: 'integer' } } }
const b = { properties: { b: true }, required: ['b'] }
// a literal with the key `then` looks like a promise to the linter
const then = Object.fromEntries([['then', b]])
const closed = { unevaluatedProperties: false }

const schemas: readonly object[] = [
  { ...a, ...closed },
  { allOf: [a, b], ...closed },
  { allOf: [{ ...a, ...closed }], ...b },
  { anyOf: [a, b], ...closed },
  { oneOf: [{ ...a, required: ['a'] }, b], ...closed },
  { not: { required: ['c'] }, ...a, unevaluatedProperties: { type: 'string' } },
  { if: { properties: { a: { const: 1 } }, required: ['a'] }, ...then, else: { properties: { c: true } }, ...closed },
  { dependentSchemas: { a: { properties: { a: true, b: true } } }, ...closed },
  { $ref: '#/$defs/both', $defs: { both: { allOf: [a, b] } }, ...closed },
  { patternProperties: { '^a': true }, properties: { b: a }, propertyNames: { maxLength: 2 }, ...closed },
  { properties: { b: { allOf: [a], ...closed } }, additionalProperties: { type: 'integer' } },
  { prefixItems: [{ type: 'integer' }], unevaluatedItems: { type: 'string' } },
  { contains: { type: 'string' }, unevaluatedItems: { type: 'integer' } },
  { anyOf: [{ prefixItems: [true, { const: 1 }] }, { prefixItems: [{ const: 'x' }] }], unevaluatedItems: false },
  { contains: { const: 1 }, minContains: 0, maxContains: 1, uniqueItems: true, items: { not: { type: 'null' } } },
]

const values: readonly JsonValue[] = [
  {},
  { a: 1 },
  { a: 2 },
  { a: 'x' },
  { b: 1 },
  { a: 1, b: 1 },
  { a: 2, b: 1 },
  { a: 1, b: 1, c: 1 },
  { c: 1 },
  { c: 'x' },
  { b: { a: 1 } },
  { b: { a: 1, c: 1 } },
  { ab: 1, b: {} },
  { abc: 1 },
  [],
  [1],
  ['x'],
  [1, 1],
  ['x', 1],
  ['x', 2],
  [1, 'x'],
  ['x', 'y', 1],
  [null],
  'x',
  1,
]

test.each(schemas.map((schema) => [JSON.stringify(schema), schema]))(
  'a value is valid as ajv has it under %s',
  (_, schema) => {
    const check = new Ajv2020({ strict: false }).compile(schema as object)
    const validator = new SchemaValidator(new SchemaDocument(schema, '2020-12', 'sub'), false, untimed)
    const judged = values.map((value) => [value, validator.isValid(value)])
    expect(judged).toEqual(values.map((value) => [value, check(value)]))
    expect(new Set(judged.map(([, isValid]) => isValid))).toEqual(new Set([true, false]))
  },
)
