import { expect, test } from 'vitest'
import { factMemory } from '../client/facts/fact-memory.js'
import { simulation } from './simulation.js'

const { identify, example } = simulation.serverToClient['transcript:update']
/** Returns which deliveries of transcripts are told, in their order. */
function heard(...deliveries: object[]): boolean[] {
  const memory = factMemory()
  const event = simulation.serverToClient['transcript:update'] as never
  return deliveries.map((payload, at) => !memory.knows(event, payload, { connection: 'c', source: `${at}`, at }))
}
const keysOf = (changes: object) => identify?.({ ...example, ...changes } as NonNullable<typeof example>) ?? []

test('R4: who says the same words twice within seconds is heard twice, in whatever order the copies come', () => {
  const told = (changes: object) => ({ ...example, text: 'Yes.', isFinal: true, ...changes })
  const first = told({ itemId: 'i1', startedAtMs: 1000, timestamp: 2000 })
  const second = told({ itemId: 'i2', startedAtMs: 9000, timestamp: 10_000 })
  expect(heard(first, second, first, second)).toEqual([true, true, false, false])
  // one of them has an item only, or a start only
  expect(heard(first, told({ itemId: 'i2', startedAtMs: undefined }))).toEqual([true, true])
  expect(heard(told({ itemId: 'i1', startedAtMs: undefined }), second)).toEqual([true, true])
  expect(heard(first, told({ itemId: undefined, startedAtMs: 9000 }))).toEqual([true, true])
  // the partial of the second is none of the first
  expect(heard(first, { ...second, isFinal: false }, second, { ...second, isFinal: false })).toEqual([
    true,
    true,
    true,
    false,
  ])
})

test('R4: a copy with fewer fields is the fact it was told from, whichever comes first', () => {
  const live = { ...example, isFinal: true, itemId: 'i1', startedAtMs: 5000, timestamp: 6000 }
  const copies = [
    { ...live, itemId: undefined },
    { ...live, startedAtMs: undefined },
    { ...live, itemId: undefined, startedAtMs: undefined, timestamp: 9000, origin: 'replay' },
  ]
  for (const copy of copies) {
    expect(heard(live, copy)).toEqual([true, false])
    expect(heard(copy, live)).toEqual([true, false])
  }
  // one has an item and the other a start: the words are all there is
  const [byStart, byItem] = copies
  expect(heard(byStart as object, byItem as object)).toEqual([true, false])
  expect(heard(byItem as object, byStart as object)).toEqual([true, false])
  // words long past are other words
  expect(heard(live, { ...copies[2], timestamp: 30_000 })).toEqual([true, true])
})

test('a partial is dropped after its final, makes none known and is told before it', () => {
  const partial = { ...example, isFinal: false }
  const sooner = { ...partial, text: 'Where does' }
  expect(heard(sooner, partial, example as object, partial, sooner)).toEqual([true, true, true, false, false])
  expect(keysOf({ isFinal: false }).every(({ provisional }) => provisional)).toBe(true)
})

test('a replay has the keys of what was seen live', () => {
  expect(keysOf({ origin: 'replay' })).toEqual(keysOf({ origin: 'live' }))
})

test('the words, the start and the item of one session make none of another known', () => {
  const bare = { itemId: undefined, startedAtMs: undefined }
  const said = [{}, bare].flatMap((fields) => ['s1', 's2', undefined].map((sessionId) => ({ ...fields, sessionId })))
  const told = said.map((fields) => ({ ...example, isFinal: true, ...fields }))
  expect(heard(...told)).toEqual([true, true, true, false, false, false])
})
