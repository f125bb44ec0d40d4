import { expect, test } from 'vitest'
import { contains } from './containment.js'
import { ceilRational, divideRationals, floorRational, isMultiple, toExactNumber, toRational } from './rational.js'

test('a fraction has a positive denominator in lowest terms, whatever it is divided by', () => {
  expect(divideRationals(toRational(6), toRational(-4))).toEqual({ top: -3n, bottom: 2n })
  expect(divideRationals(toRational(-6), toRational(-4))).toEqual({ top: 3n, bottom: 2n })
})

test('a fraction below zero is rounded away from and towards zero', () => {
  const half = toRational(-2.5)
  expect([floorRational(half), ceilRational(half)]).toEqual([-3n, -2n])
  expect([floorRational(toRational(-2)), ceilRational(toRational(-2))]).toEqual([-2n, -2n])
})

test('a fraction is a double only where one is spelled just so', () => {
  expect(toExactNumber({ top: 1n, bottom: 8n })).toBe(0.125)
  expect(toExactNumber({ top: 1n, bottom: 3n })).toBeUndefined()
  expect(toExactNumber({ top: 10n ** 400n, bottom: 1n })).toBeUndefined()
  expect(toExactNumber(toRational(-1e-7))).toBe(-1e-7)
})

test('a fraction below zero is a multiple of a step as its opposite is', () => {
  expect(contains({ const: -0.3 }, { multipleOf: 0.1 })).toEqual({ verdict: 'proved' })
  expect(contains({ const: -6 }, { multipleOf: 4 })).toEqual({ verdict: 'refuted', witness: -6 })
  expect(contains({ type: 'integer', minimum: -7, maximum: -5 }, { not: { multipleOf: 4 } })).toEqual({
    verdict: 'proved',
  })
})

test.each([
  [6, 3, true],
  [-6, 4, false],
  [-0, 5, true],
  [0.3, 0.1, true],
  [7, 0.5, true],
  [2 ** 53, 3, false],
  [1e22, 7, false],
  [7e22, 7, true],
  [1.5, 1, false],
])('a fraction that %d spells is a multiple of %d: %s', (value, step, expected) => {
  expect(isMultiple(value, step)).toBe(expected)
})
