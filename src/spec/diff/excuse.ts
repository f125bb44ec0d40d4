import type { Excuse, Finding } from './finding.js'
import { type Group, groupsOf, type Judged, merged } from './fold.js'
import type { Policy } from './policy.js'
import type { Releases } from './shown-witness.js'
import { toCertainFinding } from './to-finding.js'

interface ExcuseLine extends Excuse {
  readonly fingerprint: string
}

/** What was agreed about findings, by fingerprint. */
export interface Excuses {
  readonly waivers: readonly ExcuseLine[]
  readonly approvals: readonly ExcuseLine[]
}

/** Folds consequences under their causes, and tells what was agreed; what is excused by itself stands by itself. */
export const excused = (
  judged: readonly Judged[],
  { waivers, approvals }: Excuses,
  policy: Policy,
  releases: Releases,
): Finding[] => {
  const excuse = (group: Group): Finding => {
    const finding = merged(group)
    const isMeant = ({ fingerprint }: ExcuseLine): boolean => fingerprint === finding.fingerprint
    const [waiver, approval] = [waivers.find(isMeant), finding.needsApproval ? approvals.find(isMeant) : undefined]
    // a waiver answers what was unclear, and leaves what is certain as it is
    return {
      ...(waiver ? merged(certain(group, policy, releases)) : finding),
      ...(waiver && { waiver: excuseOf(waiver) }),
      ...(approval && { approval: excuseOf(approval) }),
    }
  }
  const single = judged.map((each) => ({ each, finding: excuse({ head: each, followers: [] }) }))
  const isExcused = ({ waiver, approval }: Finding): boolean => waiver !== undefined || approval !== undefined
  const others = single.filter(({ finding }) => !isExcused(finding)).map(({ each }) => each)
  return [
    ...single.map(({ finding }) => finding).filter(isExcused),
    ...groupsOf(others, releases).map((group) => excuse(group)),
  ]
}

const certain = ({ head, followers }: Group, policy: Policy, releases: Releases): Group => {
  const judge = ({ draft }: Judged): Judged => ({ draft, finding: toCertainFinding(draft, policy, releases) })
  return { head: judge(head), followers: followers.map(judge) }
}

const excuseOf = ({ reason, by }: Excuse): Excuse => ({ reason, ...(by !== undefined && { by }) })
