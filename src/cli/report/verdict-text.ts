import type { DiffReport } from '../../spec/diff/report/report.js'
import { greatestBump } from '../../spec/diff/rules/bump.js'
import { bumpFor, toVersion } from '../../spec/diff/rules/version.js'
import type { Obstacle } from '../gate/obstacle.js'
import { isTakenBack } from './finding-text.js'
import { type Paint, wrapped } from './paint.js'

/** Puts the verdict on a release into words: whether it may go out, why not, and what it needs. */
export function verdictWords(
  report: DiffReport,
  obstacles: readonly Obstacle[],
  paint: Paint,
  columns = Number.POSITIVE_INFINITY,
): string {
  const needs = needsWords(report)
  if (!obstacles.length) return paint.green(`OK. ${needs || 'Nothing to release.'}`)
  return [...refusalLines(obstacles, paint, columns), ...(needs ? [needs] : [])].join('\n')
}

/** Puts into one sentence all that stands against a release. */
export function refusalLines(
  obstacles: readonly Obstacle[],
  paint: Paint,
  columns = Number.POSITIVE_INFINITY,
): string[] {
  const refusal = `Not yet: ${obstacles.map(({ words }) => words).join('; ')}.`
  return wrapped(refusal, columns).map((line) => paint.red(paint.bold(line)))
}

/** Puts into words what the changes ask for; where some are to be taken back, what the others do. */
function needsWords(report: DiffReport): string {
  const { required, findings, old } = report
  const others = findings.filter((finding) => !isTakenBack(finding)).map(({ bump }) => bump)
  if (others.length === findings.length) return required === 'none' ? '' : `Needs ${releaseWords(report)}.`
  const bump = bumpFor(greatestBump(others), toVersion(old?.version ?? '0.0.0'))
  return bump === 'none' ? '' : `The other changes need a ${bump} release.`
}

function releaseWords({ required, plan: { releases, steps, noOrder } }: DiffReport): string {
  if (releases.length > 1) return `${releases.length} releases; all at once it would be ${required}`
  return `a ${required} release${steps.length || noOrder.length ? '' : ', in any order'}`
}
