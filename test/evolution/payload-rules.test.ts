import { expect, test } from 'vitest'
import * as z from 'zod'
import { diff, type Finding, type ObjectPolicy } from '../../src/spec/index.js'
import { carrying } from './contract-maker.js'
import { cases, fieldOf, isSchemaOf, namedAs, object, spellings, sufferersOf } from './payload-rows.js'

const compare = (
  old: z.ZodType,
  next: z.ZodType,
  direction: 'serverToClient' | 'clientToServer',
  part: 'payload' | 'reply' = 'payload',
): readonly Finding[] =>
  diff(carrying(isSchemaOf(old), direction, part), carrying(isSchemaOf(next), direction, part)).findings

const breaksOf = (findings: readonly Finding[]): string[] =>
  [...new Set(findings.flatMap(({ breaks }) => breaks))].filter((each) => each !== 'compile-time').sort()

test.each(cases)('$name: $cell', ({ rule, what, old, next, policy, cell }) => {
  const [before, after] = [old(object[policy]), next(object[policy])]
  for (const fromServer of [true, false]) {
    const findings = compare(before, after, fromServer ? 'serverToClient' : 'clientToServer')
    expect(findings.map((finding) => finding.rule)).toEqual([namedAs[what] ?? rule])
    expect(breaksOf(findings)).toEqual(sufferersOf(cell, fromServer))
  }
})

test.each(cases)('$name: needs the bump of the default policy', ({ old, next, policy, cell }) => {
  const [before, after] = [old(object[policy]), next(object[policy])]
  const [forth, back] = cell.split('/')
  const [fromServer] = compare(before, after, 'serverToClient')
  const [fromClient] = compare(before, after, 'clientToServer')
  expect(fromServer?.bump).toBe(back === 'BR' ? 'major' : 'minor')
  expect(fromClient?.bump).toBe(forth === 'BR' ? 'major' : 'minor')
})

test.each(cases)('$name: a reply suffers like a payload the other way', ({ old, next, policy }) => {
  const [before, after] = [old(object[policy]), next(object[policy])]
  expect(breaksOf(compare(before, after, 'clientToServer', 'reply'))).toEqual(
    breaksOf(compare(before, after, 'serverToClient')),
  )
  for (const finding of compare(before, after, 'clientToServer', 'reply')) expect(finding.related).toContain('K05')
})

test.each(cases)('$name: every witness replays through the real schemas', ({ old, next, policy, cell }) => {
  const [before, after] = [old(object[policy]), next(object[policy])]
  const witnesses = compare(before, after, 'serverToClient').flatMap(({ witnesses }) => witnesses)
  if (cell !== 'ok/ok') expect(witnesses.length).toBeGreaterThan(0)
  for (const { from, value } of witnesses) {
    const [producer, consumer] = from === 'old server' ? [before, after] : [after, before]
    expect(producer.safeParse(value).success).toBe(true)
    expect(consumer.safeParse(value).success).toBe(false)
  }
})

const rulesOf = (old: object, next: object, direction: 'serverToClient' | 'clientToServer' = 'serverToClient') =>
  diff(carrying(old, direction), carrying(next, direction)).findings

test('F20: refusing undeclared keys narrows what is accepted, dropping them widens it', () => {
  const policyOf = (policy: string): object => ({
    ...fieldOf({ type: 'string' }),
    'x-unknown': policy,
    ...(policy === 'strict' && { additionalProperties: false }),
  })
  const findings = (old: string, next: string) =>
    rulesOf(policyOf(old), policyOf(next)).map(({ rule, bump, breaks }) => [rule, bump, ...breaks])
  // a producer that drops undeclared keys sends none, so neither way breaks anybody
  expect(findings('strict', 'strip')).toEqual([['F20', 'minor']])
  expect(findings('strip', 'strict')).toEqual([['F20', 'minor']])
  expect(findings('strict', 'loose')).toEqual([
    ['S02', 'minor'],
    ['F20', 'major', 'new-server-old-client'],
  ])
  expect(findings('loose', 'strict')).toEqual([['F20', 'minor', 'compile-time', 'old-server-new-client']])
})

test('F20: refusing undeclared keys is worth a second look where a key that got through gets through no more', () => {
  const keys = (how: ObjectPolicy) =>
    carrying({ type: 'object', properties: { a: { type: 'string' } }, 'x-unknown': how }, 'clientToServer')
  const look = (old: ObjectPolicy, next: ObjectPolicy) =>
    diff(keys(old), keys(next)).findings.map(({ dangerous, breaks }) => [dangerous, breaks.length])
  expect(look('strip', 'strict')).toEqual([[true, 0]])
  expect(diff(keys('strip'), keys('strict')).findings[0]?.advice).toContain(
    'every field that is added later breaks old ends (F01)',
  )
  expect(look('strict', 'strip')).toEqual([[false, 0]])
  // code that read it stops compiling
  expect(look('loose', 'strip')).toEqual([[true, 1]])
  expect(look('strip', 'loose')).toEqual([[false, 0]])
})

test('F22: what changes within a schema that holds itself is found where it is', () => {
  const tree = (words: string[]): object => ({
    $ref: '#/$defs/node',
    $defs: {
      node: {
        type: 'object',
        properties: { kind: { enum: words }, children: { type: 'array', items: { $ref: '#/$defs/node' } } },
        required: ['kind', 'children'],
      },
    },
  })
  expect(rulesOf(tree(['x', 'y']), tree(['y', 'x']))).toEqual([])
  expect(rulesOf(tree(['x']), tree(['x', 'y']))).toMatchObject([
    {
      rule: 'F14',
      address: '/shop serverToClient order:new payload.kind',
      breaks: ['compile-time', 'new-server-old-client'],
    },
  ])
  expect(rulesOf(tree(['x', 'y']), tree(['x']))).toMatchObject([{ rule: 'F15', bump: 'minor' }])
})

test('F22: a reference that moved is no change', () => {
  const word = { type: 'string', maxLength: 5 }
  expect(rulesOf(fieldOf(word), { ...fieldOf({ $ref: '#/$defs/word' }), $defs: { word } })).toEqual([])
  expect(rulesOf({ ...fieldOf({ $ref: '#/$defs/word' }), $defs: { word } }, fieldOf(word))).toEqual([])
})

test.each(spellings)('F23: %s is no change', (_, old, next) => {
  expect(rulesOf(old, next)).toEqual([])
  expect(rulesOf(next, old)).toEqual([])
})

test('F14, F15: a list whose items are declared no more, or newly, changes the types too', () => {
  const [declared, undeclared] = [{ type: 'array', items: { type: 'string' } }, { type: 'array' }].map(fieldOf)
  const shown = (old: object = {}, next: object = {}) =>
    rulesOf(old, next).map(({ rule, address, words, breaks }) => [rule, address, words, ...breaks])
  const address = '/shop serverToClient order:new payload.a[]'
  expect(shown(declared, undeclared)).toEqual([
    ['F14', address, 'takes any value now, it took text', 'compile-time', 'new-server-old-client'],
  ])
  expect(shown(undeclared, declared)).toEqual([
    ['F15', address, 'takes text now, it took any value', 'compile-time', 'old-server-new-client'],
  ])
})

test('F21: the keys of a record change the types where they are listed', () => {
  const keyed = (propertyNames: object): object =>
    fieldOf({ type: 'object', propertyNames, additionalProperties: { type: 'string' } })
  const breaks = (old: object, next: object) =>
    rulesOf(keyed(old), keyed(next)).map(({ rule, breaks }) => [rule, ...breaks])
  expect(breaks({ enum: ['x'] }, { type: 'string' })).toEqual([['F21', 'compile-time', 'new-server-old-client']])
  expect(breaks({ maxLength: 3 }, { maxLength: 9 })).toEqual([['F21', 'new-server-old-client']])
})

test('F23: another schema of the same values is a patch', () => {
  const [plain, odd] = [
    { type: 'string', maxLength: 3 },
    { type: 'string', maxLength: 3, pattern: '^[^]{0,9}$' },
  ]
  expect(rulesOf(fieldOf(plain), fieldOf(odd))).toMatchObject([{ rule: 'F23', bump: 'patch', breaks: [] }])
  expect(rulesOf(fieldOf(odd), fieldOf(plain))).toMatchObject([{ rule: 'F23', bump: 'patch', breaks: [] }])
})

test('F24: another default breaks nobody and is dangerous', () => {
  const withDefault = (value: string): object => ({
    type: 'object',
    properties: { a: { type: 'string', default: value } },
  })
  for (const direction of ['serverToClient', 'clientToServer'] as const)
    expect(rulesOf(withDefault('x'), withDefault('y'), direction)).toMatchObject([
      { rule: 'F24', bump: 'minor', breaks: [], dangerous: true },
    ])
})

test('F25: a check no schema shows is unknown, and so it breaks', () => {
  const checked = (checkId?: string): object => fieldOf({ type: 'string', ...(checkId && { checkId }) })
  const shown = (old?: string, next?: string) =>
    rulesOf(checked(old), checked(next), 'clientToServer').map(({ rule, breaks, bump }) => [rule, bump, ...breaks])
  expect(shown(undefined, 'luhn')).toEqual([['F25', 'major', 'new-server-old-client']])
  expect(shown('luhn', undefined)).toEqual([['F25', 'minor', 'old-server-new-client']])
  expect(shown('luhn', 'luhn2')).toEqual([['F25', 'major', 'new-server-old-client', 'old-server-new-client']])
  expect(rulesOf(checked(), checked('luhn'))[0]?.unknown).toEqual([
    '`checkId` names a check that a JSON Schema does not hold',
  ])
})

test('F25: a check that came narrows, and one that went widens, whoever sends', () => {
  const checked = (checkId?: string): object => fieldOf({ type: 'string', ...(checkId && { checkId }) })
  const bump = (old?: string, next?: string) => rulesOf(checked(old), checked(next)).map((each) => each.bump)
  expect([bump(undefined, 'luhn'), bump('luhn', undefined), bump('luhn', 'luhn2')]).toEqual([
    ['minor'],
    ['major'],
    ['major'],
  ])
})

test('F25: fewer characters in a record narrow it, more widen it', () => {
  const most = (count: number): object =>
    fieldOf({ type: 'object', additionalProperties: { type: 'string' }, 'x-maxCharacters': count })
  expect(rulesOf(most(9), most(5))).toMatchObject([{ rule: 'F25', breaks: ['old-server-new-client'] }])
  expect(rulesOf(most(5), most(9))).toMatchObject([{ rule: 'F25', breaks: ['new-server-old-client'] }])
})

test('F26: bytes in place of text break both ends', () => {
  const bytes = z.toJSONSchema(z.object({ a: z.file() }), { io: 'input' })
  for (const [old, next] of [
    [bytes, fieldOf({ type: 'string' })],
    [fieldOf({ type: 'string' }), bytes],
  ] as const)
    expect(rulesOf(old, next)[0]).toMatchObject({
      rule: 'F26',
      bump: 'major',
      breaks: expect.arrayContaining(['new-server-old-client', 'old-server-new-client']) as unknown,
      unknown: [],
    })
})

test('F26: other bytes are unclear', () => {
  const bytes = (contentMediaType: string): object => fieldOf({ type: 'string', contentMediaType })
  expect(rulesOf(bytes('image/png'), bytes('image/jpeg'))).toMatchObject([
    { rule: 'F26', bump: 'major', unknown: ['no schema shows what bytes hold'] },
  ])
})

test('F27: a pattern generated otherwise is a patch where it means the same, and else breaks as it does', () => {
  const mail = (pattern: string): object => fieldOf({ type: 'string', format: 'email', pattern })
  expect(rulesOf(mail('^a+@b$'), mail('^aa*@b$'))).toMatchObject([{ rule: 'F27', bump: 'patch', breaks: [] }])
  expect(rulesOf(mail('^a+@b$'), mail('^[ac]+@b$'))).toMatchObject([
    { rule: 'F27', bump: 'major', breaks: ['new-server-old-client'] },
  ])
  expect(rulesOf(mail('^[ac]+@b$'), mail('^a+@b$'))).toMatchObject([
    { rule: 'F27', bump: 'minor', breaks: ['old-server-new-client'] },
  ])
})

const text = z.string()
test('F11: where producers send what they have, a default given or taken breaks', () => {
  const schemaOf = (shape: z.core.$ZodShape): object => isSchemaOf(z.object(shape))
  const [plain, filled] = [schemaOf({ a: text }), schemaOf({ a: text.default('x') })]
  const unparsed = (old: object, next: object) =>
    diff(carrying(old), carrying(next), { producerParses: false }).findings.map(({ rule, breaks }) => [rule, ...breaks])
  expect(unparsed(plain, filled)).toEqual([['F11', 'new-server-old-client']])
  expect(unparsed(filled, plain)).toEqual([['F11', 'compile-time', 'old-server-new-client']])
})

test('F12: several fields of one shape are not taken for renamed', () => {
  const old = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['a', 'b'] }
  const next = { type: 'object', properties: { c: { type: 'string' }, d: { type: 'string' } }, required: ['c', 'd'] }
  expect(
    rulesOf(old, next)
      .map(({ rule }) => rule)
      .sort(),
  ).toEqual(['F02', 'F02', 'F05', 'F05'])
})

test('E09: a payload given or taken away breaks the end that does not expect it', () => {
  const nothing = diff(carrying({}, 'serverToClient', 'reply'), carrying({}, 'serverToClient', 'reply')).findings
  expect(nothing).toEqual([])
  const payload = fieldOf({ type: 'string' })
  const [empty, full] = [carrying({ type: 'null' }), carrying(payload)]
  const without = structuredClone(empty) as {
    namespaces: Record<string, { serverToClient: Record<string, { payload?: object }> }>
  }
  delete without.namespaces['/shop']?.serverToClient['order:new']?.payload
  expect(diff(without, full).findings).toMatchObject([
    { rule: 'E09', bump: 'major', breaks: ['compile-time', 'new-server-old-client', 'old-server-new-client'] },
  ])
  expect(diff(full, without).findings).toMatchObject([
    { rule: 'E09', bump: 'major', breaks: ['compile-time', 'new-server-old-client', 'old-server-new-client'] },
  ])
})

const [old, next] = [fieldOf({ enum: ['x', 'y'] }), fieldOf({ enum: ['x'] })]
test('the policy to release clients first swaps what is major', () => {
  const bump = (direction: 'serverToClient' | 'clientToServer', rollout: 'server-first' | 'client-first' | 'full') =>
    diff(carrying(old, direction), carrying(next, direction), { rollout }).findings[0]?.bump
  expect([
    bump('serverToClient', 'server-first'),
    bump('serverToClient', 'client-first'),
    bump('serverToClient', 'full'),
  ]).toEqual(['minor', 'major', 'major'])
  expect([
    bump('clientToServer', 'server-first'),
    bump('clientToServer', 'client-first'),
    bump('clientToServer', 'full'),
  ]).toEqual(['major', 'minor', 'major'])
})

test('a policy for all objects overrides what schemas say', () => {
  const added = { type: 'object', properties: { a: { enum: ['x', 'y'] }, b: { type: 'string' } }, required: ['a'] }
  const breaks = (objects: ObjectPolicy) =>
    diff(carrying(old), carrying(added), { objects }).findings[0]?.breaks.filter((each) => each !== 'compile-time')
  expect([breaks('strict'), breaks('strip'), breaks('loose')]).toEqual([
    ['new-server-old-client'],
    [],
    ['old-server-new-client'],
  ])
})

test('before 1.0.0 what breaks needs a minor release', () => {
  const [before, after] = [structuredClone(carrying(old, 'clientToServer')), carrying(next, 'clientToServer')]
  const report = diff({ ...before, package: { name: 'x', version: '0.3.0' } }, after)
  expect([report.required, report.findings[0]?.bump]).toEqual(['minor', 'major'])
})

test('changes side by side each answer for what they break alone, with a witness of the real schemas', () => {
  const old = { type: 'object', properties: { a: { enum: ['x'] }, b: { type: 'string' } }, required: ['a', 'b'] }
  const next = {
    type: 'object',
    properties: { a: { enum: ['x', 'y'] }, b: { type: 'string' }, c: { type: 'number' } },
    required: ['a', 'b', 'c'],
  }
  const findings = rulesOf(old, next)
  expect(findings.map(({ rule, breaks }) => [rule, breaks.filter((each) => each !== 'compile-time')])).toEqual([
    ['F14', ['new-server-old-client']],
    ['F02', ['old-server-new-client']],
  ])
  expect(findings[0]?.witnesses).toMatchObject([
    { from: 'new server', to: 'old client', value: { a: 'y', c: expect.any(Number) as number }, at: 'a' },
  ])
  expect(findings[1]?.witnesses).toMatchObject([{ from: 'old server', to: 'new client', value: { a: 'x' }, at: 'c' }])
})

test('changes that make up for each other break nobody', () => {
  const list = (least: number, item: object): object =>
    fieldOf({ type: 'array', items: item, minItems: least, maxItems: least })
  // an empty list has no item to be wrong
  expect(rulesOf(list(0, { type: 'string' }), list(0, { type: 'number' })).flatMap(({ breaks }) => breaks)).toEqual([])
})
