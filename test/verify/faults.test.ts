import { afterAll, beforeAll, expect, test } from 'vitest'
import { receivedWords } from './facts.js'
import { type Fault, faults } from './fault.js'
import { pooled } from './pool.js'
import { rawServer } from './raw-server.js'
import { type CheckLine, checksIn, everything, type Run, verifying } from './running.js'
import { tokens } from './tokens.js'

// a server without the package's binding greets nobody, and that is no fault of the others
const notAdopted = ['protocol.welcome']
const named = Object.keys(faults) as Fault[]
const runs = new Map<Fault | undefined, Run>()

const failing = (run: Run): CheckLine[] =>
  checksIn(run).filter(({ verdict, id }) => (verdict === 'fail' || verdict === 'warning') && !notAdopted.includes(id))

beforeAll(async () => {
  const cases = [undefined, ...named]
  const found = await pooled(cases, 6, async (fault) => {
    const server = await rawServer(fault)
    const run = await verifying(server.url, ...everything(server.trigger), '--json')
    await server.close()
    return run
  })
  for (const [index, fault] of cases.entries()) runs.set(fault, found[index] as Run)
}, 240_000)

afterAll(() => {
  const detected = named.filter((fault) => {
    const run = runs.get(fault)
    return run && run.code < 2 && failing(run).some(({ id }) => id === faults[fault][0])
  })
  console.log(`verify named the right check for ${detected.length} of ${named.length} servers with one fault`)
})

test('a server written by hand and without a fault passes', () => {
  const run = runs.get(undefined) as Run
  expect(failing(run)).toEqual([])
  expect(checksIn(run).filter(({ verdict }) => verdict === 'not tested')).toEqual([])
  expect(run.code).toBe(0)
})

test.each(named)('a server with one fault is told which: %s', (fault) => {
  const run = runs.get(fault) as Run
  expect(run.err).not.toContain('socket-canon verify:')
  const found = failing(run)
  expect(found.map(({ id }) => id).sort()).toEqual([...faults[fault]].sort())
  const first = found.find(({ id }) => id === faults[fault][0]) as CheckLine
  expect(run.code).toBe(first.level === 'required' ? 1 : 0)
  expect(first.seen).toMatch(/\S/)
  expect(first.change).toMatch(/\S/)
  expect(first.reproduction).toHaveLength(5)
})

test.each(named)('no word of what was received and no token is printed: %s', (fault) => {
  const { out, err } = runs.get(fault) as Run
  for (const word of [...Object.values(tokens), ...receivedWords]) expect(out + err).not.toContain(word)
})
