import type { Excuse, Finding } from '../report/finding.js'
import { type Group, groupsOf, type Judged, merged } from '../report/fold.js'
import { type Judgement, toCertainFinding } from '../report/to-finding.js'
import { type Ignored, ignoredBy } from './ignored.js'

interface ExcuseLine extends Excuse {
  readonly fingerprint: string
}

/** What was agreed about findings, by fingerprint. */
export interface Excuses {
  readonly waivers: readonly ExcuseLine[]
  readonly approvals: readonly ExcuseLine[]
  readonly ignore: readonly Ignored[]
}

/** Folds consequences under their causes, and tells what was agreed; what is excused by itself stands by itself. */
export function excused(
  judged: readonly Judged[],
  { waivers, approvals, ignore }: Excuses,
  judgement: Judgement,
): Finding[] {
  const excuse = (group: Group): Finding => {
    const finding = merged(group)
    const isMeant = ({ fingerprint }: ExcuseLine): boolean => fingerprint === finding.fingerprint
    const ignored = group.followers.length ? undefined : ignoredBy(finding, ignore)
    const waiver = waivers.find(isMeant) ?? ignored
    // to ignore a leak its rule has to be named, which approves it; a waiver approves nothing
    const approval = finding.needsApproval ? (approvals.find(isMeant) ?? ignored) : undefined
    // a waiver answers what was unclear, and leaves what is certain as it is
    return {
      ...(waiver ? merged(certain(group, judgement)) : finding),
      ...(waiver && { waiver: excuseOf(waiver) }),
      ...(approval && { approval: excuseOf(approval) }),
    }
  }
  const single = judged.map((each) => ({ each, finding: excuse({ head: each, followers: [] }) }))
  const isExcused = ({ waiver, approval }: Finding): boolean => waiver !== undefined || approval !== undefined
  const others = single.filter(({ finding }) => !isExcused(finding)).map(({ each }) => each)
  return [
    ...single.map(({ finding }) => finding).filter(isExcused),
    ...groupsOf(others, judgement.releases).map((group) => excuse(group)),
  ]
}

function certain({ head, followers }: Group, judgement: Judgement): Group {
  const judge = ({ draft }: Judged): Judged => ({ draft, finding: toCertainFinding(draft, judgement) })
  return { head: judge(head), followers: followers.map(judge) }
}

function excuseOf({ reason, by }: Excuse): Excuse {
  return { reason, ...(by !== undefined && { by }) }
}
