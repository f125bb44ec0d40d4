import { expect, test } from 'vitest'
import { gateAdvice } from '../../src/cli/gate/gate-advice.js'
import { planText } from '../../src/cli/report/plan-text.js'
import { type ContractJson, type DiffReport, diff, type EventJson, judge } from '../../src/spec/index.js'
import { aliasOf, eventOf, shopOf } from './contract-maker.js'

type Direction = EventJson['direction']
type Events = { readonly [name: string]: Partial<EventJson> }

/** A change of what both ends break by, and the release between that spares them, in each direction. */
interface Halves {
  readonly rule: string
  readonly what: string
  readonly old: Events
  readonly next: Events
  /** The release between: what it holds depends on who sends, for one end has to serve both. */
  readonly between: (direction: Direction) => Events
  /** What is left at last, where that is no change of the same field or event. */
  readonly last?: Events
}

const text = { type: 'string' }
const object = (properties: object, required: readonly string[] = Object.keys(properties)): Events => ({
  bell: { payload: { type: 'object', properties, required } as never },
})
const field = (schema: object): Events => object({ a: schema })
/** A second field: servers send both, and take either. */
const secondField = (was: object, is: object) => (direction: Direction) =>
  object({ a: was, b: is }, direction === 'serverToClient' ? ['a', 'b'] : [])
const changedType = (rule: string, what: string, was: object, is: object): Halves => ({
  rule,
  what,
  old: field(was),
  next: field(is),
  between: secondField(was, is),
  last: object({ b: is }),
})
const changedValues = (rule: string, what: string, was: object, either: object, is: object): Halves => ({
  rule,
  what,
  old: field(was),
  next: field(is),
  between: () => field(either),
})
const anotherEvent = (rule: string, what: string, was: Partial<EventJson>, is: Partial<EventJson>): Halves => ({
  rule,
  what,
  old: { bell: was },
  next: { bell: is },
  between: () => ({ bell: was, gong: is }),
  last: { gong: is },
})

const payload = object({ a: text, b: text })['bell']?.payload as never
const withNull = { anyOf: [text, { type: 'null' }] }
const halves: readonly Halves[] = [
  {
    rule: 'F12',
    what: 'another name of a field',
    old: object({ a: text }),
    next: object({ b: text }),
    between: secondField(text, text),
  },
  changedType('F13', 'another type', text, { type: 'integer' }),
  changedType('F26', 'bytes', text, { ...text, contentEncoding: 'base64' }),
  changedType('F19', 'patterns that share no text', { ...text, pattern: '^a+$' }, { ...text, pattern: '^b+$' }),
  changedType('F19', 'formats that share no text', { ...text, format: 'date' }, { ...text, format: 'date-time' }),
  changedValues('F18', 'another word', { enum: ['x', 'y'] }, { enum: ['x', 'y', 'z'] }, { enum: ['x', 'z'] }),
  changedValues(
    'F19',
    'patterns that share some',
    { ...text, pattern: '^a' },
    {
      anyOf: [
        { ...text, pattern: '^a' },
        { ...text, pattern: 'b$' },
      ],
    },
    { ...text, pattern: 'b$' },
  ),
  {
    rule: 'F10',
    what: 'null in place of absence',
    old: object({ a: text }, []),
    next: object({ a: withNull }),
    between: () => object({ a: withNull }, []),
  },
  anotherEvent('E09', 'no payload', { payload }, {}),
  anotherEvent(
    'F13',
    'another type of the whole payload',
    { payload: text as never },
    { payload: { type: 'integer' } as never },
  ),
]
const fromServer: readonly Halves[] = [
  anotherEvent(
    'E13',
    'another identity',
    { payload, identity: { paths: ['a'] } },
    { payload, identity: { paths: ['b'] } },
  ),
  anotherEvent('E13', 'a patch in place of a snapshot', { payload, state: 'snapshot' }, { payload, state: 'patch' }),
  anotherEvent('E13', 'a snapshot in place of a patch', { payload, state: 'patch' }, { payload, state: 'snapshot' }),
]

const contractOf = (events: Events, direction: Direction): ContractJson =>
  shopOf({
    [direction]: Object.fromEntries(
      Object.entries(events).map(([name, event]) => [name, eventOf({ direction, ...event })]),
    ),
  })

const orders = { servers: ['server-first', 'any-order'], clients: ['client-first', 'any-order'] } as const

const directions = ['serverToClient', 'clientToServer'] as const
const cases = [
  ...halves.flatMap((each) => directions.map((direction) => ({ ...each, direction }))),
  ...fromServer.map((each) => ({ ...each, direction: 'serverToClient' as const })),
]

test.each(cases)(
  'the two releases of a change that breaks both ends need the bumps that the diff gives them: $rule $what, $direction',
  (each) => {
    const { rule, direction, old, between, next, last = next } = each
    const [before, middle, after, left] = [old, between(direction), next, last].map((events) =>
      contractOf(events, direction),
    ) as [ContractJson, ContractJson, ContractJson, ContractJson]
    const { plan, findings } = diff(before, after)
    expect(findings.map((finding) => finding.rule)).toEqual([rule])
    const [first, second] = [diff(before, middle), diff(middle, left)]
    expect(plan.releases.map(({ bump }) => bump)).toEqual([first.required, second.required])
    const [start, then, end] = plan.steps.map(({ act }) => act) as ('servers' | 'clients')[]
    expect(orders[start ?? 'servers'], 'first half').toContain(first.rollout)
    expect(orders[then ?? 'servers'], 'second half').toContain(second.rollout)
    expect(end).toBe(start)
  },
)

test('M03: a spelling that servers no longer send is read for a release, and then dropped', () => {
  const spelled = (alias: object): ContractJson =>
    shopOf({ serverToClient: { bell: eventOf() }, aliases: { serverToClient: { BELL: aliasOf('bell', alias) } } })
  const [old, between, next] = [{ rename: { b: 'a' } }, { heard: { b: 'a' } }, {}].map(spelled) as [
    ContractJson,
    ContractJson,
    ContractJson,
  ]
  const { plan, findings } = diff(old, next)
  expect(findings).toMatchObject([{ rule: 'M03', advice: expect.stringContaining('move it to `heard`') as string }])
  const [first, second] = [diff(old, between), diff(between, next)]
  expect(plan.releases.map(({ bump }) => bump)).toEqual([first.required, second.required])
  expect([first.rollout, second.rollout]).toEqual(['client-first', 'server-first'])
  expect(plan.steps.map(({ act }) => act)).toEqual(['clients', 'servers', 'clients'])
})

const [from, to] = ['order:{orderId}', 'orders:{orderId}']
const room = { legacy: [], params: ['orderId'] } as never
const inRooms = (...rooms: string[]): ContractJson =>
  shopOf({
    rooms: Object.fromEntries(rooms.map((each) => [each, room])),
    serverToClient: {
      bell: eventOf({
        to: rooms,
        everybody: false,
        payload: { type: 'object', properties: { otp: { ...text, 'x-sensitive': 'secret' } } } as never,
      }),
    },
    clientToServer: {
      join: eventOf({
        direction: 'clientToServer',
        joins: rooms,
        payload: { type: 'object', properties: { room: text } } as never,
      }),
    },
  })
const [old, both, next] = [inRooms(from), inRooms(from, to), inRooms(to)]
const [whole, first, second] = [diff(old, next), diff(old, both), diff(both, next)]

test('R01: a renamed room stands beside the old for a release, in which every client sits in both, and no node has to be stopped', () => {
  expect(whole.findings).toMatchObject([
    { rule: 'R01', bump: 'major', rollout: 'lockstep', breaks: expect.arrayContaining(['mixed-fleet']) as string[] },
  ])
  expect(whole.plan.steps.map(({ act, release }) => `${act} ${release}`)).toEqual([
    'servers 1',
    'clients 2',
    'servers 2',
  ])
  expect(whole.plan.releases.map(({ bump }) => bump)).toEqual([first.required, second.required])
  expect([first.rollout, second.rollout]).toEqual(['server-first', 'client-first'])
  for (const { findings } of [first, second])
    expect(findings.flatMap(({ breaks }) => breaks)).not.toContain('mixed-fleet')
  expect(whole.findings[0]?.advice).not.toContain('stop')
})

test('a renamed room is approved once: by the first release, with the lines that the whole change asked for', () => {
  const asked = ({ findings }: DiffReport): boolean =>
    findings.some(({ needsApproval, approval }) => needsApproval && !approval)
  expect([asked(whole), asked(first), asked(second)]).toEqual([true, true, false])
  const advice = gateAdvice(
    { report: whole, verdict: judge(whole, 'major'), comparisons: [] },
    'shop-contract',
    { changesets: '.changeset', config: undefined },
    [],
  )
  const lines = JSON.parse(/\{.*\}/s.exec(advice)?.[0] ?? '{}') as { approvals: { fingerprint: string }[] }
  const approvals = lines.approvals.map((line) => ({ ...line, by: 'Ada', reason: 'seen' }))
  for (const [before, after] of [
    [old, next],
    [old, both],
    [both, next],
  ] as const) {
    const report = diff(before, after, { approvals })
    expect(asked(report)).toBe(false)
  }
  expect(planText(whole).releases).toEqual([
    `release 1, minor: R01 ${from}, the new room beside the old, to be approved`,
    `release 2, major: R01 ${from}, the old room taken away`,
  ])
})
