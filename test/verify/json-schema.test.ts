import { expect, test } from 'vitest'
import { isFromJson, jsonSchemaIssues, schemaFromJson, undeclaredIn } from '../../src/spec/json-contract/json-schema.js'

const order = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    lines: {
      type: 'array',
      items: { type: 'object', properties: { count: { type: 'integer' } }, required: ['count'] },
    },
  },
  required: ['id'],
  additionalProperties: false,
} as const

test('a schema from JSON accepts what fits and says where and what was expected where it does not', () => {
  const schema = schemaFromJson(order)
  expect(isFromJson(schema)).toBe(true)
  expect(schema['~standard'].validate({ id: 'o1' })).toEqual({ value: { id: 'o1' } })
  expect(schema['~standard'].validate({ id: 1 })).toEqual({
    issues: [{ path: ['id'], message: 'a value of type string' }],
  })
})

test('issues lead to the innermost places, through lists too', () => {
  expect(jsonSchemaIssues(order, { lines: [{ count: 1 }, { count: 'two' }, {}] })).toEqual([
    { path: ['id'], expected: 'a value' },
    { path: ['lines', 1, 'count'], expected: 'a value of type integer' },
    { path: ['lines', 2, 'count'], expected: 'a value' },
  ])
  expect(jsonSchemaIssues(order, 'text')).toEqual([{ path: [], expected: 'a value of type object' }])
  expect(jsonSchemaIssues({ enum: ['a'] }, 'b')).toEqual([{ path: [], expected: 'another form' }])
})

test('a list of anything has no issues inside it', () => {
  expect(jsonSchemaIssues({ type: 'array', minItems: 2 }, [1])).toEqual([
    { path: [], expected: 'a value of type array' },
  ])
})

test('a value is not held against a schema that nobody can judge', () => {
  expect(jsonSchemaIssues({ $ref: 'https://elsewhere.example/unknown' }, 1)).toEqual([])
})

test('fields that are not declared are named with their path, and keys that might be data are not', () => {
  expect(undeclaredIn(order, { id: 'o1', extra: 1, 'u-4711': 1 })).toEqual(['extra', '*'])
  expect(
    undeclaredIn(order, {
      lines: [
        { count: 1, note: 'x' },
        { count: 2, note: 'y' },
      ],
    }),
  ).toEqual(['lines.*.note'])
})

test('of several forms, the one that fits a value says what is not declared', () => {
  const forms = {
    anyOf: [
      { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
      { type: 'object', properties: { kind: { const: 'b' }, more: {} }, required: ['kind'] },
    ],
  }
  expect(undeclaredIn(forms, { kind: 'b', more: 1 })).toEqual([])
  expect(undeclaredIn(forms, { kind: 'a', more: 1 })).toEqual(['more'])
  // where none fits, the one that declares most of it speaks
  expect(undeclaredIn(forms, { kind: 'c', more: 1 })).toEqual([])
  expect(undeclaredIn({ oneOf: [] }, { kind: 'c' })).toEqual([])
})

test('the keys of a record are data, and its values are looked into', () => {
  const record = { type: 'object', additionalProperties: { type: 'object', properties: { at: {} } } }
  expect(undeclaredIn(record, { u1: { at: 1, by: 2 }, u2: { at: 1 } })).toEqual(['*.by'])
})

test('what declares itself open, or no fields at all, leaves nothing undeclared', () => {
  expect(undeclaredIn({ type: 'object', additionalProperties: true }, { a: 1 })).toEqual([])
  expect(undeclaredIn({ type: 'object', 'x-unknown': 'loose' }, { a: 1 })).toEqual([])
  expect(undeclaredIn({}, { a: 1 })).toEqual([])
  expect(undeclaredIn({ type: 'array' }, [{ a: 1 }])).toEqual([])
  expect(undeclaredIn(order, 'text')).toEqual([])
  expect(undeclaredIn(undefined, { a: 1 })).toEqual([])
  expect(undeclaredIn({ type: 'object' }, { a: 1 })).toEqual(['a'])
})

test('bytes that came beside JSON are held against what describes them, of whatever class they are', () => {
  const file = { type: 'string', format: 'binary', contentEncoding: 'binary', maxLength: 2 }
  const schema = schemaFromJson({ type: 'object', properties: { file }, required: ['file'] })
  const read = (content: unknown) => schema['~standard'].validate({ file: content })
  for (const content of [Uint8Array.of(1, 2), Buffer.from([1, 2]), Uint8Array.of(1, 2).buffer])
    expect(read(content)).toEqual({ value: { file: content } })
  for (const content of [Uint8Array.of(1, 2, 3), [1], { 0: 1 }])
    expect(read(content)).toEqual({ issues: [{ path: ['file'], message: 'a value of type string' }] })
  expect(undeclaredIn({ type: 'object', properties: { file } }, { file: Uint8Array.of(1) })).toEqual([])
})
