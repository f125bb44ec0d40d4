import { expect, test } from 'vitest'
import { deliveryMemory } from './delivery-memory.js'

const answer = Promise.resolve()

test('a delivery is found by its sender and id until it is forgotten or ten minutes have passed', () => {
  let now = 0
  const memory = deliveryMemory(() => now)
  memory.keep('u1', 'a', answer)
  memory.keep('u1', 'b', answer)
  memory.forget('u1', 'b')
  expect(memory.find('u1', 'a')).toBe(answer)
  expect([memory.find('u2', 'a'), memory.find('u1', 'b')]).toEqual([undefined, undefined])
  now = 600_000
  memory.keep('u2', 'c', answer)
  expect(memory.find('u1', 'a')).toBe(answer)
  now = 600_001
  memory.keep('u2', 'd', answer)
  expect([memory.find('u1', 'a'), memory.find('u2', 'c')]).toEqual([undefined, answer])
})

test('who sends very much forgets their own, and nobody else theirs', () => {
  const memory = deliveryMemory(() => 0)
  memory.keep('quiet', 'a', answer)
  for (let count = 0; count <= 10_000; count++) memory.keep('loud', `${count}`, answer)
  expect([memory.find('quiet', 'a'), memory.find('loud', '1'), memory.find('loud', '0')]).toEqual([
    answer,
    answer,
    undefined,
  ])
})

test('a hundred thousand are kept in all, of those who sent last', () => {
  const memory = deliveryMemory(() => 0)
  for (let count = 0; count <= 100_000; count++) memory.keep(`u${count}`, 'a', answer)
  expect([memory.find('u0', 'a'), memory.find('u1', 'a'), memory.find('u100000', 'a')]).toEqual([
    undefined,
    answer,
    answer,
  ])
})
