import { execFile } from 'node:child_process'
import { beforeAll, expect, test } from 'vitest'

interface Answer {
  readonly code: number | null
  readonly text: string
  readonly ms: number
}

/** Runs the demo as `npm run demo` does, to its end. */
function run(): Promise<Answer> {
  const started = performance.now()
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['scripts/demo.mjs'], { timeout: 240_000 }, (_, out, err) =>
      resolve({ code: child.exitCode, text: out + err, ms: performance.now() - started }),
    )
  })
}

/** Reads the rows of every table under a heading, as cells by their column. */
function rowsUnder(text: string, heading: RegExp): Record<string, string>[] {
  const lines = text.split('\n').map((line) => line.trim())
  const cells = (line = '') => line.split(/\s{2,}/)
  return lines.flatMap((line, index) => {
    if (!heading.test(line)) return []
    const columns = cells(lines[index + 1])
    const after = lines.slice(index + 3)
    const rows = after.slice(0, after.indexOf(''))
    return rows.map((row) => Object.fromEntries(cells(row).map((cell, column) => [columns[column] ?? column, cell])))
  })
}

let answer: Answer
beforeAll(async () => {
  answer = await run()
})

test('npm run demo ends by itself with exit code 0, having kept every promise of five phases', () => {
  expect(answer.text).toContain('All 5 phases kept their promises')
  expect(answer.text).not.toContain('BROKEN')
  expect(answer.text.match(/^ +kept /gm)?.length).toBe(40)
  expect(answer.code).toBe(0)
})

test('npm run demo walks by flags through before, overlap, after, a roll-back and after again', () => {
  const flags = [...answer.text.matchAll(/NAMESPACE=(\S+)\s+NEXT_PUBLIC_ENABLE_LEGACY_EVENTS=(\w+)/g)]
  expect(flags.map(([, path, legacy]) => `${path} ${legacy}`)).toEqual([
    '/ true',
    '/patient-pharmacy true',
    '/patient-pharmacy false',
    '/ true',
    '/patient-pharmacy false',
  ])
})

test('npm run demo delivers each fact once to every client, in each phase', () => {
  const facts = [...answer.text.matchAll(/Delivered: (\d+) facts at the pharmacy, (\d+) at its neighbour/g)]
  const rows = rowsUnder(answer.text, /^Delivered:/)
  expect(facts).toHaveLength(5)
  expect(rows).toHaveLength(20)
  for (const [index, row] of rows.entries()) {
    const [, own, neighbour] = facts[Math.floor(index / 4)] ?? []
    const expected = row['client'] === 'new, neighbour' ? neighbour : own
    expect(Number(expected)).toBeGreaterThan(50)
    expect(row).toMatchObject({ calls: expected, lost: '0', doubled: '0', foreign: '0' })
  }
})

test('npm run demo sends a declared client one packet a fact, and a legacy one every name', () => {
  const rows = rowsUnder(answer.text, /^Delivered:/)
  for (const row of rows.filter(({ client }) => client?.startsWith('new'))) expect(row['packets']).toBe(row['calls'])
  for (const row of rows.filter(({ client }) => client === 'old'))
    expect(Number(row['packets'])).toBeGreaterThan(2 * Number(row['calls']))
  const moving = rows.filter(({ client }) => client === 'moving')
  expect(moving.map(({ path }) => path)).toEqual([
    '/',
    '/patient-pharmacy',
    '/patient-pharmacy',
    '/',
    '/patient-pharmacy',
  ])
})

test('npm run demo lists the names in use, and what they stand for', () => {
  const rows = rowsUnder(answer.text, /^Names in use$/)
  const legacy = rows.filter((row) => row['clients'] !== undefined)
  expect(legacy.find(({ name }) => name === 'order:created')?.['stands for']).toBe('order:new')
  expect(new Set(rows.map(({ name }) => name)).size).toBe(10)
})

test('npm run demo reports the health of each phase, with enough samples to proceed', () => {
  const rows = rowsUnder(answer.text, /^Health of the moving client$/)
  expect(rows).toHaveLength(20)
  for (const row of rows) {
    expect(row['met']).toBe('yes')
    expect(Number(row['samples'])).toBeGreaterThan(19)
  }
  expect(answer.text.match(/Verdict: proceed/g)).toHaveLength(5)
})
