import { expect, test } from 'vitest'
import { type Entry, heap } from './heap.js'

const entry = (at: number): Entry => ({ at, index: -1, order: 0 })

/** Makes numbers that look random and are the same in every run. */
function numbers(count: number): number[] {
  let seed = 7
  return Array.from({ length: count }, () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % 1000
  })
}

test('the first is the next to come due, whatever came in between and whatever was taken out', () => {
  const due = heap<Entry>()
  const all = numbers(500).map(entry)
  for (const each of all) due.add(each)
  const kept = all.filter((each, index) => {
    if (index % 3) return true
    due.remove(each)
    return false
  })
  expect(due.size).toBe(kept.length)
  const order: Entry[] = []
  for (let first = due.first; first; first = due.first) {
    order.push(first)
    due.remove(first)
  }
  // sorting keeps those in order that are due at once
  expect(order.map((each) => all.indexOf(each))).toEqual(
    kept.toSorted((one, other) => one.at - other.at).map((each) => all.indexOf(each)),
  )
})

test('what is not in it is taken out of nothing', () => {
  const due = heap<Entry>()
  const [one, other] = [entry(1), entry(2)]
  due.add(one)
  due.remove(other)
  due.remove(one)
  due.remove(one)
  expect([due.size, due.first]).toEqual([0, undefined])
  due.add(one)
  due.add(other)
  due.clear()
  due.remove(other)
  expect(due.first).toBeUndefined()
})
