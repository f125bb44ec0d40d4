import { expect, test } from 'vitest'
import * as z from 'zod'
import { openEnum } from '../../src/fields/index.js'
import { diff, type Finding, type ObjectPolicy } from '../../src/spec/index.js'
import { carrying } from './contract-maker.js'

type Make = (shape: z.core.$ZodShape) => z.ZodType
type Cell = 'ok/ok' | 'ok/BR' | 'BR/ok' | 'BR/BR'

interface Row {
  readonly rule: string
  readonly what: string
  readonly old: (make: Make) => z.ZodType
  readonly next: (make: Make) => z.ZodType
  /** Forth and back, in the order strict, strip, loose; one for all three where they agree. */
  readonly cells: Cell | readonly [Cell, Cell, Cell]
}

const object: { readonly [Policy in ObjectPolicy]: Make } = {
  strict: z.strictObject,
  strip: z.object,
  loose: z.looseObject,
}
const policies = ['strict', 'strip', 'loose'] as const

const text = z.string()
const row = (rule: string, what: string, old: z.core.$ZodShape, next: z.core.$ZodShape, cells: Row['cells']): Row => ({
  rule,
  what,
  old: (make) => make(old),
  next: (make) => make(next),
  cells,
})

const one = z.strictObject({ kind: z.literal('a'), x: text })
const two = z.strictObject({ kind: z.literal('b'), y: text })

// the catalogue, for producers and consumers of the same policy
const rows: readonly Row[] = [
  row('F01', 'optional field added', { a: text }, { a: text, b: text.optional() }, ['ok/BR', 'ok/ok', 'BR/ok']),
  row('F02', 'required field added', { a: text }, { a: text, b: text }, ['BR/BR', 'BR/ok', 'BR/ok']),
  row('F03', 'field with a default added', { a: text }, { a: text, b: text.default('x') }, ['ok/BR', 'ok/ok', 'BR/ok']),
  row('F04', 'optional field removed', { a: text, b: text.optional() }, { a: text }, ['BR/ok', 'ok/ok', 'ok/BR']),
  row('F05', 'required field removed', { a: text, b: text }, { a: text }, ['BR/BR', 'ok/BR', 'ok/BR']),
  row('F06', 'optional made required', { a: text.optional() }, { a: text }, 'BR/ok'),
  row('F07', 'required made optional', { a: text }, { a: text.optional() }, 'ok/BR'),
  row('F08', 'null allowed', { a: text }, { a: text.nullable() }, 'ok/BR'),
  row('F08', 'null and absence allowed', { a: text }, { a: text.nullish() }, 'ok/BR'),
  row('F09', 'null no longer allowed', { a: text.nullable() }, { a: text }, 'BR/ok'),
  row('F09', 'null and absence no longer allowed', { a: text.nullish() }, { a: text }, 'BR/ok'),
  row('F10', 'optional becomes nullable', { a: text.optional() }, { a: text.nullable() }, 'BR/BR'),
  row('F10', 'nullable becomes optional', { a: text.nullable() }, { a: text.optional() }, 'BR/BR'),
  row('F11', 'required gets a default', { a: text }, { a: text.default('x') }, 'ok/ok'),
  row('F11', 'a default is taken away', { a: text.default('x') }, { a: text }, 'ok/ok'),
  row('F12', 'required field renamed', { a: text.max(9) }, { b: text.max(9) }, 'BR/BR'),
  row('F13', 'type replaced', { a: text }, { a: z.number() }, 'BR/BR'),
  row('F14', 'enum value added', { a: z.enum(['x']) }, { a: z.enum(['x', 'y']) }, 'ok/BR'),
  row('F15', 'enum value removed', { a: z.enum(['x', 'y']) }, { a: z.enum(['x']) }, 'BR/ok'),
  row('F14', 'literal becomes enum', { a: z.literal('x') }, { a: z.enum(['x', 'y']) }, 'ok/BR'),
  row('F14', 'literal becomes text', { a: z.literal('x') }, { a: text }, 'ok/BR'),
  row('F15', 'text becomes literal', { a: text }, { a: z.literal('x') }, 'BR/ok'),
  row(
    'F14',
    'whole numbers become numbers',
    { a: z.int() },
    { a: z.number().gte(-9007199254740991).lte(9007199254740991) },
    'ok/BR',
  ),
  row(
    'F15',
    'numbers become whole',
    { a: z.number().gte(-9007199254740991).lte(9007199254740991) },
    { a: z.int() },
    'BR/ok',
  ),
  row('F14', 'bound loosened', { a: z.number().max(5) }, { a: z.number().max(9) }, 'ok/BR'),
  row('F15', 'bound tightened', { a: z.number().max(9) }, { a: z.number().max(5) }, 'BR/ok'),
  row('F15', 'least length raised', { a: text.min(1) }, { a: text.min(2) }, 'BR/ok'),
  row('F14', 'greatest length dropped', { a: text.max(4) }, { a: text }, 'ok/BR'),
  row('F14', 'step halved', { a: z.number().multipleOf(4) }, { a: z.number().multipleOf(2) }, 'ok/BR'),
  row('F15', 'step doubled', { a: z.number().multipleOf(2) }, { a: z.number().multipleOf(4) }, 'BR/ok'),
  row('F14', 'pattern removed', { a: text.regex(/^a+$/) }, { a: text }, 'ok/BR'),
  row('F15', 'pattern added', { a: text }, { a: text.regex(/^a+$/) }, 'BR/ok'),
  row(
    'F14',
    'union arm added',
    { a: z.union([text, z.boolean()]) },
    { a: z.union([text, z.boolean(), z.number()]) },
    'ok/BR',
  ),
  row(
    'F15',
    'union arm removed',
    { a: z.union([text, z.boolean(), z.number()]) },
    { a: z.union([text, z.boolean()]) },
    'BR/ok',
  ),
  row(
    'F14',
    'tagged arm added',
    { a: z.discriminatedUnion('kind', [one]) },
    { a: z.discriminatedUnion('kind', [one, two]) },
    'ok/BR',
  ),
  row('F14', 'takes anything', { a: text }, { a: z.unknown() }, 'ok/BR'),
  row('F14', 'takes anything in place of a choice', { a: text.nullable() }, { a: z.unknown() }, 'ok/BR'),
  row('F15', 'takes a choice in place of anything', { a: z.unknown() }, { a: z.union([text, z.boolean()]) }, 'BR/ok'),
  row('F14', 'items declared no more', { a: z.array(text) }, { a: z.array(z.unknown()) }, 'ok/BR'),
  row('F15', 'items declared', { a: z.array(z.unknown()) }, { a: z.array(text.nullable()) }, 'BR/ok'),
  row('F16', 'known value of an open list added', { a: openEnum(['x']) }, { a: openEnum(['x', 'y']) }, 'ok/ok'),
  row('F16', 'known value of an open list removed', { a: openEnum(['x', 'y']) }, { a: openEnum(['x']) }, 'ok/ok'),
  row('F17', 'list opened', { a: z.enum(['x']) }, { a: openEnum(['x']) }, 'ok/BR'),
  row('F17', 'list closed', { a: openEnum(['x']) }, { a: z.enum(['x']) }, 'BR/ok'),
  row('F18', 'value exchanged', { a: z.enum(['x', 'y']) }, { a: z.enum(['x', 'z']) }, 'BR/BR'),
  row('F18', 'constant exchanged', { a: z.literal('x') }, { a: z.literal('y') }, 'BR/BR'),
  row(
    'F18',
    'tag exchanged',
    { a: z.discriminatedUnion('kind', [one, two]) },
    { a: z.discriminatedUnion('kind', [one, z.strictObject({ kind: z.literal('c'), y: text })]) },
    'BR/BR',
  ),
  row('F19', 'pattern loosened', { a: text.regex(/^a+$/) }, { a: text.regex(/^[ab]+$/) }, 'ok/BR'),
  row('F19', 'pattern tightened', { a: text.regex(/^[ab]+$/) }, { a: text.regex(/^a+$/) }, 'BR/ok'),
  row('F21', 'item widened', { a: z.array(z.enum(['x'])) }, { a: z.array(z.enum(['x', 'y'])) }, 'ok/BR'),
  row('F21', 'longer lists allowed', { a: z.array(text).max(2) }, { a: z.array(text).max(3) }, 'ok/BR'),
  row('F21', 'least number of items raised', { a: z.array(text) }, { a: z.array(text).min(1) }, 'BR/ok'),
  row('F21', 'list becomes tuple', { a: z.array(text).length(2) }, { a: z.tuple([text, z.number()]) }, 'BR/BR'),
  row(
    'F21',
    'record value widened',
    { a: z.record(z.string(), z.enum(['x'])) },
    { a: z.record(z.string(), z.enum(['x', 'y'])) },
    'ok/BR',
  ),
  row(
    'F21',
    'record key narrowed',
    { a: z.record(z.string(), text) },
    { a: z.record(z.string().max(3), text) },
    'BR/ok',
  ),
]

// the part that changed has a rule of its own where it is a list's item or a record's value
const namedAs: { readonly [what: string]: string } = { 'item widened': 'F14', 'record value widened': 'F14' }

const cases = rows.flatMap((each) =>
  policies.map((policy, index) => ({
    ...each,
    policy,
    cell: (typeof each.cells === 'string' ? each.cells : each.cells[index]) as Cell,
    name: `${each.rule} ${each.what}, ${policy}`,
  })),
)

const isSchemaOf = (schema: z.ZodType): object => z.toJSONSchema(schema, { io: 'input' })

const compare = (
  old: z.ZodType,
  next: z.ZodType,
  direction: 'serverToClient' | 'clientToServer',
  part: 'payload' | 'reply' = 'payload',
): readonly Finding[] =>
  diff(carrying(isSchemaOf(old), direction, part), carrying(isSchemaOf(next), direction, part)).findings

const breaksOf = (findings: readonly Finding[]): string[] =>
  [...new Set(findings.flatMap(({ breaks }) => breaks))].filter((each) => each !== 'compile-time').sort()

const sufferersOf = (cell: Cell, fromServer: boolean): string[] => {
  const [forth, back] = cell.split('/').map((each) => each === 'BR')
  const newClients = fromServer ? forth : back
  const oldClients = fromServer ? back : forth
  return [...(oldClients ? ['new-server-old-client'] : []), ...(newClients ? ['old-server-new-client'] : [])]
}

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

const fieldOf = (field: object): object => ({ type: 'object', properties: { a: field }, required: ['a'] })

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

const spellings: readonly (readonly [string, object, object])[] = [
  [
    'keys in another order',
    { type: 'object', properties: { a: {}, b: {} } },
    { properties: { b: {}, a: {} }, type: 'object' },
  ],
  [
    'arms in another order',
    { anyOf: [{ type: 'string' }, { type: 'number' }] },
    { anyOf: [{ type: 'number' }, { type: 'string' }] },
  ],
  ['a list of one type', fieldOf({ type: ['string'] }), fieldOf({ type: 'string' })],
  [
    'null in the list of types',
    fieldOf({ type: ['string', 'null'] }),
    fieldOf({ anyOf: [{ type: 'string' }, { type: 'null' }] }),
  ],
  [
    'null in the list of values',
    fieldOf({ enum: ['x', null] }),
    fieldOf({ anyOf: [{ enum: ['x'] }, { const: null }] }),
  ],
  [
    'an intersection written out',
    { allOf: [fieldOf({ type: 'string' }), { type: 'object', properties: { b: {} } }] },
    { type: 'object', properties: { a: { type: 'string' }, b: {} }, required: ['a'] },
  ],
  ['a constant as a list', fieldOf({ const: 'x' }), fieldOf({ enum: ['x'], type: 'string' })],
  [
    'a union in a union',
    { anyOf: [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, { type: 'number' }] },
    { anyOf: [{ type: 'number' }, { type: 'string' }, { type: 'null' }] },
  ],
]
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
