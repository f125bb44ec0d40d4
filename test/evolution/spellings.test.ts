import { expect, test } from 'vitest'
import { diff, type Finding } from '../../src/spec/index.js'
import { carrying } from './contract-maker.js'

const text = { type: 'string' }
const number = { type: 'number' }
const one = { type: 'object', properties: { a: text }, required: ['a'] }
const two = { type: 'object', properties: { b: number }, required: ['b'] }
const kind = (name: string, field: object): object => ({
  type: 'object',
  properties: { kind: { const: name }, value: field },
  required: ['kind', 'value'],
})

const compare = (old: unknown, next: unknown): readonly Finding[] => {
  const inField = (part: unknown) => carrying({ type: 'object', properties: { field: part }, required: ['field'] })
  return diff(inField(old), inField(next)).findings
}

const alike: readonly (readonly [what: string, one: unknown, other: unknown])[] = [
  ['one word', { const: 'x' }, { enum: ['x'] }],
  ['words in another order', { enum: ['x', 'y'] }, { enum: ['y', 'x', 'y'] }],
  ['words of which some never fit', { type: 'string', enum: ['x', 1] }, { enum: ['x'] }],
  ['words of one of two types', { type: ['string', 'integer'], enum: ['x', 1.5] }, { const: 'x' }],
  ['words or null', { enum: ['x', null] }, { anyOf: [{ enum: ['x'] }, { type: 'null' }] }],
  ['null', { enum: [null] }, { type: 'null' }],
  ['a list of one type', { type: ['string'] }, text],
  ['two types', { type: ['string', 'number'], minLength: 2 }, { anyOf: [{ ...text, minLength: 2 }, number] }],
  ['numbers, whole or not', { type: ['integer', 'number'] }, number],
  ['whole numbers among all numbers', { anyOf: [{ type: 'integer' }, number] }, number],
  [
    'alternatives in alternatives',
    { anyOf: [{ anyOf: [text, number] }, { type: 'null' }] },
    { anyOf: [text, number, { type: 'null' }] },
  ],
  ['one alternative', { anyOf: [text] }, text],
  ['alternatives of which one fits, by type', { oneOf: [text, number] }, { anyOf: [text, number] }],
  [
    'alternatives of which one fits, by word',
    { oneOf: [{ enum: ['a'] }, { enum: ['b'] }] },
    { anyOf: [{ enum: ['a'] }, { enum: ['b'] }] },
  ],
  [
    'alternatives of which one fits, by tag',
    { oneOf: [kind('a', text), kind('b', number)] },
    { anyOf: [kind('a', text), kind('b', number)] },
  ],
  ['one demand', { allOf: [text] }, text],
  [
    'objects that have to fit both',
    { allOf: [one, two] },
    { ...one, properties: { ...one.properties, ...two.properties }, required: ['b', 'a'] },
  ],
  [
    'demands in demands',
    { allOf: [{ allOf: [{ ...text, minLength: 1 }, { maxLength: 3 }] }, { pattern: 'a' }] },
    { allOf: [{ pattern: 'a' }, { maxLength: 3 }, { ...text, minLength: 1 }] },
  ],
  ['text of no length in particular', { ...text, minLength: 0 }, text],
  [
    'a list that may hold an item twice',
    { type: 'array', uniqueItems: false, minItems: 0 },
    { type: 'array', items: true },
  ],
  ['an object that refuses other keys', { ...one, 'x-unknown': 'strict' }, { ...one, additionalProperties: false }],
  ['an object that keeps other keys', { ...one, 'x-unknown': 'loose' }, { ...one, additionalProperties: {} }],
  ['an object that needs nothing', { ...one, required: [] }, { type: 'object', properties: { a: text } }],
  ['what nothing fits', false, { not: {} }],
]

test.each(alike)('a schema in another spelling is no change: %s', (_, before, after) => {
  expect(compare(before, after)).toEqual([])
  expect(compare(after, before)).toEqual([])
})

test('a schema in another spelling is no change: a reference and what it leads to', () => {
  const referring = carrying({
    type: 'object',
    properties: { 'a/b': { $ref: '#/$defs/t~1x', 'x-sensitive': 'secret' } },
    $defs: { 't/x': text },
  })
  const plain = carrying({ type: 'object', properties: { 'a/b': { ...text, 'x-sensitive': 'secret' } } })
  expect(diff(referring, plain).findings).toEqual([])
  expect(diff(plain, referring).findings).toEqual([])
})

test.each([
  ['alternatives that overlap', { oneOf: [{ type: 'integer' }, number] }, { anyOf: [{ type: 'integer' }, number] }],
  ['words of alternatives that overlap', { oneOf: [{ enum: ['a', 'b'] }, { enum: ['b'] }] }, { enum: ['a', 'b'] }],
  ['bounds of another type', { type: ['string', 'number'], minLength: 2 }, { type: ['string', 'number'], minimum: 2 }],
])('a schema that only looks like another spelling is a change: %s', (_, before, after) => {
  const findings = compare(before, after)
  expect(findings.some(({ breaks }) => breaks.includes('new-server-old-client'))).toBe(true)
  expect(findings.flatMap(({ witnesses }) => witnesses)).not.toEqual([])
})

test('a schema that only looks like another spelling is a change: objects without a tag, where other keys are kept', () => {
  const [before, after] = [carrying({ oneOf: [one, two] }), carrying({ anyOf: [one, two] })]
  const [finding, ...others] = diff(before, after, { objects: 'loose' }).findings
  expect(others).toEqual([])
  expect(finding).toMatchObject({ rule: 'F22', breaks: ['new-server-old-client'] })
  expect(finding?.witnesses.map(({ value }) => Object.keys(value as object).sort())).toEqual([['a', 'b']])
  expect(diff(before, after, { objects: 'strip' }).findings).toEqual([])
})

test('words put together say that the same values fit', () => {
  expect(compare({ anyOf: [{ enum: ['a'] }, { enum: ['b'] }] }, { enum: ['a', 'b'] })).toMatchObject([
    { rule: 'F23', bump: 'patch', breaks: [], words: expect.stringContaining('the same values fit') as string },
  ])
})
