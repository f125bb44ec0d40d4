import type { DiffReport } from '../spec/diff/report.js'
import type { ReleaseVerdict } from '../spec/diff/verdict.js'
import type { Freshness } from './freshness.js'
import type { ReleaseComparison } from './release-comparison.js'

/** Numbers the shape of the report for programs; it rises when a reader of the last shape could not read the next. */
const reportFormat = 1

/** Writes a report for programs. */
export const jsonReport = (
  report: DiffReport,
  verdict: ReleaseVerdict,
  comparisons: readonly ReleaseComparison[] = [],
  freshness?: Freshness,
): string => {
  const releases = comparisons.map(({ name, passes, report: { findings, required } }) => ({
    name,
    passes,
    required,
    findings,
  }))
  const passes = freshness?.state !== 'stale' && verdict.passes && comparisons.every((each) => each.passes)
  return JSON.stringify(
    {
      format: reportFormat,
      ...report,
      passes,
      declared: verdict.declared ?? null,
      ...(freshness && { freshness }),
      releases,
    },
    null,
    2,
  )
}

/** Writes the report of a package that was never released. */
export const firstJsonReport = (freshness: Freshness): string =>
  JSON.stringify(
    { format: reportFormat, old: null, findings: [], required: 'none', freshness, passes: freshness.state !== 'stale' },
    null,
    2,
  )
