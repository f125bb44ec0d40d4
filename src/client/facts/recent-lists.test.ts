import { expect, test } from 'vitest'
import { recentLists } from './recent-lists.js'

/** Lets a memory hear the lists that are made of numbers; returns those of which it knew the list. */
function told(
  knows: (values: readonly unknown[]) => boolean,
  made: (count: number) => unknown[],
  from: number,
  to: number,
) {
  const known: number[] = []
  for (let count = from; count < to; count++) if (knows(made(count))) known.push(count)
  return known
}
const all = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

test('a list is known by all of its values, in their order', () => {
  const knows = recentLists()
  const lists = [['a', 'b'], ['a'], ['b', 'a'], ['a', 'c'], ['a', 'b', undefined], [1], ['1'], [undefined], [null], []]
  expect(lists.map((list) => knows(list))).toEqual(lists.map(() => false))
  expect(lists.map((list) => knows([...list]))).toEqual(lists.map(() => true))
})

// whatever tells them apart, and where what is made of them to find them does not
test.each([
  ['ids that count', (count: number) => [`order_${count}`, 'CONFIRMED']],
  ['ids that end alike', (count: number) => [`${count}@pharmacy.example`]],
  ['ids of one mark', (count: number) => [count.toString(2).padStart(14, '0').replace(/0/g, 'aA').replace(/1/g, 'BB')]],
  ['one id and many instants', (count: number) => ['order', new Date(count).toISOString()]],
  ['no first value', (count: number) => [undefined, count]],
  ['numbers', (count: number) => [count]],
])('a thousand lists are known, and no other: %s', (_, made) => {
  const knows = recentLists()
  // again and again, so that the places of old ones are taken by new ones
  for (let lap = 0; lap < 10_000; lap += 1000) {
    expect(told(knows, made, lap, lap + 1000)).toEqual([])
    expect(told(knows, made, lap, lap + 1000)).toEqual(all(lap, lap + 1000))
  }
})

test('lists stay known when others come that begin alike', () => {
  const knows = recentLists()
  const id = (count: number) => [`order_${count}`, 0]
  const alike = (count: number) => ['order', count]
  told(knows, id, 0, 3000)
  expect(told(knows, alike, 0, 20)).toEqual([])
  expect(told(knows, alike, 0, 20)).toEqual(all(0, 20))
  expect(told(knows, id, 2100, 3000)).toEqual(all(2100, 3000))
})

test('what was told long ago is forgotten', () => {
  const knows = recentLists()
  told(knows, (count) => [count], 0, 3000)
  expect(told(knows, (count) => [count], 0, 500)).toEqual([])
})

test('what keeps coming stays known, and lets five hundred others be known', () => {
  const knows = recentLists()
  const kept = all(0, 100).map((count) => [`kept ${count}`])
  kept.forEach(knows)
  for (let count = 0; count < 5000; count += 20) {
    told(knows, (other) => [`other ${other}`], count, count + 20)
    expect(kept.map(knows)).toEqual(kept.map(() => true))
  }
  expect(told(knows, (other) => [`other ${other}`], 4500, 5000)).toEqual(all(4500, 5000))
})
