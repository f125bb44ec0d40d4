import { type Bump, isAtLeast } from '../rules/bump.js'
import { bumpBetween, toVersion } from '../rules/version.js'
import { lacksApproval } from './approval.js'
import type { Finding } from './finding.js'
import type { DiffReport } from './report.js'

/** Whether a release may go out, and what stands against it. */
export interface ReleaseVerdict {
  readonly passes: boolean
  /** Changes no version makes right. */
  readonly forbidden: readonly Finding[]
  /** Changes that need a name under them. */
  readonly unapproved: readonly Finding[]
  /** Changes that ask for more than was declared. */
  readonly beyond: readonly Finding[]
  readonly declared: Bump | undefined
}

/**
 * Judges a comparison by the bump that was declared; where none can have been, by whether somebody breaks. What was waived
 * is there all the same, so its bump has to be declared too, and where it shows more to more people, it has to be approved.
 */
export function judge(report: DiffReport, declared: Bump | undefined): ReleaseVerdict {
  const forbidden = report.findings.filter((finding) => finding.forbidden && !finding.waiver)
  const unapproved = report.findings.filter(lacksApproval)
  const isUnstable = toVersion(report.old.version)?.[0] === 0
  const needed = (bump: Bump): Bump => (isUnstable && bump === 'major' ? 'minor' : bump)
  const beyond =
    declared === undefined
      ? report.findings.filter(({ bump }) => bump === 'major')
      : report.findings.filter(({ bump }) => !isAtLeast(declared, needed(bump)))
  return { passes: !forbidden.length && !unapproved.length && !beyond.length, forbidden, unapproved, beyond, declared }
}

/** Reads off two contracts what their versions allow; nothing where the version stayed. */
export function declaredBy({ old, next }: DiffReport): Bump | undefined {
  const [before, after] = [toVersion(old.version), toVersion(next.version)]
  const bump = before && after ? bumpBetween(before, after) : 'none'
  return bump === 'none' ? undefined : bump
}
