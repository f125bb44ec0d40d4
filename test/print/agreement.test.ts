import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundled, outcomeOf } from './agreement.js'
import { plantedFaults } from './planted.js'

// always the same ones: `npm run agreement` tries others, as many as are wanted
const seed = 1
const schemas = 120
// beside the packages that the program imports
const folder = join('node_modules/.cache', `print.${process.pid}`)
let program = ''

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  program = await bundled(folder, 'agreement')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.for([
  ['with code generation', true],
  ['without code generation', false],
] as const)(
  'what is printed of a random schema accepts, copies and complains as zod does, %s',
  { timeout: 180_000 },
  async ([, mayMakeCode]) => {
    const { disagreements, ...tally } = await outcomeOf(program, { seed, schemas, mayMakeCode })
    console.info(JSON.stringify(tally))
    expect(disagreements).toEqual([])
    expect(tally.compiled).toBe(mayMakeCode ? schemas : 0)
    expect(tally.printed).toBeGreaterThan(schemas * 0.4)
    expect(tally.plain).toBeGreaterThan(schemas * 0.4)
    expect(tally.accepted).toBeGreaterThan(schemas * 5)
    expect(tally.refused).toBeGreaterThan(schemas * 20)
  },
)

test.for(plantedFaults.map((fault) => [fault.name, fault] as const))(
  'there is one place for the fault that %s',
  ([, { file, find, replace }]) => {
    expect(readFileSync(join('src', file), 'utf8').split(find)).toHaveLength(2)
    expect(replace).not.toBe(find)
  },
)
