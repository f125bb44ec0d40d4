import { expect, test } from 'vitest'
import { type ContractJson, diff, type Rule, rules } from '../../src/spec/index.js'
import { aliasOf, carrying, eventOf, shopOf } from './contract-maker.js'

const catalogue: readonly (readonly [id: string, rule: Rule])[] = Object.entries(rules)

test('every rule that two contracts can show says what to do, and no other', () => {
  for (const [id, { advice, inexpressible }] of catalogue)
    expect((advice?.length ?? 0) > 0, id).toBe(inexpressible === undefined)
})

const text = { type: 'string' }
const of = (field: object, more: object = {}): ContractJson =>
  carrying({ type: 'object', properties: { a: field }, required: ['a'], ...more })
const strict = { additionalProperties: false }
const added = { properties: { a: text, b: text } }
const needed = { ...added, required: ['a', 'b'] }
const email = { format: 'email' }

test.each([
  ['F01', 'once no old reader is left that refuses them', of(text, strict), of(text, { ...strict, ...added })],
  ['F12', 'send both `a` and `b`', of(text), of(text, { properties: { b: text }, required: ['b'] })],
  ['F13', 'add a second field', of(text), of({ type: 'integer' })],
  ['F13', 'add an event of another name', carrying(text), carrying({ type: 'integer' })],
  ['F21', 'such lists first', of({ type: 'array', minItems: 1 }), of({ type: 'array' })],
  ['F05', 'go on sending it until no old reader is left', of(text, needed), of(text)],
  ['F07', 'go on sending it until no old reader is left', of(text), of(text, { required: [] })],
  [
    'F08',
    'clients, which show something of their own where `a` is null, while servers go on sending a value',
    of(text),
    of({ anyOf: [text, { type: 'null' }] }),
  ],
  ['F08', 'where the payload is null', carrying(text), carrying({ anyOf: [text, { type: 'null' }] })],
  ['F14', 'teach every reader', of({ ...text, maxLength: 5 }), of(text)],
  ['F19', 'fits either of them', of({ ...text, pattern: '^a' }), of({ ...text, pattern: 'b$' })],
  ['F19', 'add a second field', of({ ...text, pattern: '^a+$' }), of({ ...text, pattern: '^b+$' })],
  ['F19', 'add a second field', of({ ...text, format: 'date' }), of({ ...text, format: 'date-time' })],
  ['F19', 'if nothing does', of({ ...text, format: 'date' }), of({ ...text, format: 'tea-time' })],
  ['F14', 'teach every reader', of({ ...text, ...email }), of(text)],
])('a finding that breaks somebody says what to do: %s: %s', (rule, advice, old, next) => {
  const [finding] = diff(old, next).findings
  expect(finding).toMatchObject({ rule, bump: 'major', advice: expect.stringContaining(advice) as string })
})

test('F15: a finding says what to do in the order of release where that is enough, and otherwise by the rule', () => {
  const narrowed = (direction: 'serverToClient' | 'clientToServer') =>
    diff(carrying(text, direction), carrying({ ...text, maxLength: 5 }, direction)).findings[0]
  expect(narrowed('serverToClient')).toMatchObject({ bump: 'minor', advice: 'release servers before clients' })
  expect(narrowed('clientToServer')).toMatchObject({ rule: 'F15', bump: 'major' })
  expect(narrowed('clientToServer')?.advice).toContain('let every sender keep to it first')
})

test('F12, F01: a finding says what to do by who sends it, and by who breaks', () => {
  const adviceFor = (old: object, next: object, direction: 'serverToClient' | 'clientToServer') =>
    diff(carrying(old, direction), carrying(next, direction)).findings[0]?.advice
  const [a, b] = ['a', 'b'].map((name) => ({ type: 'object', properties: { [name]: text }, required: [name] }))
  expect(adviceFor(a ?? {}, b ?? {}, 'clientToServer')).toContain('take either of `a` and `b`')
  const loose = { type: 'object', properties: {}, 'x-unknown': 'loose' }
  expect(adviceFor(loose, { ...loose, properties: { a: text } }, 'clientToServer')).toContain(
    'may send anything by this name',
  )
})

test('a finding that breaks nobody asks for nothing', () => {
  expect(diff(of(text), of(text, added)).findings[0]?.advice).toBe('nothing: old and new ends understand each other')
})

test('F22, F25, E13, M04: what is unclear says first in which order it is safe, and for whom', () => {
  const checked = { ...text, 'x-checks': ['round'] }
  const advices = (old: ContractJson, next: ContractJson) =>
    diff(old, next).findings.map((finding) => [finding.rule, finding.advice])
  const servers = 'release servers before clients, for new clients on old servers would be the first to break; or '
  const clients = 'release clients before servers, for old clients on new servers would be the first to break; or '
  const both =
    'let the new stand beside the old, as the plan shows, for old clients on new servers and new clients on old servers may break; or '
  const unknown = { ...text, sparkles: 1 }
  expect(advices(of(text), of(unknown))).toEqual([['F22', `${servers}${rules.F22.advice}`]])
  expect(advices(of(unknown), of(text))).toEqual([['F22', `${clients}${rules.F22.advice}`]])
  expect(advices(of(text), of(checked))[0]?.[1]).toMatch(new RegExp(`^${servers}read the check`))
  expect(advices(of(checked), of({ ...text, 'x-checks': ['even'] }))[0]?.[1]).toMatch(
    new RegExp(`^${both}read both checks`),
  )
  const known = (identity: object) =>
    shopOf({ serverToClient: { bell: eventOf({ payload: {} as never, identity: identity as never }) } })
  expect(advices(known({ paths: ['a'] }), known({ words: 'By id.' }))[0]?.[1]).toMatch(
    new RegExp(`^${both}try both on recorded payloads`),
  )
  const aliased = (down: boolean) =>
    shopOf({
      serverToClient: { bell: eventOf() },
      aliases: { serverToClient: { BELL: aliasOf('bell', { down }) } },
    })
  expect(advices(aliased(false), aliased(true))).toEqual([['M04', `${clients}${rules.M04.advice}`]])
  const [first] = diff(of(text), of(unknown)).findings
  const waived = diff(of(text), of(unknown), { waivers: [{ fingerprint: first?.fingerprint ?? '', reason: 'read' }] })
  expect(waived.findings[0]?.advice).toBe('nothing: old and new ends understand each other')
})
