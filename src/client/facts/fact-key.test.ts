import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { event } from '../../contract/event/event.js'
import { id, sensitive, timestamp } from '../../fields/index.js'
import { factKeys } from './fact-key.js'

const keyOf = (schema: object, value: unknown, path = 'at') => {
  const told = event({ payload: schema as never, identity: [path] as never })
  return factKeys(told as never, value)[0]?.key
}
const [short, long, west] = ['2024-01-01T00:00:00Z', '2024-01-01T00:00:00.000Z', '2024-01-01T01:00:00+01:00'] as const

test('two ids that look like one instant are two facts', () => {
  const schema = z.object({ at: id })
  expect(new Set([short, long, west].map((at) => keyOf(schema, { at }))).size).toBe(3)
})

test.each([
  ['of this package', timestamp],
  ['marked', sensitive('pii', timestamp)],
  ['that may be missing', z.optional(timestamp)],
  ['or nothing', z.nullable(timestamp)],
  ['among others', z.union([z.number(), timestamp])],
  ['of zod', z.iso.datetime({ offset: true })],
])('an instant %s is one however it is spelled', (_, schema) => {
  const outer = z.object({ at: schema as typeof timestamp })
  expect(new Set([short, long, west].map((at) => keyOf(outer, { at }))).size).toBe(1)
  const inner = z.object({ in: z.optional(outer) })
  expect(new Set([short, long].map((at) => keyOf(inner, { in: { at } }, 'in.at'))).size).toBe(1)
})

test('instants differ by what is finer than a millisecond, and by what is no instant at all', () => {
  const schema = z.object({ at: timestamp })
  const all = ['2024-01-01T00:00:00.0001Z', '2024-01-01T00:00:00.0002Z', short, 'never', '', undefined, null]
  expect(new Set(all.map((at) => keyOf(schema, { at, more: 1 }))).size).toBe(all.length)
})

test('an instant of 1970 is one, too', () => {
  const schema = z.object({ at: timestamp })
  expect(keyOf(schema, { at: '1970-01-01T00:00:00Z' })).toBe(keyOf(schema, { at: '1970-01-01T00:00:00.000Z' }))
})
