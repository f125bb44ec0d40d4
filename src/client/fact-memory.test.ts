import { expect, test } from 'vitest'
import { type EventContract, event } from '../contract/event.js'
import type { FactKey } from '../contract/identity.js'
import { factMemory } from './fact-memory.js'

interface Fact {
  readonly key: string
  readonly at?: number
  readonly withinMs?: number
}
const told: EventContract = { ...event({}), identify: (fact) => [fact as FactKey] }

function hearing() {
  const memory = factMemory()
  return (fact: Fact) => memory.knows(told, fact, { connection: 'c', source: 's', at: 0, offset: undefined })
}

test.each([
  { first: 100, second: 1099, isKnown: true },
  { first: 999, second: 1001, isKnown: true },
  { first: 1001, second: 999, isKnown: true },
  { first: 100, second: 1101, isKnown: false },
  { first: 1101, second: 100, isKnown: false },
])('a key that holds for a second, heard at $first, is known at $second: $isKnown', ({ first, second, isKnown }) => {
  const knows = hearing()
  knows({ key: 'k', at: first, withinMs: 1000 })
  expect(knows({ key: 'k', at: second, withinMs: 1000 })).toBe(isKnown)
})

test('a key that names its time, and holds for no while, is known at that time alone', () => {
  const knows = hearing()
  expect([10, 10, 11].map((at) => knows({ key: 'k', at }))).toEqual([false, true, false])
})

test('a key without a time is known from then on', () => {
  const knows = hearing()
  expect(['k', 'k', 'l'].map((key) => knows({ key }))).toEqual([false, true, false])
})
