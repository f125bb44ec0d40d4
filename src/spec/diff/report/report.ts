import type { ReleasedContract } from '../comparison.js'
import { type Bump, greatestBump } from '../rules/bump.js'
import { type Excuses, excused } from '../rules/excuse.js'
import { bumpFor, toVersion } from '../rules/version.js'
import { lacksApproval } from './approval.js'
import type { Finding, FindingDraft, Rollout } from './finding.js'
import type { Judged } from './fold.js'
import { type ReleasePlan, toReleasePlan } from './release-plan.js'
import { type Judgement, toFinding } from './to-finding.js'

/** A release that was compared. */
export interface Compared {
  readonly package: string
  readonly version: string
  readonly zod: string
}

/** All that a comparison found. */
export interface DiffReport {
  /** The old contract. */
  readonly old: Compared
  /** The new contract. */
  readonly next: Compared
  /** One finding a change, the gravest first. */
  readonly findings: readonly Finding[]
  /** The bump all changes together ask for, releases below 1.0.0 considered; a waiver takes none away. */
  readonly required: Bump
  /** The order of release that spares everybody; `no-order` where none does. */
  readonly rollout: Rollout
  /** The releases and steps that spare everybody, where one word can't say it. */
  readonly plan: ReleasePlan
  /** Fingerprints of waivers and approvals that fit no finding. */
  readonly unused: readonly string[]
}

/** Numbers, judges and sorts what was found. */
export function toReport(drafts: readonly FindingDraft[], judgement: Judgement, excuses: Excuses): DiffReport {
  const {
    policy,
    releases: { old, next },
  } = judgement
  const judged = distinct(drafts.map((draft) => ({ draft, finding: toFinding(draft, judgement) })))
  const findings = excused(judged, excuses, judgement).sort(
    (one, other) => gravityOf(other) - gravityOf(one) || compareTexts(keyOf(one), keyOf(other)),
  )
  const known = new Set([...judged.map(({ finding }) => finding), ...findings].map(({ fingerprint }) => fingerprint))
  return {
    old: comparedOf(old),
    next: comparedOf(next),
    findings,
    required: bumpFor(greatestBump(findings.map(({ bump }) => bump)), toVersion(old.package?.version)),
    rollout: rolloutOfAll(findings),
    plan: toReleasePlan(findings, policy),
    unused: [...excuses.waivers, ...excuses.approvals]
      .map(({ fingerprint }) => fingerprint)
      .filter((each) => !known.has(each)),
  }
}

/** Names a release that is compared. */
export function comparedOf({ package: named, zod }: ReleasedContract): Compared {
  return {
    package: named?.name ?? '',
    version: named?.version ?? '',
    zod,
  }
}

/** Keeps one of several reports of the same change, as a shared part of a schema gives. */
function distinct(judged: readonly Judged[]): Judged[] {
  return [...new Map(judged.map((each) => [`${each.finding.fingerprint} ${each.finding.words}`, each])).values()]
}

const bumps: readonly Bump[] = ['none', 'patch', 'minor', 'major']

function gravityOf(finding: Finding): number {
  const { waiver, forbidden, bump, breaks } = finding
  if (waiver && !lacksApproval(finding)) return -1
  const grave = forbidden && !waiver ? 8 : lacksApproval(finding) ? 4 : 0
  return grave + bumps.indexOf(bump) * 2 + (breaks.length ? 1 : 0)
}

function keyOf({ address, rule, fingerprint }: Finding): string {
  return `${address} ${rule} ${fingerprint}`
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function rolloutOfAll(findings: readonly Finding[]): Rollout {
  const orders = new Set(findings.map(({ rollout }) => rollout))
  if (orders.has('no-order')) return 'no-order'
  if (orders.has('lockstep') || (orders.has('server-first') && orders.has('client-first'))) return 'lockstep'
  if (orders.has('drain-or-dual-join')) return 'drain-or-dual-join'
  if (orders.has('server-first')) return 'server-first'
  return orders.has('client-first') ? 'client-first' : 'any-order'
}
