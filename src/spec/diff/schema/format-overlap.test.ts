import { expect, test } from 'vitest'
import { defaultPolicy } from '../rules/policy.js'
import { overlapOf } from './format-overlap.js'

const date = { format: 'date' }
const dateTime = { format: 'date-time', pattern: '^\\d{4}-\\d{2}-\\d{2}T.+Z$' }

test.each([
  ['two patterns that share some texts', { pattern: '^a' }, { pattern: 'b$' }, 'some'],
  ['two patterns that share none', { pattern: '^a+$' }, { pattern: '^b+$' }, 'none'],
  ['a format and a pattern that holds all of another', date, dateTime, 'none'],
  ['a format and a pattern that fits some of it', date, { pattern: '^2' }, 'some'],
  ['two formats that bound each other out', date, { format: 'date-time' }, 'none'],
  ['two formats of which nobody knows one', date, { format: 'tea-time' }, 'unknown'],
] as const)('%s: %s', (_, one, other, overlap) => {
  expect(overlapOf(one, other, defaultPolicy)).toBe(overlap)
  expect(overlapOf(other, one, defaultPolicy)).toBe(overlap)
})
