import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { contains } from './containment.js'

function text(pattern: string): unknown {
  return { type: 'string', pattern }
}

// each of these took for ever or nearly so; the runner ends a test that hangs

test('a long anchored pattern is judged beside its beginning', () => {
  const alphabet = text('^abcdefghijklmnopqrstuvwxyz$')
  expect(contains(alphabet, text('^a'))).toEqual({ verdict: 'proved' })
  expect(contains(text('^a'), alphabet)).toMatchObject({ verdict: 'refuted' })
  expect(contains(alphabet, text('^b'))).toEqual({ verdict: 'refuted', witness: 'abcdefghijklmnopqrstuvwxyz' })
})

test('a long anchored pattern of zod is judged beside itself', () => {
  const url = z.toJSONSchema(z.string().startsWith('https://files.example.org/'))
  expect(contains(url, url)).toEqual({ verdict: 'proved' })
  expect(contains(url, text('^https://'))).toEqual({ verdict: 'proved' })
  expect(contains(text('^https://'), url)).toMatchObject({ verdict: 'refuted' })
})

test('a long anchored pattern of 3,000 characters is judged', () => {
  const long = `^${'ab?'.repeat(1000)}$`
  expect(contains(text(long), text('^a'))).toEqual({ verdict: 'proved' })
})

test('what there was no time for is unknown, and says how long was tried', () => {
  const hard = (seed: number): unknown => ({
    oneOf: Array.from({ length: 60 }, (_, at) => ({
      type: 'object',
      properties: { [`k${(at * seed) % 60}`]: text(`^(?:a|b|ab){${at},}c`) },
    })),
  })
  // a clock that counts how often it is asked, for a fast machine may answer within any time
  let asked = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => asked++)
  const verdict = contains(hard(7), hard(11), { timeoutMs: 30 })
  clock.mockRestore()
  expect(verdict).toEqual({ verdict: 'unknown', reason: 'gave up after 30 ms' })
})
