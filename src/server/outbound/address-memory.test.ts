import { expect, test } from 'vitest'
import { type AddressMemory, addressMemory } from './address-memory.js'

type Memory = AddressMemory<string, number>

/** Makes a memory in which some rooms were before. */
function memoryOf(rooms: readonly (string | undefined)[], most?: number): Memory {
  const memory: Memory = addressMemory(most)
  for (const room of rooms) memory.set(room, 'before', 0)
  return memory
}

test('an address is found by its room and its key, and everybody has one too', () => {
  const memory = memoryOf(['chat:r1', undefined])
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
  const memory = memoryOf(['chat:r1'])
  memory.set('chat:r1', 'chat:message', 1)
  memory.set('chat:r1', 'chat:message', 2)
  expect(memory.get('chat:r1', 'chat:message')).toBe(2)
})

test('a room that comes once in many is not kept', () => {
  const memory = memoryOf([], 10)
  for (let round = 0; round < 3; round++)
    for (let room = 0; room < 30; room++) {
      expect(memory.get(`chat:r${room}`, 'chat:message')).toBeUndefined()
      memory.set(`chat:r${room}`, 'chat:message', room)
    }
})

test('what is asked for again and again stays, and of the rest no more than two generations', () => {
  const memory = memoryOf(['chat:r0'], 10)
  memory.set('chat:r0', 'chat:message', 0)
  for (let room = 1; room < 100; room++) {
    for (let time = 0; time < 2; time++) memory.set(`chat:r${room}`, 'chat:message', room)
    expect(memory.get('chat:r0', 'chat:message')).toBe(0)
  }
  const kept = Array.from({ length: 99 }, (_, index) => memory.get(`chat:r${index + 1}`, 'chat:message'))
  expect(kept.at(-1)).toBe(99)
  expect(kept.filter((address) => address !== undefined).length).toBeLessThanOrEqual(20)
})
