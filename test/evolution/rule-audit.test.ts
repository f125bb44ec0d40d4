import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Rule, rules } from '../../src/spec/index.js'

const catalogue: readonly (readonly [id: string, rule: Rule])[] = Object.entries(rules)
const folder = new URL('.', import.meta.url)
const tests = readdirSync(folder)
  .filter((file) => /-rules\.test\.ts$|^gate\.test\.ts$|^(?:payload-rows|contract-pairs)\.ts$/.test(file))
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .join('\n')

test('the catalogue holds every rule once, F01 to B01', () => {
  const counts = { F: 28, E: 16, K: 8, N: 6, R: 6, A: 6, M: 5, S: 2, T: 4, V: 6, B: 1 }
  for (const [letter, count] of Object.entries(counts))
    expect(catalogue.filter(([id]) => id.startsWith(letter)).map(([id]) => id)).toEqual(
      Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`),
    )
})

test('every rule that two contracts can show is tested by name', () => {
  const untested = catalogue.filter(([id, rule]) => rule.inexpressible === undefined && !tests.includes(id))
  expect(untested.map(([id]) => id)).toEqual([])
})

test('every rule has a rule for the change back, or a reason to have none', () => {
  const known = new Set(catalogue.map(([id]) => id))
  for (const [id, { mirror, noMirror, inexpressible }] of catalogue) {
    expect(
      [mirror, noMirror, inexpressible].filter((each) => each !== undefined),
      id,
    ).toHaveLength(1)
    if (mirror !== undefined) expect(known.has(mirror), id).toBe(true)
  }
})

test('no mirror is missing besides these', () => {
  expect(catalogue.filter(([, { noMirror }]) => noMirror).map(([id, { noMirror }]) => `${id}: ${noMirror}`)).toEqual([
    'F28: taking the second use back is an ordinary removal (F04, F05, F15)',
    'E08: taking the second use back is an ordinary removal (E03, E04)',
    'T01: an added type disturbs nobody',
    'T02: a branch too many still compiles',
    'T03: removal is E03',
    'V01: a version that is recorded and not served disturbs nobody',
    'V02: a row that fits again is none to speak of',
    'V03: a row that fits again is none to speak of',
    'V04: an event that is spoken again is none to speak of',
    'B01: a bump too great breaks nobody',
  ])
})

test('no rule is beyond two contracts besides these', () => {
  expect(catalogue.flatMap(([id, { inexpressible }]) => (inexpressible ? [`${id}: ${inexpressible}`] : []))).toEqual([
    'E10: an event of a contract carries one payload, never further arguments',
    'E11: an event of a contract carries one payload, never further arguments',
    'E12: an event of a contract carries one payload, never further arguments',
    'E15: events have no stability level, only a deprecation',
    'K08: the time is an option of the binding, not of the contract',
    'N02: a namespace has one literal path',
    'N05: the application makes the server, not the contract',
    'R05: contracts declare no events between servers',
    'M01: contract.json says that a function shapes the payload and not what it does; test it on recorded payloads',
  ])
})
