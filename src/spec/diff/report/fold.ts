import type { Releases } from '../payload/shown-witness.js'
import { type Bump, greatestBump } from '../rules/bump.js'
import { categories } from '../rules/category.js'
import { rolloutFor } from '../rules/policy.js'
import { severityOfAll } from '../rules/severity.js'
import { nameIn } from '../schema/field-path.js'
import { causeFinders } from './cause.js'
import type { Finding, FindingDraft, Rollout, Sufferer } from './finding.js'
import { fingerprintOf } from './finding-identity.js'

/** A change as it was reported, and as it is judged by itself. */
export interface Judged {
  readonly draft: FindingDraft
  readonly finding: Finding
}

/** A change with all that follows from it. */
export interface Group {
  readonly head: Judged
  readonly followers: readonly Judged[]
}

/** Gathers what follows from a change under it, and the same change in several places into one. */
export function groupsOf(judged: readonly Judged[], releases: Releases): Group[] {
  const drafts = judged.map(({ draft }) => draft)
  const byDraft = new Map(judged.map((each) => [each.draft, each]))
  const causes = new Map<Judged, Judged>()
  for (const each of judged) {
    const cause = causeOf(each.draft, drafts, releases)
    const found = cause && byDraft.get(cause)
    if (found && found !== each) causes.set(each, found)
  }
  for (const alike of alikeAmong(judged.filter((each) => !causes.has(each)))) {
    const [head, ...others] = alike
    if (head) for (const other of others) causes.set(other, head)
  }
  const groups = new Map<Judged, Judged[]>()
  for (const each of judged) {
    const root = rootOf(each, causes)
    const followers = groups.get(root) ?? []
    if (root !== each) followers.push(each)
    groups.set(root, followers)
  }
  return [...groups].map(([head, followers]) => ({ head, followers }))
}

function causeOf(draft: FindingDraft, drafts: readonly FindingDraft[], releases: Releases): FindingDraft | undefined {
  for (const find of causeFinders) {
    const cause = find(draft, drafts, releases)
    if (cause) return cause
  }
  return undefined
}

function rootOf(start: Judged, causes: ReadonlyMap<Judged, Judged>): Judged {
  const seen = new Set<Judged>()
  let at = start
  for (let next = causes.get(at); next && !seen.has(next); next = causes.get(at)) {
    seen.add(at)
    at = next
  }
  return at
}

/** Gathers what is the same change in several places, as a type that events share gives; the gravest stands first. */
function alikeAmong(judged: readonly Judged[]): Judged[][] {
  const groups = new Map<string, Judged[]>()
  for (const each of judged) {
    const key = likenessOf(each.draft)
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => group.sort((one, other) => weightOf(other.finding) - weightOf(one.finding)))
}

/** Spells what makes two changes of payloads the same: rule, words, detail and the name of the field. */
function likenessOf({ rule, place, words, detail }: FindingDraft): string | undefined {
  if (['T04', 'A04'].includes(rule) && place.direction !== undefined) return JSON.stringify([rule, words])
  const field = nameIn(place.path)
  if (place.part === undefined || field === undefined) return undefined
  return JSON.stringify([rule, field, words.replaceAll(place.path ?? '', ''), rule === 'S02' ? null : (detail ?? null)])
}

const bumps: readonly Bump[] = ['none', 'patch', 'minor', 'major']

function weightOf({ forbidden, needsApproval, bump, breaks }: Finding): number {
  return (forbidden ? 32 : 0) + (needsApproval ? 16 : 0) + bumps.indexOf(bump) * 4 + breaks.length
}

/** Makes one finding of a change and what follows from it: it breaks all whom any of them breaks. */
export function merged({ head: { finding }, followers }: Group): Finding {
  if (!followers.length) return finding
  const consequences = followers.map((each) => each.finding)
  const all = [finding, ...consequences]
  const breaks = [...new Set(all.flatMap((each) => each.breaks))].sort()
  const has = (flag: 'forbidden' | 'needsApproval' | 'dangerous'): boolean => all.some((each) => each[flag])
  const severity = severityOfAll(all)
  const refused = finding.forbidden ? finding : consequences.find(({ forbidden }) => forbidden)
  const { severity: _, ...own } = finding
  return {
    ...own,
    ...(severity && { severity }),
    categories: categories.filter((category) => all.some((each) => each.categories.includes(category))),
    breaks,
    bump: greatestBump(all.map(({ bump }) => bump)),
    forbidden: has('forbidden'),
    needsApproval: has('needsApproval'),
    dangerous: has('dangerous'),
    rollout: rolloutOf(finding, breaks),
    // why the cause breaks somebody is not shown by what follows from it
    witnesses: finding.breaks.length ? finding.witnesses : all.flatMap(({ witnesses }) => witnesses).slice(0, 2),
    unknown: [...new Set(all.flatMap(({ unknown }) => unknown))],
    // what no version makes right is what has to be mended first
    advice: refused?.advice || finding.advice,
    fingerprint: fingerprintOf(finding.rule, finding.address, all.map(({ fingerprint }) => fingerprint).sort()),
    consequences,
  }
}

function rolloutOf({ rollout }: Finding, breaks: readonly Sufferer[]): Rollout {
  const ofEnds = rolloutFor(breaks)
  // while the new stands beside the old, nodes of both releases bear each other
  const isOfNodes = rollout === 'drain-or-dual-join' && ofEnds !== 'lockstep'
  return rollout === 'no-order' || isOfNodes ? rollout : ofEnds
}
