import { expect, test } from 'vitest'
import { renamed } from './fields.js'

const namesOf = (names: Readonly<Record<string, string>>) => new Map(Object.entries(names))

test('fields are renamed in a copy, unless the new name is there already', () => {
  const fields = { old: 1, kept: 2, first: 3, second: 4 }
  expect(renamed(fields, namesOf({ old: 'now', first: 'second' }))).toEqual({ now: 1, kept: 2, second: 4 })
  expect(fields).toEqual({ old: 1, kept: 2, first: 3, second: 4 })
})

test('what bears no name that changes is not copied, for it may be large', () => {
  const fields = { kept: 2 }
  expect(renamed(fields, namesOf({ old: 'now' }))).toBe(fields)
})

test('two fields may change their names with each other', () => {
  expect(renamed({ one: 1, other: 2 }, namesOf({ one: 'other', other: 'one' }))).toEqual({ one: 2, other: 1 })
})

test('a field that could pass for a prototype is none of a copy either', () => {
  const fields = JSON.parse('{ "old": 1, "__proto__": { "now": 2 } }')
  const result = renamed(fields, namesOf({ old: 'now' }))
  expect([Object.getPrototypeOf(result), Object.hasOwn(result, '__proto__')]).toEqual([Object.prototype, true])
})
