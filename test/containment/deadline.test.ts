import { expect, test } from 'vitest'
import { askAll, type DeadlineResult } from './deadline.js'

// a machine that runs all tests at once is late by more than a quarter of a second
const timeoutMs = 1000
const firstSeed = Number(process.env['DEADLINE_SEED'] ?? 1)
const seeds = Array.from({ length: Number(process.env['DEADLINE_RUNS'] ?? 100) }, (_, at) => firstSeed + at)

// ended from outside at twice its time, a hang is a failure and holds up no run; all 2,000 are asked by `npm run bench:diff`
test(`none of ${seeds.length} hard questions from seed ${firstSeed} on takes twice its time`, {
  timeout: 300_000,
}, async () => {
  const results: DeadlineResult[] = []
  await askAll(seeds, timeoutMs, (result) => results.push(result))
  expect(results).toHaveLength(seeds.length)
  expect(results.filter((result) => 'ended' in result)).toEqual([])
})
