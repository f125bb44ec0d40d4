import { expect, test } from 'vitest'
import { simulation } from './simulation.js'

const { identify, example } = simulation.serverToClient['transcript:update']
const keysOf = (changes: object) => identify?.({ ...example, ...changes } as NonNullable<typeof example>) ?? []

test('a final transcript is known by its item, its start and its words near in time', () => {
  const keys = keysOf({ isFinal: true, itemId: 'i1', startedAtMs: 5, timestamp: 100 })
  expect(keys).toHaveLength(3)
  expect(keys.filter(({ withinMs }) => withinMs === 15_000).map(({ at }) => at)).toEqual([100])
  expect(keys.some(({ provisional }) => provisional)).toBe(false)
})

test('a partial has the keys of its final and makes none of them known', () => {
  const final = keysOf({ isFinal: true })
  const partial = keysOf({ isFinal: false })
  expect(partial.map(({ key }) => key)).toEqual(final.map(({ key }) => key))
  expect(partial.every(({ provisional }) => provisional)).toBe(true)
})

test('a replay has the keys of what was seen live, and a transcript without ids its words alone', () => {
  expect(keysOf({ origin: 'replay' })).toEqual(keysOf({ origin: 'live' }))
  expect(keysOf({ itemId: undefined, startedAtMs: undefined })).toHaveLength(1)
})

test('the words, the start and the item of one session make none of another known', () => {
  const keys = (sessionId: string | undefined): string[] => keysOf({ sessionId }).map(({ key }) => key)
  const [one, other, none] = [keys('s1'), keys('s2'), keys(undefined)]
  expect(one).toHaveLength(3)
  expect(new Set([...one, ...other, ...none]).size).toBe(9)
  expect(keys('s1')).toEqual(one)
})
