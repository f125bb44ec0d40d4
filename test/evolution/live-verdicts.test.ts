import { expect, test } from 'vitest'
import type { PastTable } from '../../src/index.js'
import {
  type ContractJson,
  diff,
  type EventJson,
  type Finding,
  type NamespaceJson,
  type PastJson,
  type Rule,
  rules,
  type Witness,
} from '../../src/spec/index.js'
import { carrying, eventOf, namespaceOf, shopOf } from './contract-maker.js'
import { pairs } from './contract-pairs.js'
import { promiseBrokenBy, promised } from './live-promises.js'
import { exchangesOf, type Mixture, mixtures, readByStock, replayed } from './live-replay.js'
import { cases, isSchemaOf, object, spellings, sufferersOf } from './payload-rows.js'

type Direction = 'serverToClient' | 'clientToServer'
type Part = 'payload' | 'reply'

const seenRules = new Set<string>()
/** Notes which rules were seen to be right. */
const note = (findings: readonly Finding[]): void => {
  for (const { rule, related } of findings)
    for (const each of [rule, ...related]) if (/^[EFKNV]/.test(each)) seenRules.add(each)
}

/** A change of one event, as old and new contracts have it. */
interface Change {
  readonly name: string
  readonly direction: Direction
  readonly part: Part
  readonly old: object
  readonly next: object
  readonly breaks: readonly string[]
  readonly findings: readonly Finding[]
}

const places: readonly (readonly [Direction, Part])[] = [
  ['serverToClient', 'payload'],
  ['clientToServer', 'payload'],
  ['clientToServer', 'reply'],
]

const changes: readonly Change[] = cases.flatMap(({ name, old, next, policy, cell }, index) =>
  places.map(([direction, part], place): Change => {
    const [before, after] = [isSchemaOf(old(object[policy])), isSchemaOf(next(object[policy]))]
    return {
      name: `${index}-${place} ${name}`,
      direction,
      part,
      old: before,
      next: after,
      // a reply goes the way of what the server sends
      breaks: sufferersOf(cell, direction === 'serverToClient' || part === 'reply'),
      findings: diff(carrying(before, direction, part), carrying(after, direction, part)).findings,
    }
  }),
)

/** Puts many changes into one contract, each as an event of its own. */
const namespaceWith = (side: 'old' | 'next'): NamespaceJson => {
  const eventsOf = (wanted: Direction): Record<string, EventJson> =>
    Object.fromEntries(
      changes
        .filter(({ direction }) => direction === wanted)
        .map(({ name, direction, part, [side]: schema }) => [name, eventOf({ direction, [part]: schema as never })]),
    )
  return namespaceOf({ serverToClient: eventsOf('serverToClient'), clientToServer: eventsOf('clientToServer') })
}

/** Lists the payloads that show what breaks, of one mixture. */
const witnessesOf = ({ findings }: Change, mixture: Mixture): readonly Witness[] =>
  findings
    .flatMap(({ witnesses }) => witnesses)
    .filter(({ from }) =>
      mixture === 'new-server-old-client'
        ? from === 'new server' || from === 'old client'
        : from === 'old server' || from === 'new client',
    )

/** Whether our client reads null as what is left out, although its contract takes no null there; a stock one does not. */
const isReadAllTheSame = (name: string, mixture: Mixture): boolean =>
  (mixture === 'new-server-old-client' && /-0 F10 optional becomes nullable/.test(name)) ||
  (mixture === 'old-server-new-client' && /-0 F10 nullable becomes optional/.test(name))

test.each(mixtures)(
  'every verdict on a change of a payload or a reply is seen on real sockets: %s',
  async (mixture) => {
    const [old, next] = [namespaceWith('old'), namespaceWith('next')]
    const [server, client] = mixture === 'new-server-old-client' ? [next, old] : [old, next]
    const byName = new Map(changes.map((change) => [change.name, change]))
    const exchanges = exchangesOf(server, client, mixture).map((exchange) => {
      const change = byName.get(exchange.name) as Change
      const values = witnessesOf(change, mixture).map(({ value }) => value)
      return change.part === 'reply'
        ? { ...exchange, replies: [...values, ...exchange.replies] }
        : { ...exchange, payloads: [...values, ...exchange.payloads] }
    })
    const seen = await replayed(server, client, mixture, exchanges)
    const lenient = exchanges.filter(({ name }) => isReadAllTheSame(name, mixture))
    const misread = await readByStock(server, lenient)
    const wrong = exchanges.flatMap(({ name }, at) => {
      const isBroken = typeof seen === 'string' || seen[at] !== undefined || misread.includes(name)
      return isBroken === byName.get(name)?.breaks.includes(mixture) ? [] : [[name, seen[at]]]
    })
    expect(wrong).toEqual([])
    expect(exchanges).toHaveLength(changes.length)
    expect(lenient).not.toEqual([])
    for (const { findings } of changes) note(findings)
  },
  120_000,
)

const oneChange = (old: object, next: object, direction: Direction) => [
  carrying(old, direction).namespaces['/shop'] as NamespaceJson,
  carrying(next, direction).namespaces['/shop'] as NamespaceJson,
]
const wire = (findings: readonly Finding[]): string[] =>
  [...new Set(findings.flatMap(({ breaks }) => breaks))].filter((each) => each !== 'compile-time').sort()

/** Plays both mixtures of two releases, and lists those in which something did not fit. */
const brokenBy = async (
  old: NamespaceJson,
  next: NamespaceJson,
  witnesses: readonly Witness[] = [],
  table?: PastTable,
): Promise<string[]> => {
  const found = await Promise.all(
    mixtures.map(async (mixture) => {
      const [server, client] = mixture === 'new-server-old-client' ? [next, old] : [old, next]
      const seen = await replayed(server, client, mixture, exchangesOf(server, client, mixture, witnesses), table)
      return typeof seen === 'string' || seen.some((misfit) => misfit !== undefined) ? [mixture] : []
    }),
  )
  return found.flat().sort()
}

const policyOf = (policy: string): object => ({
  type: 'object',
  properties: { a: { type: 'string' } },
  required: ['a'],
  'x-unknown': policy,
  ...(policy === 'strict' && { additionalProperties: false }),
})
const nothing = undefined as never
const restated: readonly (readonly [rule: string, old: object, next: object])[] = [
  ['F20', policyOf('strict'), policyOf('strip')],
  ['F20', policyOf('strict'), policyOf('loose')],
  ['F20', policyOf('loose'), policyOf('strict')],
  ['F14', { anyOf: [{ type: 'string' }] }, { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'null' }] }],
  ['E09', nothing, policyOf('strip')],
  ['E09', policyOf('strip'), nothing],
  ...spellings.map(([, old, next]) => ['F23', old, next] as const),
]
test.each(restated)(
  '%s: a verdict on what schemas say otherwise is seen on real sockets: case %#',
  async (rule, old, next) => {
    for (const direction of ['serverToClient', 'clientToServer'] as const) {
      const [was, is] = oneChange(old, next, direction)
      const [before, after] = [carrying(old, direction), carrying(next, direction)]
      const { findings } = diff(before, after)
      if (rule !== 'F23') expect(findings.map((finding) => finding.rule)).toContain(rule)
      const witnesses = findings.flatMap((finding) => finding.witnesses)
      expect([direction, ...(await brokenBy(was as NamespaceJson, is as NamespaceJson, witnesses))]).toEqual([
        direction,
        ...wire(findings),
      ])
      note(findings)
    }
  },
)

const played = pairs.filter(
  ({ rule, one }) => /^[EK]|N06/.test(rule) && !promised.includes(rule) && one.namespaces['/shop'],
)
test.each(played)('$rule: a verdict on events is seen on real sockets: $what', async ({ one, other }) => {
  const [was, is] = [one, other].map(({ namespaces }) => namespaces['/shop'] as NamespaceJson)
  for (const [old, next, before, after] of [
    [was, is, one, other],
    [is, was, other, one],
  ] as const) {
    const { findings } = diff(before, after)
    expect(await brokenBy(old as NamespaceJson, next as NamespaceJson)).toEqual(wire(findings))
    note(findings)
  }
})

// what these promise is not seen in a payload that arrives, but in when it does, how often, and what follows
test.each(pairs.filter(({ rule }) => promised.includes(rule)))(
  '$rule: a verdict on what is promised is seen on real sockets: $what',
  async ({ rule, one, other }) => {
    const [was, is] = [one, other].map(({ namespaces }) => namespaces['/shop'] as NamespaceJson)
    for (const [old, next, before, after] of [
      [was, is, one, other],
      [is, was, other, one],
    ] as const) {
      const { findings } = diff(before, after)
      expect(await promiseBrokenBy(rule, old as NamespaceJson, next as NamespaceJson)).toEqual(wire(findings))
      note(findings)
    }
  },
)

const text = { type: 'string' }
const orderOf = (fields: Record<string, object>, more: object = {}): EventJson =>
  eventOf({ payload: { type: 'object', properties: fields, required: Object.keys(fields) } as never, ...more })
const rowOf = (row: Partial<PastJson>): PastJson => ({
  rename: {},
  heard: {},
  up: false,
  down: false,
  reply: false,
  ...row,
})
const asking = (fields: Record<string, object>, more: object = {}): EventJson =>
  orderOf(fields, { direction: 'clientToServer', ...more })

/** A shop at version 1, and one at version 2 that serves it. */
const served = (
  one: readonly [down: EventJson, up: EventJson],
  two: readonly [down: EventJson, up: EventJson],
  rows: readonly [down: Partial<PastJson> | false, up: Partial<PastJson> | false],
): readonly [ContractJson, ContractJson] => {
  const [down, up] = rows.map((row) => row && rowOf(row))
  return [
    shopOf({ serverToClient: { 'order:new': one[0] }, clientToServer: { 'order:make': one[1] } }),
    shopOf({
      version: 2,
      serverToClient: { 'order:placed': two[0] },
      clientToServer: { 'order:submit': two[1] },
      past: {
        1: { serverToClient: { 'order:placed': down ?? false }, clientToServer: { 'order:submit': up ?? false } },
      },
    }),
  ]
}
const names = [{ name: 'order:new' }, { name: 'order:make' }] as const
const nr = { nr: text }
const id = { id: text }
const reply = (field: string): object => ({
  reply: { type: 'object', properties: { [field]: { type: 'boolean' } }, required: [field] },
})

interface ServedCase {
  readonly what: string
  readonly contracts: readonly [ContractJson, ContractJson]
  readonly table?: PastTable
  /** Whether clients of version 1 go on as they were. */
  readonly isFine: boolean
}

const servedCases: readonly ServedCase[] = [
  { what: 'names', contracts: served([orderOf(id), asking(id)], [orderOf(id), asking(id)], names), isFine: true },
  {
    what: 'names and fields',
    contracts: served(
      [orderOf(nr), asking(nr)],
      [orderOf(id), asking(id)],
      [
        { name: 'order:new', rename: { nr: 'id' } },
        { name: 'order:make', rename: { nr: 'id' } },
      ],
    ),
    isFine: true,
  },
  {
    what: 'fields that nobody renames',
    contracts: served([orderOf(nr), asking(nr)], [orderOf(id), asking(id)], names),
    isFine: false,
  },
  {
    what: 'an event that the row hides',
    contracts: served([orderOf(id), asking(id)], [orderOf(id), asking(id)], [false, { name: 'order:make' }]),
    isFine: false,
  },
  {
    what: 'a reply that is new',
    contracts: served([orderOf(id), asking(id)], [orderOf(id), asking(id, reply('ok'))], names),
    isFine: true,
  },
  {
    what: 'a reply of another shape',
    contracts: served([orderOf(id), asking(id, reply('ok'))], [orderOf(id), asking(id, reply('done'))], names),
    isFine: false,
  },
  {
    what: 'a reply that a function shapes',
    contracts: served(
      [orderOf(id), asking(id, reply('ok'))],
      [orderOf(id), asking(id, reply('done'))],
      [{ name: 'order:new' }, { name: 'order:make', reply: true, replyForm: { down: true } }],
    ),
    table: {
      1: {
        serverToClient: { 'order:placed': { name: 'order:new' } },
        clientToServer: {
          'order:submit': {
            name: 'order:make',
            reply: { down: (given) => ({ ok: (given as { done: boolean }).done }) },
          },
        },
      },
    },
    isFine: true,
  },
  {
    what: 'a value in two fields, by functions',
    contracts: served(
      [orderOf({ name: text }), asking({ name: text })],
      [orderOf({ first: text, last: text }), asking({ first: text, last: text })],
      [
        { name: 'order:new', down: true, up: true },
        { name: 'order:make', down: true, up: true },
      ],
    ),
    table: {
      1: {
        serverToClient: {
          'order:placed': {
            name: 'order:new',
            down: (now) => ({ name: Object.values(now as object).join(' ') }),
          },
        },
        clientToServer: {
          'order:submit': { name: 'order:make', up: (old) => ({ first: (old as { name: string }).name, last: '' }) },
        },
      },
    },
    isFine: true,
  },
]
test.each(servedCases)(
  'a verdict on what `past` serves is seen on real sockets: $what',
  async ({ contracts, table, isFine }) => {
    const [before, after] = contracts
    const { findings } = diff(before, after, table ? { past: { '/shop': table } } : {})
    expect(wire(findings)).toEqual(isFine ? ['old-server-new-client'] : [...mixtures].sort())
    const [old, next] = contracts.map(({ namespaces }) => namespaces['/shop'] as NamespaceJson)
    const witnesses = findings.filter(({ rule }) => !/^V/.test(rule)).flatMap((finding) => finding.witnesses)
    expect(await brokenBy(old as NamespaceJson, next as NamespaceJson, witnesses, table)).toEqual(wire(findings))
    note(findings)
  },
)

test('the catalogue says of which rules verdicts are seen on real sockets', () => {
  const catalogue: [string, Rule][] = Object.entries(rules)
  expect([...seenRules].sort()).toEqual(catalogue.flatMap(([rule, { live }]) => (live ? [rule] : [])).sort())
})
