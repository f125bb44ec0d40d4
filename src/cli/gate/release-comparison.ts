import type { ReleasedContract } from '../../spec/diff/comparison.js'
import { type DiffOptions, diff } from '../../spec/diff/diff.js'
import type { Finding } from '../../spec/diff/report/finding.js'
import type { DiffReport } from '../../spec/diff/report/report.js'
import { declaredBy, judge } from '../../spec/diff/report/verdict.js'
import type { SupportedRelease } from './release-folder.js'

/** What a contract is to one of the older releases that are still supported. */
export interface ReleaseComparison {
  /** What the release is called. */
  readonly name: string
  readonly passes: boolean
  readonly report: DiffReport
  /** The changes that stand against it. */
  readonly against: readonly Finding[]
}

/**
 * Compares a contract with an older release. What nobody breaks by was judged against the newest one: approvals, and
 * ends of aliases.
 */
export function compareWithRelease(
  { name, contract: old }: SupportedRelease,
  contract: ReleasedContract,
  options: DiffOptions,
): ReleaseComparison {
  const { package: named } = contract
  const version = options.nextVersion ?? named?.version
  const next = version === undefined || !named ? contract : { ...contract, package: { ...named, version } }
  const report = diff(old, next, options)
  const { forbidden, beyond } = judge(report, declaredBy(report))
  const against = [...new Set([...beyond, ...forbidden])].filter(({ breaks }) => breaks.length)
  return { name, passes: !against.length, report, against }
}
