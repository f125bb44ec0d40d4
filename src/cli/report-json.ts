import type { Bump } from '../spec/diff/bump.js'
import type { Finding, Rollout } from '../spec/diff/finding.js'
import type { ReleasePlan } from '../spec/diff/release-plan.js'
import type { Compared } from '../spec/diff/report.js'
import type { Freshness } from './freshness.js'
import type { ObstacleKind } from './obstacle.js'

/** What a release does to one of the older releases that are still supported. */
export interface OlderReleaseJson {
  /** What the older release is called. */
  readonly name: string
  /** Whether it may go on as it is. */
  readonly passes: boolean
  /** The bump the changes since then ask for. */
  readonly required: Bump
  /** The changes since then, the gravest first. */
  readonly findings: readonly Finding[]
}

/** The report of `diff` and `gate` for programs. */
export interface ReportJson {
  /** The shape of the report; it rises when a reader of the last shape could not read the next. */
  readonly format: 1
  /** The old contract; null where the package was never released. */
  readonly old: Compared | null
  /** The new contract. */
  readonly next: Compared
  /** One finding a change, the gravest first. */
  readonly findings: readonly Finding[]
  /** The bump all changes together ask for. */
  readonly required: Bump
  /** The order of release that spares everybody. */
  readonly rollout: Rollout
  /** The releases and steps that spare everybody, where one word can't say it. */
  readonly plan: ReleasePlan
  /** Fingerprints of waivers and approvals that fit no finding. */
  readonly unused: readonly string[]
  /** Whether it may be released. */
  readonly passes: boolean
  /** The kinds of what stands against the release; none where it passes. */
  readonly against: readonly ObstacleKind[]
  /** The bump that was declared; null where none can have been. */
  readonly declared: Bump | null
  /** Whether contract.json says what the contracts in code say; only the gate asks. */
  readonly freshness?: Freshness
  /** Older releases that are supported. */
  readonly releases: readonly OlderReleaseJson[]
}
