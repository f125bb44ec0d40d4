import type { Freshness } from './freshness.js'
import type { JudgedRelease } from './judged-release.js'
import { type Obstacle, obstaclesOf } from './obstacle.js'

/** Numbers the shape of the report for programs; it rises when a reader of the last shape could not read the next. */
const reportFormat = 1

/** Writes a report for programs. */
export const jsonReport = (judged: JudgedRelease): string => {
  const { report, verdict, comparisons, asked } = judged
  const releases = comparisons.map(({ name, passes, report: { findings, required } }) => ({
    name,
    passes,
    required,
    findings,
  }))
  const against = obstaclesOf(judged).map(({ kind }) => kind)
  return JSON.stringify(
    {
      format: reportFormat,
      ...report,
      passes: !against.length,
      against,
      declared: verdict.declared ?? null,
      ...(asked && { freshness: asked.freshness }),
      releases,
    },
    null,
    2,
  )
}

/** Writes the report of a package that was never released. */
export const firstJsonReport = (freshness: Freshness, obstacles: readonly Obstacle[]): string => {
  const against = obstacles.map(({ kind }) => kind)
  const passes = !against.length
  return JSON.stringify(
    { format: reportFormat, old: null, findings: [], required: 'none', passes, against, freshness },
    null,
    2,
  )
}
