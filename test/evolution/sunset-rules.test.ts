import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import * as mini from 'zod/mini'
import * as fields from '../../src/fields/index.js'
import { event, namespace } from '../../src/index.js'
import { type ContractJson, type DiffReport, diff, toContractJson } from '../../src/spec/index.js'
import { aliasOf, carrying, contractOf, eventOf, namespaceOf, shopOf } from './contract-maker.js'

const text = { type: 'string' }
const id = { type: 'object', properties: { id: text }, required: ['id'] }
const total = { type: 'object', properties: { total: { type: 'number' } } }
const deprecated = { since: '1.1.0', removeIn: '2.0.0' }

const found = (old: ContractJson, next: ContractJson, nextVersion = '1.2.0'): DiffReport['findings'] =>
  diff(old, next, { nextVersion }).findings
const said = (old: ContractJson, next: ContractJson, nextVersion?: string): unknown[][] =>
  found(old, next, nextVersion).map(({ rule, forbidden, words }) => [rule, forbidden, words])

const judged = (old: ContractJson, next: ContractJson, nextVersion?: string): unknown[][] =>
  found(old, next, nextVersion).map(({ rule, forbidden }) => [rule, forbidden])

const ofServer = (event: object, name = 'bell'): ContractJson =>
  shopOf({ serverToClient: { [name]: eventOf({ payload: id, ...event }) } })
const ofClient = (event: object): ContractJson =>
  shopOf({ clientToServer: { ring: eventOf({ direction: 'clientToServer', payload: id, ...event }) } })
const none = shopOf({})

test.each([
  ['E03', ofServer({ deprecated })],
  ['E04', ofClient({ deprecated })],
])('an event goes with the release its deprecation announced, and not before: %s', (rule, old) => {
  expect(said(old, none, '1.9.0')).toEqual([[rule, true, 'was removed, before 2.0.0, the release it was to go with']])
  expect(found(old, none, '1.9.0')).toMatchObject([
    { related: ['A02'], bump: 'major', advice: 'put it back until 2.0.0' },
  ])
  expect(said(old, none, '2.0.0')).toEqual([[rule, false, 'was removed, as announced for 2.0.0']])
  expect(judged(old, none, '2.1.0')).toEqual([[rule, false]])
})

test('E06: an event goes no sooner by another name', () => {
  const renamed = ofServer({}, 'gong')
  expect(judged(ofServer({ deprecated }), renamed)).toEqual([['E06', true]])
  expect(judged(ofServer({ deprecated }), renamed, '2.0.0')).toEqual([['E06', false]])
})

test('E07: an event goes no sooner the other way round', () => {
  const turned = shopOf({
    clientToServer: { bell: eventOf({ direction: 'clientToServer', payload: total as never }) },
  })
  expect(judged(ofServer({ deprecated }), turned)).toEqual([['E07', true]])
  expect(judged(ofServer({ deprecated }), turned, '2.0.0')).toEqual([['E07', false]])
})

test('N03: an event goes no sooner to another namespace, N01: nor with its own', () => {
  const bell = { bell: eventOf({ payload: id, deprecated }) }
  const at = (path: string) =>
    contractOf({ '/a': namespaceOf(), '/b': namespaceOf(), [path]: namespaceOf({ serverToClient: bell }) })
  expect(judged(at('/a'), at('/b'))).toEqual([['N03', true]])
  expect(said(at('/a'), at('/b'), '2.0.0')).toContainEqual(['N03', false, 'was moved to `/b`, as announced for 2.0.0'])
  expect(said(ofServer({ deprecated }), contractOf({}))).toEqual([
    ['N01', true, 'was removed before the time of `bell`'],
  ])
  expect(said(ofServer({ deprecated }), contractOf({}), '2.0.0')).toEqual([['N01', false, 'was removed']])
})

test('E05: an alias lets an event end no sooner', () => {
  const withAlias = (removeIn: string) =>
    shopOf({
      serverToClient: { gong: eventOf({ payload: id }) },
      aliases: { serverToClient: { bell: aliasOf('gong', { removeIn }) } },
    })
  const old = ofServer({ deprecated: { ...deprecated, removeIn: '3.0.0' } })
  expect(said(old, withAlias('2.0.0'))).toContainEqual(['A04', true, 'goes with 2.0.0 now, it was to go with 3.0.0'])
  expect(judged(old, withAlias('3.0.0'))).toEqual([
    ['E05', false],
    ['T04', false],
  ])
})

const until = (removeIn?: string) => ofServer({ deprecated: { since: '1.1.0', ...(removeIn && { removeIn }) } })

test('A04: the end of an event comes no sooner, which would break nobody yet, and may come later', () => {
  expect(found(until('3.0.0'), until('2.0.0'))).toMatchObject([
    { rule: 'A04', forbidden: true, bump: 'patch', breaks: [] },
  ])
  expect(found(until('2.0.0'), until('3.0.0'))).toMatchObject([
    {
      rule: 'A04',
      forbidden: false,
      bump: 'patch',
      breaks: [],
      words: 'goes with 3.0.0 now, it was to go with 2.0.0',
    },
  ])
  expect(said(until('2.0.0'), until())).toEqual([['A04', false, 'has no announced end any more']])
})

test('A04: the end of an event leaves a release to move in', () => {
  expect(said(until(), until('1.5.0'))).toContainEqual([
    'A04',
    true,
    'goes with 1.5.0, which leaves its users no release to move in',
  ])
  expect(said(until(), until('2.0.0'))).toEqual([['A04', false, 'goes with 2.0.0 now, before no end was announced']])
  expect(said(ofServer({}), until('2.0.0'))).toEqual([['T04', false, 'is deprecated now and goes with 2.0.0']])
  expect(said(until('2.0.0'), ofServer({}))).toEqual([['T04', false, 'is no longer deprecated']])
})

describe('a field goes with the release its `x-removeIn` announced, and not before', () => {
  const holding = (fields: object, required: string[] = []) =>
    carrying({ type: 'object', properties: { id: text, ...fields }, required: ['id', ...required] })
  const until = (removeIn?: string) => ({ ...text, deprecated: true, ...(removeIn && { 'x-removeIn': removeIn }) })
  const bare = holding({})

  test.each([
    ['F04', holding({ a: until('2.0.0') }), 'it was optional'],
    ['F05', holding({ a: until('2.0.0') }, ['a']), 'it was required'],
  ])('a field goes with the release its `x-removeIn` announced, and not before: %s', (rule, old, was) => {
    expect(said(old, bare)).toEqual([[rule, true, `was removed; ${was}, before 2.0.0, the release it was to go with`]])
    expect(said(old, bare, '2.0.0')).toEqual([[rule, false, `was removed; ${was}, as announced for 2.0.0`]])
  })

  test('a field goes no sooner by another name', () => {
    const renamed = holding({ b: { ...text } }, ['b'])
    expect(judged(holding({ a: until('2.0.0') }, ['a']), renamed)).toEqual([['F12', true]])
    expect(judged(holding({ a: until('2.0.0') }, ['a']), renamed, '2.0.0')).toEqual([['F12', false]])
  })

  test('a field goes no sooner with what it stands in, whatever takes its place', () => {
    const inner = { type: 'object', properties: { a: until('2.0.0') } }
    expect(judged(holding({ in: inner }), bare)).toEqual([['F04', true]])
    expect(judged(holding({ in: inner }), bare, '2.0.0')).toEqual([['F04', false]])
    const place = (next: ContractJson) => found(holding({ in: inner }), next).filter(({ forbidden }) => forbidden)
    expect(place(holding({ in: text }))).toMatchObject([{ rule: 'F04', place: { path: 'in.a' } }])
    expect(place(shopOf({ serverToClient: { 'order:new': eventOf({}) } }))).toMatchObject([
      { rule: 'F04', place: { path: 'in.a' } },
    ])
  })

  test('a field in lists, alternatives and what holds itself goes with the release that was announced, and not before', () => {
    const node = (fields: object) => ({
      $ref: '#/$defs/node',
      $defs: {
        node: { type: 'object', properties: { ...fields, next: { $ref: '#/$defs/node' }, id: text }, required: ['id'] },
      },
    })
    expect(judged(carrying(node({ a: until('2.0.0') })), carrying(node({})))).toEqual([['F04', true]])
    const choice = (fields: object) =>
      holding({
        one: {
          anyOf: ['x', 'y'].map((kind) => ({
            type: 'object',
            properties: { kind: { const: kind }, ...(kind === 'x' && fields) },
            required: ['kind'],
          })),
        },
        list: { type: 'array', items: { type: 'object', properties: fields } },
      })
    const [both, ...others] = found(choice({ a: until('2.0.0') }), choice({}))
    expect(others).toEqual([])
    expect(both).toMatchObject({ rule: 'F04', forbidden: true, consequences: [{ rule: 'F04', forbidden: true }] })
  })

  test('A04: the end of a field comes no sooner', () => {
    const rule = (old?: string, next?: string) => said(holding({ a: until(old) }), holding({ a: until(next) }))
    expect(rule('3.0.0', '2.0.0')).toEqual([['A04', true, 'goes with 2.0.0 now, it was to go with 3.0.0']])
    expect(rule('2.0.0', '3.0.0')).toEqual([['A04', false, 'goes with 3.0.0 now, it was to go with 2.0.0']])
    expect(rule('2.0.0', undefined)).toEqual([['A04', false, 'is no longer announced to go; it was to go with 2.0.0']])
    expect(rule(undefined, '2.0.0')).toEqual([['T04', false, 'is announced to go with 2.0.0']])
    expect(rule(undefined, '1.9.0')).toContainEqual([
      'A04',
      true,
      'goes with 1.9.0, which leaves its users no release to move in',
    ])
    expect(found(holding({ a: until('3.0.0') }), holding({ a: until('2.0.0') }))[0]?.place.path).toBe('a')
  })

  test('a field goes with the release that is announced as it is written with zod', () => {
    const written = (fields: object): ContractJson => {
      const payload = z.object({ id: z.string(), ...fields })
      return toContractJson([
        namespace('/shop', { version: 1, serverToClient: { bell: event({ payload }) }, clientToServer: {} }),
      ])
    }
    const old = written({ a: z.string().optional().meta({ deprecated: true, 'x-removeIn': '2.0.0' }) })
    expect(judged(old, written({}))).toEqual([['F04', true]])
    expect(judged(old, written({}), '2.0.0')).toEqual([['F04', false]])
    expect(said(old, old)).toEqual([])
  })

  test('a field goes with the release that `deprecated` of the fields announced', () => {
    const holdingField = (field?: mini.ZodMiniType): ContractJson => {
      const payload = mini.object({ id: mini.string(), ...(field && { a: mini.optional(field) }) })
      return toContractJson([
        namespace('/shop', { version: 1, serverToClient: { bell: event({ payload }) }, clientToServer: {} }),
      ])
    }
    const ending = (removeIn: string, since = '1.1.0'): ContractJson =>
      holdingField(fields.deprecated({ since, replacedBy: 'b', removeIn }, fields.text(5)))
    const [plain, old] = [holdingField(fields.text(5)), ending('2.0.0')]
    expect(judged(old, holdingField())).toEqual([['F04', true]])
    expect(found(old, holdingField())[0]?.related).toContain('A02')
    expect(judged(old, holdingField(), '2.0.0')).toEqual([['F04', false]])
    expect(said(plain, old)).toEqual([['T04', false, 'is announced to go with 2.0.0']])
    expect(said(old, ending('3.0.0'))).toEqual([['A04', false, 'goes with 3.0.0 now, it was to go with 2.0.0']])
    expect(said(ending('3.0.0'), old).map(([rule, isForbidden]) => [rule, isForbidden])).toEqual([['A04', true]])
    expect(said(old, ending('2.0.0', '1.2.0'))).toEqual([['T04', false, '`a` is deprecated since 1.2.0 now']])
    const endless = holdingField(fields.deprecated({ since: '1.1.0', replacedBy: 'b' }, fields.text(5)))
    expect(said(plain, endless)).toEqual([['T04', false, '`a` is deprecated now, in favour of `b`']])
    expect(found(plain, endless)[0]).toMatchObject({
      bump: 'patch',
      advice: expect.stringContaining('tell the people'),
    })
    expect(said(endless, plain)).toEqual([['T04', false, '`a` is no longer deprecated']])
    const heirless = holdingField(fields.deprecated({ since: '1.1.0' }, fields.text(5)))
    expect(said(heirless, endless)).toEqual([['T04', false, '`a` is deprecated in favour of `b` now']])
    expect(found(heirless, endless)[0]).toMatchObject({
      bump: 'patch',
      advice: expect.stringContaining('takes its place'),
    })
    expect(said(endless, heirless)).toEqual([['T04', false, '`a` is deprecated in favour of nothing now']])
  })

  test('a field and an event go with the release that a schema announced bit by bit', () => {
    const holding = (more: object): ContractJson =>
      carrying({ type: 'object', properties: { a: { ...text, ...more }, b: text } })
    const [marked, since, whole] = [
      { deprecated: true },
      { deprecated: true, 'x-since': '1.1.0' },
      { deprecated: true, 'x-since': '1.1.0', 'x-replacedBy': 'b' },
    ].map(holding) as [ContractJson, ContractJson, ContractJson]
    expect(said(holding({}), whole)).toEqual([['T04', false, '`a` is deprecated now, in favour of `b`']])
    expect(said(marked, since)).toEqual([['T04', false, '`a` is deprecated since 1.1.0 now']])
    expect(said(since, whole)).toEqual([['T04', false, '`a` is deprecated in favour of `b` now']])
    expect(said(marked, whole)).toEqual([
      ['T04', false, '`a` is deprecated in favour of `b` now; `a` is deprecated since 1.1.0 now'],
    ])
    const ringing = (more: object): ContractJson => ofServer({ deprecated: { since: '1.1.0', ...more } })
    expect(said(ringing({}), ringing({ replacedBy: 'gong' }))).toEqual([
      ['T04', false, 'is deprecated in favour of `gong` now'],
    ])
    expect(said(ringing({}), ringing({ since: '1.2.0' }))).toEqual([['T04', false, 'is deprecated since 1.2.0 now']])
  })
})

const aliased = shopOf({
  serverToClient: { bell: eventOf({ payload: id }) },
  aliases: { serverToClient: { ding: aliasOf('bell', { removeIn: '2.0.0' }) } },
})
const field = carrying({ type: 'object', properties: { a: { ...text, 'x-removeIn': '2.0.0' } } })

test('A04: all that was to go with one release is one finding, wherever it stands', () => {
  const aliases = {
    serverToClient: {
      ding: aliasOf('bell', { removeIn: '2.0.0' }),
      dong: aliasOf('bell', { removeIn: '2.0.0' }),
      gong: aliasOf('bell', { removeIn: '3.0.0' }),
    },
  }
  const many = contractOf({
    '/inn': namespaceOf({ serverToClient: { bell: eventOf({ payload: id }) }, aliases }),
    '/shop': namespaceOf({ serverToClient: { bell: eventOf({ payload: id, deprecated }) }, aliases }),
  })
  expect(found(many, many, '1.9.0')).toEqual([])
  const [one, ...others] = found(many, many, '2.0.0')
  expect(others).toEqual([])
  expect(one).toMatchObject({ rule: 'A04', bump: 'none', words: 'was to go with 2.0.0 and still stands' })
  expect(one?.consequences.map(({ address }) => address).sort()).toEqual([
    '/inn serverToClient dong',
    '/shop serverToClient bell',
    '/shop serverToClient ding',
    '/shop serverToClient dong',
  ])
  expect(found(many, many, '3.0.0').map(({ words, consequences }) => [words, consequences.length])).toEqual([
    ['was to go with 2.0.0 and still stands', 4],
    ['was to go with 3.0.0 and still stands', 1],
  ])
})

test.each([
  ['an alias', aliased, 'ding'],
  ['an event', ofServer({ deprecated }), 'bell'],
  ['a field', field, 'order:new'],
])('A04: what was to be gone by now and still stands is named: %s', (_, contract, name) => {
  expect(found(contract, contract, '1.9.0')).toEqual([])
  const [finding, ...others] = found(contract, contract, '2.0.0')
  expect(others).toEqual([])
  expect(finding).toMatchObject({
    rule: 'A04',
    place: { name },
    words: 'was to go with 2.0.0 and still stands',
    breaks: [],
    bump: 'none',
    forbidden: false,
    dangerous: true,
  })
  expect(finding?.advice).not.toBe('')
  expect(diff(contract, contract, { nextVersion: '2.0.0' }).required).toBe('none')
})
