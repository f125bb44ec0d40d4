import { expect, test } from 'vitest'
import { type Link, ring } from './ring.js'

interface Named extends Link {
  readonly name: string
}
const named = (...names: string[]): Named[] => names.map((name) => ({ name }))

function filled(...names: string[]) {
  const links = named(...names)
  const held = ring<Named>()
  for (const link of links) held.add(link)
  return { held, links, names: () => held.all().map(({ name }) => name) }
}

test('what is taken out of any place leaves the others in the order they came', () => {
  const { held, links, names } = filled('a', 'b', 'c', 'd', 'e')
  for (const index of [2, 0, 4]) expect(held.delete(links[index] as Named)).toBe(true)
  expect(names()).toEqual(['b', 'd'])
})

test('what was taken out is not there a second time, and may come again, as the last', () => {
  const { held, links, names } = filled('a', 'b')
  const [first] = links as [Named]
  expect([held.delete(first), held.delete(first)]).toEqual([true, false])
  held.add(first)
  expect(names()).toEqual(['b', 'a'])
})

test('what was taken out leads to nothing that is still there', () => {
  const { held, links } = filled('a', 'b', 'c')
  const middle = links[1] as Named
  held.delete(middle)
  expect([middle.before, middle.next]).toEqual([undefined, undefined])
})

test('a ring is empty at first, and when all were taken out', () => {
  const held = ring<Named>()
  const [only] = named('a') as [Named]
  const before = held.isEmpty()
  held.add(only)
  const between = held.isEmpty()
  held.delete(only)
  expect([before, between, held.isEmpty(), held.all()]).toEqual([true, false, true, []])
})
