import { expect, test } from 'vitest'
import { addressMemory } from './address-memory.js'

test('an address is found by its room and its key, and everybody has one too', () => {
  const memory = addressMemory<string, number>()
  memory.set('chat:r1', 'chat:message', 1)
  memory.set('chat:r1', 'chat:typing', 2)
  memory.set(undefined, 'notice', 3)
  expect(memory.get('chat:r1', 'chat:message')).toBe(1)
  expect(memory.get('chat:r1', 'chat:typing')).toBe(2)
  expect(memory.get(undefined, 'notice')).toBe(3)
  expect(memory.get('chat:r2', 'chat:message')).toBeUndefined()
  expect(memory.get(undefined, 'chat:message')).toBeUndefined()
})

test('a new address takes the place of the one before', () => {
  const memory = addressMemory<string, number>()
  memory.set('chat:r1', 'chat:message', 1)
  memory.set('chat:r1', 'chat:message', 2)
  expect(memory.get('chat:r1', 'chat:message')).toBe(2)
})

test('what is asked for again and again stays, and of the rest no more than two generations', () => {
  const memory = addressMemory<string, number>(10)
  memory.set('chat:r0', 'chat:message', 0)
  for (let room = 1; room < 100; room++) {
    memory.set(`chat:r${room}`, 'chat:message', room)
    expect(memory.get('chat:r0', 'chat:message')).toBe(0)
  }
  const kept = Array.from({ length: 99 }, (_, index) => memory.get(`chat:r${index + 1}`, 'chat:message'))
  expect(kept.at(-1)).toBe(99)
  expect(kept.filter((address) => address !== undefined).length).toBeLessThanOrEqual(20)
})
