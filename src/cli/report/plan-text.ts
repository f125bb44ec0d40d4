import { lacksApproval } from '../../spec/diff/report/approval.js'
import type { Finding } from '../../spec/diff/report/finding.js'
import type { PlannedChange, PlanStep, ReleasePlan } from '../../spec/diff/report/release-plan.js'
import type { DiffReport } from '../../spec/diff/report/report.js'

const shown = 4

/** A release plan in sentences. */
export interface PlanText {
  /** What each release of the contract holds, where it takes more than one. */
  readonly releases: readonly string[]
  /** What to do, in order. */
  readonly steps: readonly string[]
}

/** Puts a release plan into sentences; no step where any order does. */
export const planText = ({ plan, findings }: DiffReport): PlanText => {
  const byFingerprint = new Map(findings.map((finding) => [finding.fingerprint, finding]))
  const several = plan.releases.length > 1
  return {
    releases: several ? plan.releases.map((release, index) => releaseWords(release, index, byFingerprint)) : [],
    steps: [
      ...(plan.takenBack.length ? [`take back ${namesOf(plan.takenBack, byFingerprint)}`] : []),
      ...(plan.noOrder.length
        ? [
            `no order spares everybody: until both ends have the change, they refuse each other (${namesOf(plan.noOrder, byFingerprint)})`,
          ]
        : []),
      ...plan.steps.map((step, index) => stepWords(step, plan.steps[index + 1], plan, byFingerprint)),
    ],
  }
}

type Findings = ReadonlyMap<string, Finding>

const endings = {
  'new-beside-old': {
    values: ', the new beside the old',
    field: ', a second field beside the old',
    event: ', an event of another name beside the old',
    room: ', the new room beside the old',
  },
  'old-taken-away': {
    values: ', the old taken away',
    field: ', the old field taken away',
    event: ', the old event taken away',
    room: ', the old room taken away',
  },
} as const

/** Says which half of a change a release has, and that it is the one to be approved: what comes first shows it. */
const endingOf = ({ part, fingerprint }: PlannedChange, findings: Findings): string => {
  const finding = findings.get(fingerprint)
  if (!finding) return ''
  const half = part === 'whole' ? '' : endings[part][kindOfHalf(finding)]
  return part !== 'old-taken-away' && lacksApproval(finding) ? `${half}, to be approved` : half
}

const kindOfHalf = ({ rule, beside }: Finding): keyof (typeof endings)['new-beside-old'] =>
  beside ?? (rule === 'R01' ? 'room' : 'values')

const releaseWords = (
  { bump, changes }: ReleasePlan['releases'][number],
  index: number,
  findings: Findings,
): string => {
  const parts = (['new-beside-old', 'whole', 'old-taken-away'] as const).flatMap((part) => {
    const own = changes.filter((change) => change.part === part)
    return [...new Set(own.map((change) => endingOf(change, findings)))].map((ending) => {
      const alike = own.filter((change) => endingOf(change, findings) === ending)
      const names = alike.map(({ fingerprint }) => fingerprint)
      return `${namesOf(names, findings, names.length)}${ending}`
    })
  })
  return `release ${index + 1}, ${bump}: ${parts.join('; ')}`
}

const stepWords = (step: PlanStep, next: PlanStep | undefined, plan: ReleasePlan, findings: Findings): string => {
  const wait = step.after ? `, when no older ${step.after === 'servers' ? 'server' : 'client'} is left` : ''
  const names = namesOf(step.makesSafe, findings)
  if (step.act === 'drain-or-dual-join')
    return `stop all old server nodes before a new one starts${wait}; or let your code put every client into the old and the new room, from the release before on until no old node is left. Side by side, they miss each other's clients (${names})`
  const release = plan.releases.length > 1 ? ` with release ${step.release}` : ''
  const safe = step.act === 'servers' ? 'then new clients find what they need' : 'then servers may change'
  return `${step.act}${release}${wait}${names && next ? `; ${safe}: ${names}` : ''}`
}

const namesOf = (fingerprints: readonly string[], findings: Findings, most = shown): string => {
  const names = fingerprints.flatMap((fingerprint) => {
    const finding = findings.get(fingerprint)
    return finding ? [nameOf(finding, findings)] : []
  })
  return names.length > most
    ? `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`
    : names.join(', ')
}

/** Names a change, with its keyword where another one of its rule is at the same place. */
const nameOf = (finding: Finding, findings: Findings): string => {
  const { rule, address, keyword } = finding
  const isShared = [...findings.values()].some(
    (other) => other !== finding && other.rule === rule && other.address === address,
  )
  const name = `${rule} ${shortName(finding)}`
  return isShared && keyword !== undefined ? `${name} (${keyword})` : name
}

/** Names a place where space is scarce: the event and its field, or the namespace. */
const shortName = ({ place: { namespace, name, part, path }, address }: Finding): string => {
  const event = name ?? namespace ?? address
  return path ? `${event} ${path}` : part === 'reply' ? `${event} reply` : event
}
