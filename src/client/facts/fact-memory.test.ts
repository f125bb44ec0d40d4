import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { type EventContract, event } from '../../contract/event/event.js'
import type { FactKey } from '../../contract/event/identity.js'
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

function usedBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}

interface Place {
  readonly namespace?: string
  readonly name?: string
}
/** Hears payloads that are known by themselves or by an id. */
function delivering() {
  const memory = factMemory()
  const from = { connection: 'c', source: 's', at: 0, offset: undefined }
  return (
    payload: unknown,
    { namespace = '/n', name = 'e' }: Place = {},
    delivery: object = {},
    identity: string[] = [],
  ) => memory.knows({ ...event({}), namespace, name, identity }, payload, { ...from, ...delivery })
}

test('facts of different namespaces and events are different, however these are named', () => {
  const knows = delivering()
  const places = [
    { namespace: '/a', name: 'b c' },
    { namespace: '/a b', name: 'c' },
    { namespace: '/ab', name: 'c' },
    { namespace: '/a', name: 'bc' },
  ]
  expect(places.map((place) => knows({ id: 1 }, place, {}, ['id']))).toEqual([false, false, false, false])
})

test('packets of different connections are different, whatever their names hold', () => {
  const knows = delivering()
  const packets = [
    { connection: 'a', offset: 'b c' },
    { connection: 'a b', offset: 'c' },
    { connection: 'ab', offset: ' c' },
    { connection: 'a', offset: 'b c' },
  ]
  expect(packets.map((packet, index) => knows({ id: index }, {}, packet))).toEqual([false, false, false, true])
})

test('a packet is taken for no key of a fact', () => {
  const memory = factMemory()
  const keyed = { ...event({}), identify: () => [{ key: '["x"]' }] }
  const from = { connection: '', source: 's', at: 0 }
  expect(memory.knows(keyed, {}, { ...from, offset: ' ["x"]' })).toBe(false)
})

test('a payload that is nothing is known by its copies', () => {
  const knows = delivering()
  expect([knows(undefined), knows(undefined, {}, { source: 'other' })]).toEqual([false, true])
})

test('a payload with bytes is known by its copies, and by no other bytes', () => {
  const knows = delivering()
  const facts = [[1, 23], [12, 3], [1, 2, 3], []].map((bytes) => ({ id: 1, file: Uint8Array.from(bytes) }))
  const again = facts.map(({ id, file }) => ({ id, file: file.slice() }))
  expect(facts.map((fact) => knows(fact))).toEqual([false, false, false, false])
  expect(again.map((fact) => knows(fact, {}, { source: 'other' }))).toEqual([true, true, true, true])
})

test('a thousand facts of ordinary size are known, by an id and by their copies', () => {
  for (const identity of [['id'], []]) {
    const knows = delivering()
    const facts = Array.from({ length: 1000 }, (_, id) => ({ id, text: 'x'.repeat(800) }))
    const heard = facts.map((fact) => knows(fact, {}, {}, identity))
    const again = facts.map((fact) => knows(fact, {}, { source: 'other' }, identity))
    expect([new Set(heard), new Set(again)]).toEqual([new Set([false]), new Set([true])])
  }
})

test('facts of long values are known, and leave no more than a few megabytes behind', () => {
  const knows = delivering()
  const before = usedBytes()
  const facts = Array.from({ length: 2000 }, (_, count) => ({ id: 'x'.repeat(20_000) + count, count }))
  expect(facts.filter((fact) => knows({ ...fact }, {}, {}, ['id', 'count']))).toEqual([])
  expect(facts.slice(-40).filter((fact) => !knows({ ...fact }, {}, {}, ['id', 'count']))).toEqual([])
  facts.length = 0
  expect(usedBytes() - before).toBeLessThan(20e6)
})

test('three hundred snapshots of 200 kB leave no more than a few megabytes behind', () => {
  const knows = delivering()
  const before = usedBytes()
  for (let count = 0; count < 300; count++) knows({ count, rows: 'x'.repeat(200_000) })
  expect(usedBytes() - before).toBeLessThan(20e6)
  expect(knows({ count: 299, rows: 'x'.repeat(200_000) }, {}, { source: 'other' })).toBe(true)
})
