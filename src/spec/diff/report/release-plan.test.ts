import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultPolicy, type RolloutPolicy } from '../rules/policy.js'
import type { Finding, Place, Sufferer } from './finding.js'
import { type PlannedChange, type ReleasePlan, toReleasePlan } from './release-plan.js'

const newClients = 'old-server-new-client'
const oldClients = 'new-server-old-client'
const fromServer: Place = { namespace: '/inn', direction: 'serverToClient', name: 'bell', part: 'payload' }
const fromClient: Place = { ...fromServer, direction: 'clientToServer' }

const finding = (fingerprint: string, breaks: readonly Sufferer[], more: Partial<Finding> = {}): Finding => ({
  rule: 'F13',
  related: [],
  categories: ['wire'],
  place: fromClient,
  address: fingerprint,
  words: '',
  breaks,
  bump: breaks.includes(oldClients) ? 'major' : 'minor',
  forbidden: false,
  needsApproval: false,
  dangerous: false,
  rollout: 'any-order',
  witnesses: [],
  unknown: [],
  advice: '',
  fingerprint,
  consequences: [],
  ...more,
})

const planFor = (findings: readonly Finding[], rollout: RolloutPolicy = 'server-first'): ReleasePlan =>
  toReleasePlan(findings, { ...defaultPolicy, rollout })
const stepsOf = ({ steps }: ReleasePlan): string[] => steps.map(({ act, release }) => `${act} ${release}`)
const changesOf = ({ releases }: ReleasePlan): string[][] =>
  releases.map(({ bump, changes }) => [bump, ...changes.map(({ fingerprint, part }) => `${fingerprint} ${part}`)])

test('a release plan is one release in any order where nobody breaks', () => {
  const plan = planFor([finding('a', []), finding('b', ['compile-time'], { bump: 'major' })])
  expect(plan).toEqual({
    releases: [
      {
        bump: 'major',
        changes: [
          { fingerprint: 'a', part: 'whole' },
          { fingerprint: 'b', part: 'whole' },
        ],
      },
    ],
    steps: [],
    takenBack: [],
    noOrder: [],
  })
})

test('a release plan puts first the end that the other one needs', () => {
  const servers = planFor([finding('a', [newClients])])
  expect(stepsOf(servers)).toEqual(['servers 1', 'clients 1'])
  expect(servers.steps.map(({ after, makesSafe }) => [after, makesSafe])).toEqual([
    [undefined, ['a']],
    ['servers', []],
  ])
  expect(stepsOf(planFor([finding('a', [oldClients])]))).toEqual(['clients 1', 'servers 1'])
})

test('a release plan takes two releases and three steps where some changes want servers first and others clients', () => {
  const both = [finding('a', [newClients]), finding('b', [oldClients]), finding('c', [])]
  const plan = planFor(both)
  expect(stepsOf(plan)).toEqual(['servers 1', 'clients 2', 'servers 2'])
  expect(changesOf(plan)).toEqual([
    ['minor', 'a whole', 'c whole'],
    ['major', 'b whole'],
  ])
  expect(plan.steps.map(({ makesSafe }) => makesSafe)).toEqual([['a'], ['b'], []])
  expect(stepsOf(planFor(both, 'client-first'))).toEqual(['clients 1', 'servers 2', 'clients 2'])
})

test('a release plan lets the receiver take the new beside the old where a change breaks both ends', () => {
  const up = planFor([finding('a', [newClients, oldClients])])
  expect(stepsOf(up)).toEqual(['servers 1', 'clients 2', 'servers 2'])
  expect(changesOf(up)).toEqual([
    ['minor', 'a new-beside-old'],
    ['major', 'a old-taken-away'],
  ])
  const down = planFor([finding('a', [newClients, oldClients], { place: fromServer })])
  expect(stepsOf(down)).toEqual(['clients 1', 'servers 2', 'clients 2'])
  expect(changesOf(down)).toEqual([
    ['major', 'a new-beside-old'],
    ['minor', 'a old-taken-away'],
  ])
})

test('a release plan lets the server serve both first where a second field or event stands beside the old', () => {
  for (const beside of ['field', 'event'] as const)
    for (const place of [fromServer, fromClient]) {
      const plan = planFor([finding('a', [newClients, oldClients], { place, beside })])
      expect(stepsOf(plan)).toEqual(['servers 1', 'clients 2', 'servers 2'])
      expect(changesOf(plan)).toEqual([
        ['minor', 'a new-beside-old'],
        ['major', 'a old-taken-away'],
      ])
    }
})

test('a release plan takes three releases where both ends have to learn before the other speaks', () => {
  const plan = planFor([
    finding('a', [newClients, oldClients]),
    finding('b', [newClients, oldClients], { place: fromServer }),
  ])
  expect(stepsOf(plan)).toEqual(['servers 1', 'clients 2', 'servers 3', 'clients 3'])
})

test('a release plan drains the old nodes before servers that disagree with them', () => {
  const plan = planFor([finding('a', ['mixed-fleet']), finding('b', [newClients])])
  expect(stepsOf(plan)).toEqual(['drain-or-dual-join 1', 'servers 1', 'clients 1'])
  expect(plan.steps[0]?.makesSafe).toEqual(['a'])
  expect(stepsOf(planFor([finding('a', ['mixed-fleet'])]))).toEqual(['drain-or-dual-join 1', 'servers 1'])
  expect(stepsOf(planFor([finding('a', ['mixed-fleet', oldClients])]))).toEqual([
    'clients 1',
    'drain-or-dual-join 1',
    'servers 1',
  ])
})

test('a release plan promises no order where none spares everybody, and one to all other changes', () => {
  const refused = finding('a', [newClients, oldClients], { rollout: 'no-order' })
  const alone = planFor([refused])
  expect(alone).toMatchObject({ steps: [], noOrder: ['a'] })
  expect(changesOf(alone)).toEqual([['major', 'a whole']])
  const plan = planFor([refused, finding('b', [newClients])])
  expect([stepsOf(plan), plan.noOrder]).toEqual([['servers 1', 'clients 1'], ['a']])
  expect(changesOf(plan)).toEqual([['major', 'b whole', 'a whole']])
  expect(planFor([{ ...refused, forbidden: true }]).noOrder).toEqual([])
})

test('a release plan leaves out what no release may have, unless it was waived', () => {
  const gone = finding('a', [oldClients], { forbidden: true })
  const waived = finding('b', [newClients], { forbidden: true, waiver: { reason: 'known' } })
  expect(planFor([gone])).toEqual({ releases: [], steps: [], takenBack: ['a'], noOrder: [] })
  const plan = planFor([gone, waived])
  expect([stepsOf(plan), plan.takenBack]).toEqual([['servers 1', 'clients 1'], ['a']])
})

type Knows = 'old' | 'both' | 'new'
type End = 'server' | 'client'

/** Lists what an end knows of a change with some release of a plan. */
const known = (finding: Finding, release: number, plan: ReleasePlan): Knows => {
  const part = (wanted: PlannedChange['part']): boolean =>
    plan.releases
      .slice(0, release)
      .some(({ changes }) => changes.some((each) => each.fingerprint === finding.fingerprint && each.part === wanted))
  if (part('whole') || part('old-taken-away')) return 'new'
  return part('new-beside-old') ? 'both' : 'old'
}

const isBroken = ({ breaks }: Finding, server: Knows, client: Knows): boolean =>
  (server === 'new' && client === 'old' && breaks.includes(oldClients)) ||
  (server === 'old' && client === 'new' && breaks.includes(newClients))

test('breaks nobody on the way, whatever the changes are', () => {
  const breaks = fc.subarray<Sufferer>([newClients, oldClients, 'mixed-fleet', 'compile-time'])
  const places = fc.constantFrom(fromServer, fromClient)
  const changes = fc.array(fc.tuple(breaks, places), { maxLength: 6 })
  const orders = fc.constantFrom<RolloutPolicy>('server-first', 'client-first', 'full')
  fc.assert(
    fc.property(changes, orders, (list, rollout) => {
      const findings = list.map(([broken, place], index) => finding(String(index), broken, { place }))
      const plan = planFor(findings, rollout)
      const release: Record<End, number> = { server: 0, client: 0 }
      for (const { act, release: next } of plan.steps) {
        if (act === 'drain-or-dual-join') continue
        const end = act === 'servers' ? 'server' : 'client'
        // old and new nodes of an end run side by side while it is released: each meets the whole other end
        for (const each of findings)
          for (const own of [release[end], next]) {
            const at = { ...release, [end]: own }
            expect(isBroken(each, known(each, at.server, plan), known(each, at.client, plan))).toBe(false)
          }
        release[end] = next
      }
      if (plan.steps.length)
        for (const each of findings)
          for (const end of plan.steps.some(({ act }) => act === 'clients')
            ? (['server', 'client'] as const)
            : (['server'] as const))
            expect(known(each, release[end], plan)).toBe('new')
    }),
    { numRuns: 2000, seed: 7 },
  )
})
