import type { ReleasedContract } from '../../spec/diff/comparison.js'
import { comparedOf } from '../../spec/diff/report/report.js'
import type { FreshnessOfFile } from '../gate/freshness.js'
import type { JudgedRelease } from '../gate/judged-release.js'
import { obstaclesOf, stalenessOf } from '../gate/obstacle.js'
import type { ReportJson } from './report-json.js'

/** Writes a report for programs. */
export function jsonReport(judged: JudgedRelease): string {
  const { report, verdict, comparisons, asked } = judged
  const against = obstaclesOf(judged).map(({ kind }) => kind)
  return printed({
    format: 1,
    ...report,
    passes: !against.length,
    against,
    declared: verdict.declared ?? null,
    ...(asked && { freshness: asked.freshness }),
    releases: comparisons.map(({ name, passes, report: { findings, required } }) => ({
      name,
      passes,
      required,
      findings,
    })),
  })
}

/** Writes the report of a package that was never released: it is compared with nothing. */
export function firstJsonReport(contract: ReleasedContract, asked: FreshnessOfFile): string {
  const against = stalenessOf(asked).map(({ kind }) => kind)
  return printed({
    format: 1,
    old: null,
    next: comparedOf(contract),
    findings: [],
    required: 'none',
    rollout: 'any-order',
    plan: { releases: [], steps: [], takenBack: [], noOrder: [] },
    unused: [],
    passes: !against.length,
    against,
    declared: null,
    freshness: asked.freshness,
    releases: [],
  })
}

function printed(report: ReportJson): string {
  return JSON.stringify(report, null, 2)
}
