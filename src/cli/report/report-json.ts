import type { Finding } from '../../spec/diff/report/finding.js'
import type { Compared, DiffReport } from '../../spec/diff/report/report.js'
import type { Bump } from '../../spec/diff/rules/bump.js'
import type { Freshness } from '../gate/freshness.js'
import type { ObstacleKind } from '../gate/obstacle.js'

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

/** The report of `diff` and `gate` for programs: what a comparison found, and what was judged of it. */
export interface ReportJson extends Omit<DiffReport, 'old'> {
  /** The shape of the report; it rises when a reader of the last shape could not read the next. */
  readonly format: 1
  /** The old contract; null where the package was never released. */
  readonly old: Compared | null
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
