import { describe, expect, it } from 'vitest'
import { type ContractJson, diff, type EventJson } from '../../src/spec/index.js'
import { eventOf, shopOf } from './contract-maker.js'

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

describe('the two releases of a change that breaks both ends', () => {
  it.each(cases)('$rule $what, $direction: need the bumps that the diff gives them', (each) => {
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
  })
})
