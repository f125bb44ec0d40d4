import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Choice, planOf } from './generator.js'
import { happen, type Outcome } from './history.js'
import type { Plan } from './plan.js'
import { defects } from './planted.js'
import { count, noFigures, written } from './report.js'

const choice: Choice = { transport: 'both', recovery: 'both', adapter: 'memory' }

interface Shrunk {
  readonly defect: string
  readonly kind: string
  readonly plan: Plan
}
// what found each defect, as small as it could be made: `npm run histories -- --planted --keep` writes it
const shrunk: readonly Shrunk[] = JSON.parse(readFileSync(new URL('shrunk.json', import.meta.url), 'utf8'))

/** Lets the histories of some seeds happen, several at once, and lists those that broke a promise. */
async function broken(seeds: number[], figures = noFigures()): Promise<Outcome[]> {
  const found: Outcome[] = []
  const worker = async (): Promise<void> => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
      const outcome = await happen(planOf(seed, choice))
      count(figures, outcome)
      if (outcome.violations.length) found.push(outcome)
    }
  }
  await Promise.all(Array.from({ length: 16 }, worker))
  return found
}

test('nothing is heard without right, and nothing lost untold, in 200 histories', async () => {
  // fixed ones, so that two runs can be compared, and others each time: `npm run histories -- --seed` brings one back
  const fresh = Date.now() % 1_000_000_000
  console.log(`fresh histories from seed ${fresh} on`)
  const seeds = [
    ...Array.from({ length: 150 }, (_, at) => at + 1),
    ...Array.from({ length: 50 }, (_, at) => fresh + at),
  ]
  const figures = noFigures()
  const found = await broken(seeds, figures)
  expect(found.map((each) => written(each)).join('\n\n')).toBe('')
  // a machine that does nothing finds nothing
  expect(figures).toMatchObject({ histories: 200 })
  expect(Math.min(figures.cuts, figures.joins, figures.facts, figures.deliveries, figures.toldLosses)).toBeGreaterThan(
    20,
  )
})

test.each(defects.map(({ name, edits }) => [name, edits] as const))(
  'the sources have the place of a defect: %s',
  (_, edits) => {
    for (const { file, find } of edits) {
      const source = readFileSync(new URL(`../../src/${file}`, import.meta.url), 'utf8')
      expect(source.split(find).length - 1, file).toBe(1)
    }
  },
)

test('each planted defect has a small history that found it', () => {
  expect(shrunk.map(({ defect }) => defect).sort()).toEqual(defects.map(({ name }) => name).sort())
})

test('the small histories that found the defects break no promise any more', async () => {
  const outcomes = await Promise.all(shrunk.map(({ plan }) => happen(plan)))
  const found = outcomes.filter(({ violations }) => violations.length)
  expect(found.map((each) => written(each)).join('\n\n')).toBe('')
})
