import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inRollout } from './rollout.js'

const users = Array.from({ length: 20_000 }, (_, index) => `user_${index}`)
const shareAt = (percent: number, name?: string) =>
  users.filter((user) => inRollout(user, percent, name ? { name } : {})).length / users.length

test.for([0, 10, 50, 100])('a rollout takes about %i percent of numbered users', (percent) => {
  expect(Math.abs(shareAt(percent) - percent / 100)).toBeLessThan(0.01)
})

test('a rollout takes nobody at 0 and everybody at 100', () => {
  expect(shareAt(0)).toBe(0)
  expect(shareAt(100)).toBe(1)
})

test('a rollout keeps whoever is in as it grows', () => {
  const percent = fc.double({ min: 0, max: 100, noNaN: true })
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), percent, percent, (user, one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)]
      return !inRollout(user, less) || inRollout(user, more)
    }),
  )
})

test('a rollout places no user otherwise than in the release before', () => {
  expect(users.slice(0, 40).filter((user) => inRollout(user, 10))).toMatchInlineSnapshot(`
      [
        "user_7",
        "user_20",
        "user_22",
      ]
    `)
})

test('a rollout takes other users first under another name', () => {
  const both = users.filter((user) => inRollout(user, 10) && inRollout(user, 10, { name: 'second' }))
  expect(Math.abs(both.length / users.length - 0.01)).toBeLessThan(0.005)
})

test('a rollout always takes the colleagues it is told of', () => {
  expect(inRollout('colleague', 0, { always: ['colleague'] })).toBe(true)
  expect(inRollout('colleague', 0, { always: (user) => user.startsWith('col') })).toBe(true)
  expect(inRollout('someone', 0, { always: ['colleague'] })).toBe(false)
})

test.for([-1, 101, Number.NaN])('a rollout refuses %s percent', (percent) => {
  expect(() => inRollout('user_1', percent)).toThrow(RangeError)
})

test('a rollout refuses a user without an id', () => {
  expect(() => inRollout('', 50)).toThrow(TypeError)
  expect(() => inRollout(undefined as never, 50)).toThrow(TypeError)
})
