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

test('bytes that came beside JSON stay bytes, of the class that they came as', () => {
  const [buffer, file, whole] = [Uint8Array.of(1, 2).buffer, Buffer.from('ab'), Uint8Array.of(3)]
  const present = withoutNulls({ buffer, list: [file], whole, note: null }) as Record<string, unknown>
  expect(Object.keys(present)).toEqual(['buffer', 'list', 'whole'])
  expect([present['buffer'], (present['list'] as unknown[])[0], present['whole']]).toEqual([buffer, file, whole])
  expect(present['buffer']).toBe(buffer)
})
