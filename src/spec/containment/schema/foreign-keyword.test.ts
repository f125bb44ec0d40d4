import { expect, test } from 'vitest'
import { contains, type Verdict } from '../containment.js'

const proved: Verdict = { verdict: 'proved' }
const refuted = { verdict: 'refuted' }
const unknown = { verdict: 'unknown', reason: expect.stringContaining('"unit"') as string }

const kg = { type: 'number', unit: 'kg' }
const pound = { type: 'number', unit: 'lb' }

function inField(field: object, more: object = {}): object {
  return { type: 'object', properties: { w: field, ...more } }
}

test('a keyword that JSON Schema does not define clouds nothing where it did not change', () => {
  expect(contains(kg, kg)).toEqual(proved)
  expect(contains(inField(kg), inField(kg, { note: {} }))).toEqual(proved)
  expect(contains({ ...kg, maximum: 3 }, { ...kg, maximum: 5 })).toEqual(proved)
  expect(contains({ ...kg, maximum: 5 }, { ...kg, maximum: 3 })).toMatchObject(refuted)
  const text = { errorMessage: { type: 'say a number' }, ...kg }
  expect(contains(text, { ...text, title: 'weight' })).toEqual(proved)
})

test('a keyword that JSON Schema does not define is unknown where it changed, was added or was replaced, and harmless where it went', () => {
  expect(contains(kg, pound)).toMatchObject(unknown)
  expect(contains({ type: 'number' }, kg)).toMatchObject(unknown)
  expect(contains(kg, { type: 'number' })).toEqual(proved)
  expect(contains(inField(kg), inField(pound))).toMatchObject(unknown)
})

test('a keyword that JSON Schema does not define clouds its own place only', () => {
  const names = { name: { type: 'string', maxLength: 3 } }
  expect(contains(inField(kg, { name: { type: 'string' } }), inField(pound, names))).toMatchObject(refuted)
  expect(contains(inField(kg, names), inField(kg, { name: { type: 'string' } }))).toEqual(proved)
})

test('a keyword that JSON Schema does not define means the same in another parent, and beside no other such keyword only', () => {
  expect(contains(kg, { allOf: [{ unit: 'kg' }], type: 'number' })).toEqual(proved)
  expect(contains({ anyOf: [kg, { type: 'null' }] }, { anyOf: [{ type: 'null' }, kg] })).toEqual(proved)
  expect(contains({ ...kg, scale: 2 }, kg)).toMatchObject(unknown)
  expect(contains({ ...kg, scale: 2 }, { ...kg, scale: 2 })).toEqual(proved)
})

test('a keyword that JSON Schema does not define keeps its sign under not, and is counted under contains as it stands', () => {
  expect(contains({ not: kg }, { not: kg })).toEqual(proved)
  expect(contains({ not: { unit: 'kg' } }, { unit: 'kg' })).toMatchObject({ verdict: 'unknown' })
  // as a note it asks nothing, so its negation refuses everything
  expect(contains({ unit: 'kg' }, { not: { unit: 'kg' } })).toMatchObject(refuted)
  expect(contains({ allOf: [{ unit: 'kg' }, { not: { unit: 'kg' } }] }, false)).toEqual(proved)
  const some = (field: object): object => ({ type: 'array', contains: field, minContains: 2 })
  expect(contains(some(kg), some(kg))).toEqual(proved)
  expect(contains(some(kg), { type: 'array', contains: pound })).toMatchObject({ verdict: 'unknown' })
  expect(contains({ oneOf: [kg, { type: 'string' }] }, { oneOf: [{ type: 'string' }, kg] })).toEqual(proved)
})

test('a keyword that JSON Schema does not define is no reason to take a listed value or a name for refused', () => {
  expect(contains({ enum: [1], not: { unit: 'kg' } }, false)).toMatchObject({ verdict: 'unknown' })
  expect(contains({ type: 'object', required: ['a'], propertyNames: { not: { unit: 'kg' } } }, false)).toMatchObject({
    verdict: 'unknown',
  })
})

test('a keyword that JSON Schema does not define asks nothing where it is declared to be an annotation', () => {
  const annotations = ['unit']
  expect(contains(kg, pound, { annotations })).toEqual(proved)
  expect(contains({ type: 'number' }, kg, { annotations })).toEqual(proved)
  expect(contains(kg, { ...pound, scale: 1 }, { annotations })).toMatchObject({ verdict: 'unknown' })
  const open = (field: object): object => ({ allOf: [{ ...field }], unevaluatedProperties: false })
  expect(contains(open(kg), open(pound), { annotations })).toEqual(proved)
})
