import { expect, test } from 'vitest'
import * as z from 'zod'
import { carrying } from '../../../test/evolution/contract-maker.js'
import { openEnum } from '../../fields/index.js'
import { diff, type Finding, rules } from '../../spec/index.js'
import { wireSchema } from '../../spec/wire-schema.js'
import { run } from '../run.js'
import { ruleTable } from './rule-table.js'

const call = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
  const [lines, errors]: [string[], string[]] = [[], []]
  const code = await run(args, {
    cwd: '.',
    hasColour: false,
    columns: 80,
    out: (text) => lines.push(text),
    err: (text) => errors.push(text),
  })
  return { code, out: lines.join('\n'), err: errors.join('\n') }
}

test('every rule that two contracts can show is explained, and no other', () => {
  for (const { id, explanation, inexpressible } of ruleTable)
    expect([id, explanation !== undefined]).toEqual([id, inexpressible === undefined])
})

test('an explanation is whole sentences, and what to do is none', () => {
  for (const { id, advice, explanation } of ruleTable) {
    if (!explanation) continue
    expect([id, explanation.why]).toEqual([id, expect.stringMatching(/^[A-Z].*\.$/)])
    expect([id, advice]).toEqual([id, expect.not.stringMatching(/\.$/)])
    expect(explanation.before).not.toBe(explanation.after)
  }
})

/** Lists the runs of so many words in a text. */
const runsIn = (text: string, length: number): string[] => {
  const words = text.toLowerCase().match(/[\w’'`]+/g) ?? []
  return words.slice(length - 1).map((_, at) => words.slice(at, at + length).join(' '))
}

test('an explanation adds to the catalogue, and says nothing of it again', () => {
  for (const { id, change, advice = '', explanation } of ruleTable) {
    expect(Object.keys(explanation ?? {}).filter((key) => !['why', 'before', 'after'].includes(key))).toEqual([])
    const known = [change, advice].flatMap((text) => runsIn(text, 4))
    expect([id, runsIn(explanation?.why ?? '', 4).filter((run) => known.includes(run))]).toEqual([id, []])
  }
})

// what no part explains has no small example, bytes are no zod type, a generated pattern is no choice, and a retired name
// is no matter of two schemas
const beyondExamples = ['F22', 'F26', 'F27', 'F28']

const schema = (text: string): object => {
  const type = new Function('z', 'openEnum', `return ${text}`)(z, openEnum) as z.ZodType
  return wireSchema(type, 'payload')
}
const examples = ruleTable.filter(({ id }) => id.startsWith('F') && !beyondExamples.includes(id))
test.each(examples)('an example of a payload is what its rule says: $id', ({ id, explanation }) => {
  const [old, next] = [explanation?.before ?? '', explanation?.after ?? ''].map(schema)
  const found = [...diff(carrying(old ?? {}), carrying(next ?? {})).findings]
  expect(found.map(({ rule }: Finding) => rule)).toContain(id)
})

test('`rules` lists all, some of a category, and those that hold some words', async () => {
  const { code, out } = await call('rules')
  expect(code).toBe(0)
  for (const { id } of ruleTable) expect(out).toMatch(new RegExp(`^${id} `, 'm'))
  expect((await call('rules', '--category', 'security')).out).toMatch(/^S01.*\nS02 .*explain F14/s)
  expect((await call('rules', 'room')).out).toMatch(/^R01/)
  expect((await call('rules', 'moonshine')).code).toBe(1)
  expect((await call('rules', '--category', 'moon')).err).toContain('--category takes security, wire, types, words')
})

test('`rules` gives programs all that is known of each', async () => {
  const json = JSON.parse((await call('rules', 'F14', '--json')).out) as object
  expect(json).toMatchObject([
    {
      id: 'F14',
      category: 'wire',
      mirror: 'F15',
      advice: rules.F14.advice,
      explanation: { why: expect.any(String) },
    },
  ])
})

test('`explain` says why, before, after and what to do', async () => {
  const { code, out } = await call('explain', 'f14-be9837cd07e5')
  expect(code).toBe(0)
  expect(out).toMatch(/^F14 {2}more values allowed {2}wire\n\nWhy\n.*\nBefore\n.*\nAfter\n.*\nWhat to do\n/s)
  expect(out).toContain('The change back is F15.')
  expect(out.replaceAll(/\s+/g, ' ')).toContain(`What to do ${rules.F14.advice}`)
})

test('`explain` says why no contract shows a rule, and why none is there for the change back', async () => {
  expect((await call('explain', 'E10')).out).toContain('No contract shows it\n  an event of a contract carries one')
  expect((await call('explain', 'T03')).out).toContain('No rule for the change back: removal is E03.')
  expect(JSON.parse((await call('explain', 'T03', '--json')).out)).toMatchObject({ id: 'T03' })
})

test('`explain` knows no other words', async () => {
  expect(await call('explain', 'Z99')).toMatchObject({
    code: 2,
    err: expect.stringContaining('there is no rule "Z99"'),
  })
  expect((await call('explain')).err).toContain('takes one rule, such as F14')
})
