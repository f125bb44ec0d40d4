import { type Releases, withDamage } from '../payload/shown-witness.js'
import { categoriesOf } from '../rules/finding-category.js'
import { type Grace, withGrace } from '../rules/grace.js'
import { bumpForBreaks, type Policy, rolloutFor } from '../rules/policy.js'
import { rules } from '../rules/rule.js'
import type { Companion, Rule } from '../rules/rule-entry.js'
import { type Severities, withSeverity } from '../rules/severity.js'
import { nameIn } from '../schema/field-path.js'
import type { Finding, FindingDraft, Sufferer } from './finding.js'
import { addressOfPlace, fingerprintOf } from './finding-identity.js'
import { withOrder } from './unclear-advice.js'

/** What changes are judged by. */
export interface Judgement {
  readonly policy: Policy
  readonly releases: Releases
  readonly rules: Severities
  readonly grace: Grace | undefined
}

/** Judges a change by itself. */
export function toFinding(draft: FindingDraft, judgement: Judgement): Finding {
  const { grace, rules } = judgement
  const finding = plainFinding(draft, judgement)
  return withSeverity(grace ? withGrace(finding, grace) : finding, rules)
}

function plainFinding(draft: FindingDraft, { policy, releases }: Judgement): Finding {
  const breaks = [...new Set(draft.breaks ?? [])].sort()
  const address = addressOfPlace(draft.place)
  const { rule, related = [], needsApproval = false } = draft
  const beside = besideOf(draft, breaks)
  const advice = draft.advice || adviceFor(draft, breaks)
  return {
    rule,
    related,
    categories: categoriesOf({ rule, related, breaks, needsApproval }),
    place: draft.place,
    address,
    words: draft.words,
    ...(draft.keyword !== undefined && { keyword: draft.keyword }),
    breaks,
    bump: draft.bump ?? bumpForBreaks(breaks, policy),
    forbidden: draft.forbidden ?? false,
    needsApproval,
    dangerous: draft.dangerous ?? false,
    rollout: draft.rollout ?? rolloutFor(breaks),
    ...(beside && { beside }),
    witnesses: (draft.witnesses ?? []).map((witness) => withDamage(witness, draft.place, releases)),
    unknown: draft.unknown ?? [],
    advice: draft.unknown?.length ? withOrder(advice, rule, breaks) : advice,
    ...(draft.past && { past: draft.past }),
    fingerprint: fingerprintOf(rule, address, draft.detail ?? draft.words),
    consequences: [],
  }
}

function besideOf(draft: FindingDraft, breaks: readonly Sufferer[]): Companion | undefined {
  if (rolloutFor(breaks) !== 'lockstep') return undefined
  const rule: Rule = rules[draft.rule]
  const beside = draft.beside ?? rule.beside
  // what carries no fields has none beside another
  return beside === 'field' && nameIn(draft.place.path) === undefined ? 'event' : beside
}

function isHarmless({ forbidden, needsApproval, dangerous }: FindingDraft, breaks: readonly Sufferer[]): boolean {
  return !breaks.length && !forbidden && !needsApproval && !dangerous
}

function adviceFor(draft: FindingDraft, breaks: readonly Sufferer[]): string {
  const { advice }: Rule = rules[draft.rule]
  return isHarmless(draft, breaks) && draft.bump !== 'patch'
    ? 'nothing: old and new ends understand each other'
    : (advice ?? '')
}

/** Judges a change by what is certain of it alone, once somebody answered for what is unclear. */
export function toCertainFinding(draft: FindingDraft, judgement: Judgement): Finding {
  if (!draft.unknown?.length) return toFinding(draft, judgement)
  const { bump: _, rollout: __, certain = [], ...rest } = draft
  return toFinding({ ...rest, breaks: certain }, judgement)
}
