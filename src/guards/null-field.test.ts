import { expect, test } from 'vitest'
import { withoutNulls } from './null-field.js'

test('fields that are null go, however deep, and what came is left as it is', () => {
  const row = JSON.parse('{"id":"a","note":null,"tags":[{"at":null,"of":1},null],"__proto__":{"admin":null,"x":1}}')
  const text = JSON.stringify(row)
  const present = withoutNulls(row) as object
  expect(JSON.stringify(present)).toBe('{"id":"a","tags":[{"of":1},null],"__proto__":{"x":1}}')
  expect(Object.getPrototypeOf(present)).toBe(Object.prototype)
  expect(JSON.stringify(row)).toBe(text)
})

test.each([[{ id: 'a', tags: [1, { of: [] }] }], [[1, [2]]], ['text'], [0], [undefined], [null]])(
  'what has no such field stays as it is: %j',
  (value) => {
    expect(withoutNulls(value)).toEqual(value)
  },
)
