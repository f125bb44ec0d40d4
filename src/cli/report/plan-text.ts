import { lacksApproval } from '../../spec/diff/report/approval.js'
import type { Finding } from '../../spec/diff/report/finding.js'
import type { PlannedChange, PlanStep, ReleasePlan } from '../../spec/diff/report/release-plan.js'
import type { DiffReport } from '../../spec/diff/report/report.js'
import { freedomWords, halfWords } from './plan-words.js'

const shown = 4

/** A release plan in sentences. */
export interface PlanText {
  /** What each release of the contract holds, where it takes more than one. */
  readonly releases: readonly string[]
  /** What to do, in order. */
  readonly steps: readonly string[]
}

/** Puts a release plan into sentences; no step where any order does. */
export function planText({ plan, findings }: DiffReport): PlanText {
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
      ...plan.steps.map((_, index) => stepWords(index, plan, byFingerprint)),
    ],
  }
}

type Findings = ReadonlyMap<string, Finding>

/** Names the half of a change that a release has, and marks it as the one to be approved: what comes first shows it. */
function endingOf({ part, fingerprint }: PlannedChange, findings: Findings): string {
  const finding = findings.get(fingerprint)
  if (!finding) return ''
  const { beside, away } = halfWords(finding)
  const half = part === 'whole' ? '' : `, ${part === 'new-beside-old' ? beside : away}`
  return part !== 'old-taken-away' && lacksApproval(finding) ? `${half}, to be approved` : half
}

function releaseWords({ bump, changes }: ReleasePlan['releases'][number], index: number, findings: Findings): string {
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

function stepWords(index: number, plan: ReleasePlan, findings: Findings): string {
  const step = plan.steps[index] as PlanStep
  const wait = step.after ? `, when no older ${step.after === 'servers' ? 'server' : 'client'} is left` : ''
  if (step.act === 'drain-or-dual-join')
    return `stop all old server nodes before a new one starts${wait}; or let your code put every client into the old and the new room, from the release before on until no old node is left. Side by side, they miss each other's clients (${namesOf(step.makesSafe, findings)}). After this, new servers may start.`
  const told = plan.releases.length > 1 ? `${step.act} take release ${step.release}` : `release the ${step.act}`
  return `${told}${wait}. After this, ${safeWords(step, index, plan, findings)}.`
}

/** Names what is safe once a step is done everywhere: what the other end may do, or that nothing is left to do. */
function safeWords(step: PlanStep, index: number, { steps }: ReleasePlan, findings: Findings): string {
  if (index === steps.length - 1) return 'the change is complete'
  const other = step.act === 'servers' ? 'clients' : 'servers'
  const isSecond = (fingerprint: string): boolean =>
    steps.slice(0, index).some(({ act, makesSafe }) => act !== 'drain-or-dual-join' && makesSafe.includes(fingerprint))
  const isHalved = (fingerprint: string): boolean =>
    steps.filter(({ act, makesSafe }) => act !== 'drain-or-dual-join' && makesSafe.includes(fingerprint)).length > 1
  const safe = step.makesSafe.flatMap((fingerprint) => {
    const finding = findings.get(fingerprint)
    if (!finding) return []
    const { use, drop } = halfWords(finding)
    const may = !isHalved(fingerprint) ? freedomWords(finding, other) : isSecond(fingerprint) ? drop : use
    return [{ may, name: quotedName(finding, findings) }]
  })
  if (!safe.length) return 'the next step may begin'
  const told = safe.length > shown ? safe.slice(0, shown - 1) : safe
  const phrases = [...new Set(told.map(({ may }) => may))].map((may) =>
    may.replace('{}', () => told.flatMap((each) => (each.may === may ? [each.name] : [])).join(', ')),
  )
  const more = safe.length > told.length ? [`make ${safe.length - told.length} more changes`] : []
  return `${other} may ${[...phrases, ...more].join(', and ')}`
}

function quotedName(finding: Finding, findings: Findings): string {
  const keyword = keywordOf(finding, findings)
  const { place } = finding
  // an answer is given to an event
  const name = finding.rule.startsWith('K') ? (place.name ?? shortName(finding)) : shortName(finding)
  return `\`${name}\` (${finding.rule}${keyword ? ` ${keyword}` : ''})`
}

function namesOf(fingerprints: readonly string[], findings: Findings, most = shown): string {
  const names = fingerprints.flatMap((fingerprint) => {
    const finding = findings.get(fingerprint)
    return finding ? [nameOf(finding, findings)] : []
  })
  return names.length > most
    ? `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`
    : names.join(', ')
}

function nameOf(finding: Finding, findings: Findings): string {
  const keyword = keywordOf(finding, findings)
  return `${finding.rule} ${shortName(finding)}${keyword ? ` (${keyword})` : ''}`
}

/** Returns the keyword of a change where another one of its rule is at the same place. */
function keywordOf({ rule, address, keyword, fingerprint }: Finding, findings: Findings): string | undefined {
  return [...findings.values()].some(
    (other) => other.fingerprint !== fingerprint && other.rule === rule && other.address === address,
  )
    ? keyword
    : undefined
}

/** Names a place where space is scarce: the event and its field, or the namespace. */
function shortName({ place: { namespace, name, part, path }, address }: Finding): string {
  const event = name ?? namespace ?? address
  return path ? `${event} ${path}` : part === 'reply' ? `${event} reply` : event
}
