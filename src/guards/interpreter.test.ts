import { expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { interpret as interpretAsAny } from './interpreter.browser.js'
import { interpret } from './interpreter.js'

const order = z.object({
  id: z.string().check(z.maxLength(3)),
  kind: z.enum(['a', 'b']),
  lines: z.array(z.object({ count: z.number().check(z.gte(1)) })),
  note: z.optional(z.union([z.string(), z.null()])),
})
const fit = { id: 'o1', kind: 'a', lines: [{ count: 1 }] }
const read = ['expected', 'values', 'maximum', 'minimum', 'origin'] as const

/** Lists what is read of issues. */
function issuesBy(ask: typeof interpret, value: unknown): unknown {
  return ask(order, value).issues?.map((issue) => {
    const said = issue as Record<string, unknown>
    return [said['path'] ?? [], ...read.map((key) => said[key])]
  })
}

test.for<unknown>([
  { ...fit, id: 'long' },
  { ...fit, id: 7, kind: 'c' },
  { ...fit, lines: [{ count: 1 }, { count: 0 }, {}] },
  { ...fit, lines: 'none', note: 7 },
  null,
  [],
])('zod says of %j the same in browsers', (value) => {
  expect(issuesBy(interpret, value)).not.toHaveLength(0)
  expect(issuesBy(interpretAsAny, value)).toEqual(issuesBy(interpret, value))
})

test('zod copies the same in browsers', () => {
  const value = { ...fit, more: 1, lines: [{ count: 2, more: 1 }] }
  expect(interpretAsAny(order, value)).toEqual({ value: { ...fit, lines: [{ count: 2 }] } })
  expect(interpret(order, value)).toEqual(interpretAsAny(order, value))
})

test('what throws while it is read, or waits, does not fit in browsers either, and nobody hears of it', async () => {
  const unheard = vi.fn()
  process.on('unhandledRejection', unheard)
  const thrower = {
    get id() {
      throw new Error('private')
    },
  }
  const waiting = z.string().check(z.refine(async () => false))
  expect(interpretAsAny(order, thrower)).toEqual({ issues: [] })
  expect(interpretAsAny(waiting, 'x')).toEqual({ issues: [] })
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', unheard)
  expect(unheard).not.toHaveBeenCalled()
})
