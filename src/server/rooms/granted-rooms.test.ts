import { expect, test } from 'vitest'
import { GrantedRooms, keptGrant } from './granted-rooms.js'

const named = (count: number): string[] => Array.from({ length: count }, (_, index) => `r${index}`)
const asked = () => ({ isKept: false, calls: new Set<never>() })

test.each([1, 3, 16, 17, 500])('of %i rooms that are granted for good each is found, and left by itself', (count) => {
  const granted = new GrantedRooms()
  for (const room of [...named(count), ...named(count)]) granted.set(room, keptGrant)
  for (const room of named(count)) {
    expect(granted.get(room)).toBe(keptGrant)
    granted.delete(room)
    expect(granted.has(room)).toBe(false)
  }
  expect(granted.has('other')).toBe(false)
  granted.delete('other')
})

test('a grant stands in the place of the one before, whichever of them is for good', () => {
  const granted = new GrantedRooms()
  const first = asked()
  granted.set('r', first)
  expect(granted.get('r')).toBe(first)
  granted.set('r', keptGrant)
  expect(granted.get('r')).toBe(keptGrant)
  const second = asked()
  granted.set('r', second)
  expect(granted.get('r')).toBe(second)
  granted.delete('r')
  expect(granted.has('r')).toBe(false)
})

test('all of them can be taken back at once', () => {
  const granted = new GrantedRooms()
  for (const room of named(20)) granted.set(room, keptGrant)
  granted.set('asked', asked())
  granted.clear()
  expect([...named(20), 'asked'].some((room) => granted.has(room))).toBe(false)
})
