import { describe, expect, test } from 'vitest'
import { type ContractJson, type DiffOptions, diff, type Finding } from '../../src/spec/index.js'
import { touchedOf } from './contract-edit.js'
import { editsByKind } from './contract-edits.js'
import { eventOf, shopOf } from './contract-maker.js'

type Rollout = NonNullable<DiffOptions['rollout']>
const [newClients, oldClients] = ['old-server-new-client', 'new-server-old-client'] as const
/** Whom no change may break that is less than major. */
const spared = { 'server-first': [oldClients], 'client-first': [newClients], full: [newClients, oldClients] } as const
const rollouts = Object.keys(spared) as Rollout[]

const withConsequences = (finding: Finding): Finding[] => [finding, ...finding.consequences.flatMap(withConsequences)]

const found = (pairs: readonly (readonly [object, object])[], rollout: Rollout): Finding[] =>
  pairs
    .flatMap(([old, next]) => [diff(old, next, { rollout }), diff(next, old, { rollout })])
    .flatMap(({ findings }) => findings.flatMap(withConsequences))

const edits = Object.values(editsByKind).flat().map(touchedOf)

/** What takes an exported name away is major whoever is released first: code that names it is no end of the wire. */
const losesAName = ({ rule, related, words, place }: Finding): boolean =>
  rule === 'T01' ||
  related.includes('T01') ||
  (words.startsWith('was removed') && (rule === 'N01' || (rule === 'R04' && place.direction === undefined)))

/** What goes before the date it was announced for breaks its word, whoever is released first. */
const isEarly = ({ rule, related, words }: Finding): boolean =>
  (rule === 'A02' || related.includes('A02')) && words.startsWith('was removed')

describe.each(rollouts)('under the policy %s', (rollout) => {
  const isMajor = (finding: Finding): boolean =>
    spared[rollout].some((each) => finding.breaks.includes(each)) || losesAName(finding) || isEarly(finding)

  test('a change is major where it breaks an end that has to go on working, or takes a name away', () => {
    const all = found(edits, rollout)
    const wrong = all.filter((finding) => isMajor(finding) !== (finding.bump === 'major'))
    expect(wrong.map(({ rule, words, breaks, bump }) => `${rule} ${words}: ${breaks.join()} ${bump}`)).toEqual([])
    expect(new Set(all.map(({ rule }) => rule)).size).toBeGreaterThan(50)
  })
})

const bumps = (old: ContractJson, next: ContractJson): string[] =>
  rollouts.map((rollout) => diff(old, next, { rollout }).required)
const of = (event: Parameters<typeof eventOf>[0], direction: 'serverToClient' | 'clientToServer'): ContractJson =>
  shopOf({ [direction]: { bell: eventOf({ direction, ...event }) } })
const none = shopOf({})

test.each([
  ['an event from the server goes', of({}, 'serverToClient'), none, ['major', 'minor', 'major']],
  ['an event from a client comes', none, of({}, 'clientToServer'), ['minor', 'major', 'major']],
  [
    'what a client sends may be lost',
    of({}, 'clientToServer'),
    of({ volatile: true }, 'clientToServer'),
    ['minor', 'major', 'major'],
  ],
  [
    'what the server sends may be lost',
    of({}, 'serverToClient'),
    of({ volatile: true }, 'serverToClient'),
    ['major', 'minor', 'major'],
  ],
  [
    'a reply to a client may be longer',
    of({ reply: { type: 'string', maxLength: 5 } as never }, 'clientToServer'),
    of({ reply: { type: 'string' } as never }, 'clientToServer'),
    ['major', 'minor', 'major'],
  ],
  [
    'nothing, for both ends break by it: a reply to a client goes',
    of({ reply: { type: 'string' } as never }, 'clientToServer'),
    of({}, 'clientToServer'),
    ['major', 'major', 'major'],
  ],
])('the end that is released first decides where %s', (_, old, next, expected) => {
  expect(bumps(old, next)).toEqual(expected)
})
