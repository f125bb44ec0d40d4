import { addressOf } from './address.js'
import { type Bump, greatestBump } from './bump.js'
import type { ReleasedContract } from './comparison.js'
import type { Draft, Excuse, Finding, Rollout, Sufferer } from './finding.js'
import { fingerprintOf } from './fingerprint.js'
import { bumpForBreaks, type Policy, rolloutFor } from './policy.js'
import { rules } from './rule.js'
import type { Rule } from './rule-entry.js'
import { bumpFor, toVersion } from './version.js'

/** Names a release that was compared. */
export interface Compared {
  readonly package: string
  readonly version: string
  readonly zod: string
}

/** Is all that a comparison found. */
export interface DiffReport {
  readonly old: Compared
  readonly next: Compared
  /** One finding a change, the gravest first. */
  readonly findings: readonly Finding[]
  /** The bump all changes together ask for, releases below 1.0.0 considered; a waiver takes none away. */
  readonly required: Bump
  /** The order of release that spares everybody. */
  readonly rollout: Rollout
  /** Fingerprints of waivers and approvals that fit no finding. */
  readonly unused: readonly string[]
}

interface Excuses {
  readonly waivers: readonly (Excuse & { readonly fingerprint: string })[]
  readonly approvals: readonly (Excuse & { readonly fingerprint: string })[]
}

/** Numbers, judges and sorts what was found. */
export const toReport = (
  old: ReleasedContract,
  next: ReleasedContract,
  drafts: readonly Draft[],
  policy: Policy,
  { waivers, approvals }: Excuses,
): DiffReport => {
  const findings = distinct(drafts.map((draft) => excused(draft, policy, { waivers, approvals }))).sort(
    (one, other) => gravityOf(other) - gravityOf(one) || compareTexts(keyOf(one), keyOf(other)),
  )
  const known = new Set(findings.map(({ fingerprint }) => fingerprint))
  return {
    old: comparedOf(old),
    next: comparedOf(next),
    findings,
    required: bumpFor(greatestBump(findings.map(({ bump }) => bump)), toVersion(old.package?.version)),
    rollout: rolloutOfAll(findings),
    unused: [...waivers, ...approvals].map(({ fingerprint }) => fingerprint).filter((each) => !known.has(each)),
  }
}

const comparedOf = ({ package: named, zod }: ReleasedContract): Compared => ({
  package: named?.name ?? '',
  version: named?.version ?? '',
  zod,
})

const toFinding = (draft: Draft, policy: Policy): Finding => {
  const breaks = [...new Set(draft.breaks ?? [])].sort()
  const address = addressOf(draft.place)
  return {
    rule: draft.rule,
    related: draft.related ?? [],
    place: draft.place,
    address,
    words: draft.words,
    breaks,
    bump: draft.bump ?? bumpForBreaks(breaks, policy),
    forbidden: draft.forbidden ?? false,
    needsApproval: draft.needsApproval ?? false,
    dangerous: draft.dangerous ?? false,
    rollout: draft.rollout ?? rolloutFor(breaks),
    witnesses: draft.witnesses ?? [],
    unknown: draft.unknown ?? [],
    advice: draft.advice || adviceFor(draft, breaks),
    fingerprint: fingerprintOf(draft.rule, address, draft.detail ?? draft.words),
  }
}

const isHarmless = ({ forbidden, needsApproval, dangerous }: Draft, breaks: readonly Sufferer[]): boolean =>
  !breaks.length && !forbidden && !needsApproval && !dangerous

const adviceFor = (draft: Draft, breaks: readonly Sufferer[]): string => {
  const { advice }: Rule = rules[draft.rule]
  return isHarmless(draft, breaks) && draft.bump !== 'patch'
    ? 'nothing: old and new ends understand each other'
    : (advice ?? '')
}

/** Keeps one of several reports of the same change, as a shared part of a schema gives. */
const distinct = (findings: readonly Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [`${finding.fingerprint} ${finding.words}`, finding])).values(),
]

/** Judges a change in the light of what was agreed: a waiver answers what was unclear, and leaves what is certain as it is. */
const excused = (draft: Draft, policy: Policy, { waivers, approvals }: Excuses): Finding => {
  const finding = toFinding(draft, policy)
  const waiver = waivers.find(({ fingerprint }) => fingerprint === finding.fingerprint)
  const approval = approvals.find(({ fingerprint }) => fingerprint === finding.fingerprint)
  return {
    ...(waiver && draft.unknown?.length ? toFinding(withoutDoubt(draft), policy) : finding),
    ...(waiver && { waiver: excuseOf(waiver) }),
    ...(approval && finding.needsApproval && { approval: excuseOf(approval) }),
  }
}

const withoutDoubt = ({ bump: _, rollout: __, certain = [], ...draft }: Draft): Draft => ({ ...draft, breaks: certain })

const excuseOf = ({ reason, by }: Excuse): Excuse => ({ reason, ...(by !== undefined && { by }) })

const bumps: readonly Bump[] = ['none', 'patch', 'minor', 'major']

const gravityOf = ({ waiver, forbidden, needsApproval, approval, bump, breaks }: Finding): number => {
  if (waiver) return -1
  const grave = forbidden ? 8 : needsApproval && !approval ? 4 : 0
  return grave + bumps.indexOf(bump) * 2 + (breaks.length ? 1 : 0)
}

const keyOf = ({ address, rule, fingerprint }: Finding): string => `${address} ${rule} ${fingerprint}`

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const rolloutOfAll = (findings: readonly Finding[]): Rollout => {
  const orders = new Set(findings.map(({ rollout }) => rollout))
  if (orders.has('lockstep') || (orders.has('server-first') && orders.has('client-first'))) return 'lockstep'
  if (orders.has('drain-or-dual-join')) return 'drain-or-dual-join'
  if (orders.has('server-first')) return 'server-first'
  return orders.has('client-first') ? 'client-first' : 'any-order'
}
