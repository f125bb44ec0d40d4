import { expect, test } from 'vitest'
import { factTimeOf } from './fact-time.js'

test('a fact became one at the latest instant it names, at its top or one level below', () => {
  const noon = Date.parse('2026-01-01T12:00:00Z')
  expect(factTimeOf({ createdAt: '2026-01-01T11:00:00Z', updatedAt: '2026-01-01T12:00:00Z' })).toBe(noon)
  expect(factTimeOf({ dispatch: { updatedAt: noon } })).toBe(noon)
  expect(factTimeOf({ at: noon, dispatch: { updatedAt: 5 } })).toBe(noon)
})

test('what names no instant has no time', () => {
  const nothing = [undefined, null, 'text', 7, [], [{ at: 5 }, 3], { at: 'soon' }, { at: true }, { at: Number.NaN }]
  expect(nothing.map(factTimeOf)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    5,
    undefined,
    undefined,
    undefined,
  ])
  expect(factTimeOf({ first: { second: { at: 5 } }, dueAt: 9 })).toBeUndefined()
})
