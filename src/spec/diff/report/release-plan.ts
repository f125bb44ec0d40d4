import { type Bump, greatestBump } from '../rules/bump.js'
import { bumpForBreaks, type Policy } from '../rules/policy.js'
import type { Finding, Sufferer } from './finding.js'
import { type Move, moveOf, placed, sequenceFor } from './release-sequence.js'

/** A change as a release of a plan has it. */
export interface PlannedChange {
  readonly fingerprint: string
  /** The whole change, or one half of what breaks both ends: new beside old first, old taken away later. */
  readonly part: 'whole' | 'new-beside-old' | 'old-taken-away'
}

/** A release of the contract in a plan. */
export interface PlannedRelease {
  readonly bump: Bump
  readonly changes: readonly PlannedChange[]
}

/** A step of a plan: one end takes one of its releases, everywhere, before the next step begins. */
export interface PlanStep {
  readonly act: 'drain-or-dual-join' | 'servers' | 'clients'
  /** Which release of the plan goes out, the first being 1. */
  readonly release: number
  /** The end of which nothing older may be left before. */
  readonly after?: 'servers' | 'clients'
  /** Changes that the other end, or the next step, may count on once this one is done. */
  readonly makesSafe: readonly string[]
}

/** The order in which both ends are released so that nobody breaks on the way, but by what no order spares. */
export interface ReleasePlan {
  /** The releases of the contract it takes: more than one where no order of a single one spares everybody. */
  readonly releases: readonly PlannedRelease[]
  /** The steps in order; none where any order does. */
  readonly steps: readonly PlanStep[]
  /** Changes that no release may have: they are taken back before anything goes out. */
  readonly takenBack: readonly string[]
  /** Changes by which the ends refuse each other until both have them, in whatever order they are released. */
  readonly noOrder: readonly string[]
}

/** Finds the shortest sequence of releases that spares everybody. */
export function toReleasePlan(findings: readonly Finding[], policy: Policy): ReleasePlan {
  const isTakenBack = ({ forbidden, waiver }: Finding): boolean => forbidden && !waiver
  const moves = findings.filter((finding) => !isTakenBack(finding)).map(moveOf)
  const sequence = sequenceFor(
    moves.map(({ ends }) => ends),
    policy.rollout,
  )
  const count = Math.max(1, sequence.length - 1)
  const positions = moves.map(({ ends }) => placed(ends, sequence) ?? [])
  const releases = withUnordered(releasesOf(moves, positions, count, policy), moves)
  return {
    releases: releases.filter(({ changes }) => changes.length),
    steps: sequence.flatMap((end, index) => stepsOf(end, index, moves, positions, count)),
    takenBack: findings.filter(isTakenBack).map(({ fingerprint }) => fingerprint),
    noOrder: moves.flatMap(({ finding }) => (finding.rollout === 'no-order' ? [finding.fingerprint] : [])),
  }
}

const sufferers = { server: 'new-server-old-client', client: 'old-server-new-client' } as const

/** Names whom it breaks that an end takes more, or less, than before. */
function brokenBy(end: 'server' | 'client', half: 'accepts' | 'finishes'): Sufferer[] {
  return [sufferers[(end === 'server') === (half === 'finishes') ? 'server' : 'client']]
}

function releasesOf(
  moves: readonly Move[],
  positions: readonly (readonly number[])[],
  count: number,
  policy: Policy,
): PlannedRelease[] {
  const entries = moves.flatMap(({ finding, ends }, index): (PlannedChange & { at: number; bump: Bump })[] => {
    const [first, second] = positions[index] ?? []
    const { fingerprint, bump } = finding
    if (first === undefined) return []
    if (ends.length < 3 || second === undefined)
      return [{ fingerprint, part: 'whole', at: releaseAt(first, count), bump }]
    const end = ends[0] ?? 'server'
    return [
      {
        fingerprint,
        part: 'new-beside-old',
        at: releaseAt(first, count),
        bump: bumpForBreaks(brokenBy(end, 'accepts'), policy),
      },
      {
        fingerprint,
        part: 'old-taken-away',
        at: releaseAt(second, count),
        bump: bumpForBreaks(brokenBy(end, 'finishes'), policy),
      },
    ]
  })
  return Array.from({ length: count }, (_, index) => {
    const own = entries.filter(({ at }) => at === index)
    return {
      bump: greatestBump(own.map(({ bump }) => bump)),
      changes: own.map(({ fingerprint, part }) => ({ fingerprint, part })),
    }
  })
}

/** Names the release that an end takes at a step: the last step takes the same one as the step before. */
function releaseAt(step: number, count: number): number {
  return Math.min(step, count - 1)
}

/** Adds what goes in any order: to the first release, or to the first that is major where it asks for a major one. */
function withUnordered(releases: readonly PlannedRelease[], moves: readonly Move[]): PlannedRelease[] {
  const unordered = moves.filter(({ ends }) => !ends.length).map(({ finding }) => finding)
  const major = releases.findIndex(({ bump }) => bump === 'major')
  return releases.map((release, index) => {
    const own = unordered.filter(
      ({ bump }) => index === (bump === 'major' ? (major < 0 ? releases.length - 1 : major) : 0),
    )
    return {
      bump: greatestBump([release.bump, ...own.map(({ bump }) => bump)]),
      changes: [...release.changes, ...own.map(({ fingerprint }) => ({ fingerprint, part: 'whole' as const }))],
    }
  })
}

function stepsOf(
  end: 'server' | 'client',
  index: number,
  moves: readonly Move[],
  positions: readonly (readonly number[])[],
  count: number,
): PlanStep[] {
  const release = releaseAt(index, count) + 1
  const after = index === 0 ? undefined : end === 'server' ? ('clients' as const) : ('servers' as const)
  const drained = moves.filter(
    ({ isFleet, ends }, at) => isFleet && end === 'server' && positions[at]?.[ends.indexOf('server')] === index,
  )
  const safe = moves.filter((_, at) => {
    const place = (positions[at] ?? []).indexOf(index)
    return place >= 0 && place < (positions[at]?.length ?? 0) - 1
  })
  const step: PlanStep = {
    act: end === 'server' ? 'servers' : 'clients',
    release,
    ...(after && { after }),
    makesSafe: safe.map(({ finding }) => finding.fingerprint),
  }
  if (!drained.length) return [step]
  const makesSafe = drained.map(({ finding }) => finding.fingerprint)
  return [{ act: 'drain-or-dual-join', release, ...(after && { after }), makesSafe }, step]
}
