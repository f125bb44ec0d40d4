import { describe, expect, test } from 'vitest'
import { sectionsOf } from '../../src/cli/report/report-section.js'
import {
  type ContractJson,
  type DiffOptions,
  type DiffReport,
  diff,
  type EventJson,
  judge,
} from '../../src/spec/index.js'
import { contractOf, eventOf, namespaceOf, shopOf } from './contract-maker.js'

const text = { type: 'string' }
const carrying = (properties: object, more: Partial<EventJson> = {}): EventJson =>
  eventOf({ payload: { type: 'object', properties } as never, ...more })
const shop = (events: object): ContractJson => shopOf({ serverToClient: events as never })
const compare = (old: ContractJson, next: ContractJson, options: DiffOptions): DiffReport => diff(old, next, options)
const waived = ({ findings }: DiffReport): string[] =>
  findings
    .flatMap(({ rule, place, waiver }) => (waiver ? [`${rule} ${place.name ?? place.namespace} ${waiver.reason}`] : []))
    .sort()
const reason = 'beta'

const old = contractOf({
  '/shop': namespaceOf({
    serverToClient: {
      bell: carrying({ a: text, list: { type: 'array', items: { type: 'object', properties: { b: text } } } }),
      gone: eventOf(),
    },
  }),
  '/shopping': namespaceOf({ serverToClient: { gone: eventOf() } }),
})
const next = contractOf({
  '/shop': namespaceOf({
    serverToClient: { bell: carrying({ list: { type: 'array', items: { type: 'object', properties: {} } } }) },
  }),
  '/shopping': namespaceOf(),
})
const ignoring = (ignore: DiffOptions['ignore']): string[] => waived(compare(old, next, { ignore: ignore ?? [] }))

test.each([
  ['/shop', ['E03 gone beta', 'F04 bell beta', 'F04 bell beta']],
  ['/shop bell', ['F04 bell beta', 'F04 bell beta']],
  ['/shop bell payload.a', ['F04 bell beta']],
  ['/shop bell payload.list', ['F04 bell beta']],
  ['/shop* gone', ['E03 gone beta', 'E03 gone beta']],
  ['/shop be', []],
  ['/shop bell payload.(', []],
])('what is ignored by the path %s may go out, and the bump it needs is still asked for', (path, expected) => {
  expect(ignoring([{ path, reason }])).toEqual(expected)
})

test('what is ignored by a rule, by a category, or by both a rule and a path may go out, and the bump it needs is still asked for', () => {
  expect(ignoring([{ rule: 'E03', reason }])).toEqual(['E03 gone beta', 'E03 gone beta'])
  expect(ignoring([{ rule: 'wire', path: '/shopping', reason }])).toEqual(['E03 gone beta'])
  expect(ignoring([{ rule: 'security', reason }])).toEqual([])
  expect(ignoring([{ reason }])).toEqual([])
})

test('a major change that is ignored stays major', () => {
  const report = compare(old, next, {
    ignore: [
      { path: '/', reason },
      { path: '/shop', reason },
      { path: '/shopping', reason },
    ],
  })
  expect(waived(report)).toHaveLength(4)
  expect(report.required).toBe('major')
  expect(judge(report, 'minor').passes).toBe(false)
  expect(judge(report, 'major').passes).toBe(true)
})

test('a leak is ignored only where its rule is named', () => {
  const leaky = shop({ bell: carrying({ token: { ...text, 'x-sensitive': 'secret' } }) })
  const before = shop({ bell: carrying({}) })
  const passes = (ignore: DiffOptions['ignore']): boolean =>
    judge(compare(before, leaky, { ignore: ignore ?? [] }), 'minor').passes
  expect(passes([{ path: '/shop', reason }])).toBe(false)
  expect(passes([{ path: '/shop', rule: 'security', reason }])).toBe(true)
  expect(passes([{ rule: 'S02', reason }])).toBe(true)
})

const secret = { ...text, 'x-sensitive': 'secret' }
const room = (name: string): ContractJson =>
  shopOf({
    rooms: { [name]: { legacy: [], params: ['shopId'] } as never },
    serverToClient: { bell: carrying({ token: secret }, { to: [name], everybody: false }) },
  })
const leaky = shop({ bell: carrying({ token: secret }) })
const before = shop({ bell: carrying({}) })
const agreed = (fingerprint: string) => ({ fingerprint, reason: 'known' })
const leakIn = ({ findings }: DiffReport): string =>
  findings.find(({ needsApproval }) => needsApproval)?.fingerprint ?? ''

test.each([
  ['a finding', before, leaky],
  ['a group of findings', room('a:{shopId}'), room('b:{shopId}')],
])('a waiver of %s leaves the approval to be given', (_, old, next) => {
  const waiver = agreed(leakIn(compare(old, next, {})))
  const alone = compare(old, next, { waivers: [waiver] })
  expect(alone.findings[0]).toMatchObject({ needsApproval: true, waiver: { reason: 'known' } })
  const verdict = judge(alone, 'major')
  expect([verdict.passes, verdict.unapproved.length]).toEqual([false, 1])
  const both = compare(old, next, { waivers: [waiver], approvals: [{ ...waiver, by: 'Ada' }] })
  expect(judge(both, 'major').passes).toBe(true)
})

test('an approval leaves what no release may have to be waived', () => {
  const rules = { S02: 'error', R03: 'error' } as const
  const approval = { ...agreed(leakIn(compare(room('a:{shopId}'), room('b:{shopId}'), {}))), by: 'Ada' }
  const approved = compare(room('a:{shopId}'), room('b:{shopId}'), { rules, approvals: [approval] })
  expect(approved.findings[0]).toMatchObject({ forbidden: true, approval: { by: 'Ada' } })
  const verdict = judge(approved, 'major')
  expect([verdict.passes, verdict.forbidden.length, verdict.unapproved.length]).toEqual([false, 1, 0])
})

test('what is waived and not approved is told of among what has to be approved', () => {
  const report = compare(before, leaky, { waivers: [agreed(leakIn(compare(before, leaky, {})))] })
  const [section] = sectionsOf(report)
  expect([section?.tally, section?.findings.map(({ rule }) => rule)]).toEqual(['to approve', ['S02']])
  expect(report.findings[0]?.rule).toBe('S02')
})

describe('the severity of a rule', () => {
  const old = shop({ bell: carrying({ note: { type: 'number' } }), gone: eventOf() })
  const next = shop({ bell: carrying({ token: { ...text, 'x-sensitive': 'secret' } }) })
  const report = (rules: DiffOptions['rules']): DiffReport => compare(old, next, { rules: rules ?? {} })
  const said = (found: DiffReport): string[] =>
    found.findings.map(({ rule, severity, forbidden, needsApproval }) =>
      [rule, severity, forbidden && 'forbidden', needsApproval && 'approve'].filter((each) => each).join(' '),
    )

  test('the severity of a rule is what the finding makes it, unless a team says more', () => {
    expect(said(report({})).sort()).toEqual(['E03', 'F01', 'F04', 'S02 approve'])
    expect(said(report({ F04: 'error', S02: 'warning', E03: 'off' })).sort()).toEqual([
      'E03 off',
      'F01',
      'F04 error forbidden',
      'S02 warning',
    ])
  })

  test('the severity of a rule goes by category where the rule itself has none', () => {
    expect(said(report({ wire: 'warning', F04: 'error', security: 'off' })).sort()).toEqual([
      'E03 warning',
      'F01 warning',
      'F04 error forbidden',
      'S02 off',
    ])
  })

  test('the severity of a rule takes no bump away', () => {
    expect(report({ wire: 'off' }).required).toBe('major')
    expect(judge(report({ wire: 'off', security: 'off' }), 'minor').passes).toBe(false)
    expect(judge(report({ wire: 'off', security: 'off' }), 'major').passes).toBe(true)
    expect(judge(report({ S02: 'warning' }), 'major').passes).toBe(true)
    expect(judge(report({ S02: 'warning', F04: 'error' }), 'major').passes).toBe(false)
  })

  test('the severity of a rule is off for a change with consequences where it is for all of them', () => {
    const sameField = (schema: object): ContractJson => shop({ a: carrying({ x: schema }), b: carrying({ x: schema }) })
    const severity = (rules: DiffOptions['rules']) =>
      compare(sameField({ enum: ['k'] }), sameField({ enum: ['k', 'l'] }), { rules: rules ?? {} }).findings.map(
        (each) => [each.rule, each.severity, each.consequences.length],
      )
    expect(severity({ F14: 'off' })).toEqual([['F14', 'off', 1]])
    expect(severity({ F14: 'warning' })).toEqual([['F14', 'warning', 1]])
    expect(severity({})).toEqual([['F14', undefined, 1]])
  })
})

const deprecated = { since: '1.1.0' }
const full = (isDeprecated: boolean): ContractJson =>
  shop({
    bell: carrying({
      note: { ...text, ...(isDeprecated && { deprecated: true }) },
      list: { type: 'array', items: { $ref: '#/$defs/item' } },
    }),
    gone: eventOf(isDeprecated ? { deprecated } : {}),
  })
const gone = shop({ bell: carrying({ list: { type: 'array', items: { $ref: '#/$defs/item' } } }) })
const refused = (releases: number, history: readonly ContractJson[]): string[] =>
  compare(history[0] ?? gone, gone, { grace: { releases, history } })
    .findings.filter(({ forbidden }) => forbidden)
    .map(({ rule, words }) => `${rule} ${words}`)
    .sort()

test('a grace period refuses the removal of events and fields that too few releases announced', () => {
  expect(refused(1, [full(false)])).toEqual([
    'E03 was removed, and was never deprecated; no releases say that it is deprecated, and 1 have to',
    'F04 was removed; it was optional; no releases say that it is deprecated, and 1 have to',
  ])
  expect(refused(1, [full(true)])).toEqual([])
  expect(refused(2, [full(true), full(false)]).map((each) => each.slice(-54))).toEqual(
    ['1 release says that it is deprecated, and 2 have to', '1 release says that it is deprecated, and 2 have to'].map(
      (each) => expect.stringContaining(each),
    ),
  )
  expect(refused(2, [full(true), full(true), full(false)])).toEqual([])
  // what was taken back in between starts anew
  expect(refused(2, [full(true), full(false), full(true)])).toHaveLength(2)
})

test('a grace period finds a field in lists, records, alternatives and what is referred to', () => {
  const nested = (field: object): ContractJson =>
    shopOf({
      serverToClient: {
        bell: eventOf({
          payload: {
            type: 'object',
            properties: {
              list: { type: 'array', items: { anyOf: [{ type: 'null' }, { type: 'object', properties: field }] } },
              by: { type: 'object', additionalProperties: { $ref: '#/$defs/item' } },
            },
            $defs: { item: { type: 'object', properties: field } },
          } as never,
        }),
      },
    })
  const old = nested({ a: { ...text, deprecated: true } })
  const report = compare(old, nested({}), { grace: { releases: 1, history: [old] } })
  expect(report.findings.map(({ rule, forbidden, consequences }) => [rule, forbidden, consequences.length])).toEqual([
    ['F04', false, 1],
  ])
  const fresh = nested({ a: text })
  expect(compare(fresh, nested({}), { grace: { releases: 1, history: [fresh] } }).findings[0]?.forbidden).toBe(true)
})
