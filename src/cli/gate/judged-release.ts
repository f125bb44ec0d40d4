import type { DiffReport } from '../../spec/diff/report/report.js'
import type { ReleaseVerdict } from '../../spec/diff/report/verdict.js'
import type { FreshnessOfFile } from './freshness.js'
import type { ReleaseComparison } from './release-comparison.js'

/** A comparison with all that was judged of it: what a report tells, whatever its format. */
export interface JudgedRelease {
  readonly report: DiffReport
  readonly verdict: ReleaseVerdict
  /** What the contract is to the older releases that are supported. */
  readonly comparisons: readonly ReleaseComparison[]
  /** Whether the contract says what the code says; nothing where nobody asked. */
  readonly asked?: FreshnessOfFile
}
