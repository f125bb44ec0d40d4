import type { NamespaceJson } from '../../contract-json.js'
import type { Releases } from '../payload/shown-witness.js'
import { entryOf } from '../record-entry.js'
import type { RuleId } from '../rules/rule.js'
import type { FindingDraft, Place } from './finding.js'

/** Finds the one of some changes that another follows from; nothing where it stands for itself. */
export type CauseFinder = (
  draft: FindingDraft,
  drafts: readonly FindingDraft[],
  releases: Releases,
) => FindingDraft | undefined

function isAt(draft: FindingDraft, rules: readonly RuleId[], { namespace, direction, name }: Place): boolean {
  return (
    rules.includes(draft.rule) &&
    draft.place.namespace === namespace &&
    draft.place.direction === direction &&
    draft.place.name === name
  )
}

/** A room that was renamed, added or removed changes whom events are addressed to, and what is entered and left. */
const byRoom: CauseFinder = (draft, drafts) => {
  if (!['R03', 'R04'].includes(draft.rule) || draft.place.direction === undefined) return undefined
  const causes = roomsIn(draft.detail).map((room) =>
    drafts.find(
      (other) =>
        other.place.namespace === draft.place.namespace &&
        other.place.direction === undefined &&
        ((other.rule === 'R01' && [other.place.name, ...textsIn(other.detail)].includes(room)) ||
          (other.rule === 'R04' && other.place.name === room)),
    ),
  )
  return causes.includes(undefined) ? undefined : causes[0]
}

/** Lists the rooms that a change of an audience is about: `{ lost }`, `{ won }`, `{ less }` or `{ more }`. */
function roomsIn(detail: unknown): string[] {
  if (typeof detail !== 'object' || detail === null) return []
  const { lost, won, less, more } = detail as { readonly [key: string]: unknown }
  return textsIn(lost ?? won ?? less ?? more).map((text) => text.replaceAll('`', ''))
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

const departures: readonly RuleId[] = ['E03', 'E04', 'E05', 'E06', 'E07', 'N03']

/** An event that was renamed or removed takes its legacy names with it. */
const byAliasedEvent: CauseFinder = ({ rule, place }, drafts, { old }) => {
  if (!['A02', 'A03', 'A05'].includes(rule) || place.direction === undefined) return undefined
  const aliases = namespaceAt(old, place)?.aliases[place.direction]
  const alias = aliases && entryOf(aliases, place.name ?? '')
  return alias && drafts.find((other) => isAt(other, departures, { ...place, name: alias.of }))
}

function namespaceAt({ namespaces }: Releases['old'], { namespace }: Place): NamespaceJson | undefined {
  return entryOf(namespaces, namespace ?? '')
}

/** The types of an event are called like the event. */
const byRenamedEvent: CauseFinder = ({ rule, place }, drafts, { next }) => {
  if (rule !== 'T01' || place.direction === undefined) return undefined
  const aliases = namespaceAt(next, place)?.aliases[place.direction] ?? {}
  const names = Object.entries(aliases).flatMap(([name, { of }]) => (of === place.name ? [name] : []))
  const isInPast = ({ rule: other, place: { namespace, direction }, detail }: FindingDraft): boolean =>
    other === 'E05' &&
    namespace === place.namespace &&
    direction === place.direction &&
    (detail as { readonly of?: unknown }).of === place.name
  return drafts.find((other) => names.some((name) => isAt(other, ['E05'], { ...place, name }))) ?? drafts.find(isInPast)
}

function isWithin(draft: FindingDraft, rules: readonly RuleId[], place: Place): boolean {
  return isAt(draft, rules, place) && draft.place.part === place.part && draft.place.path === place.path
}

/** Bytes have no limits of a text. */
const byBytes: CauseFinder = ({ rule, place }, drafts) =>
  ['F14', 'F15', 'F25'].includes(rule) ? drafts.find((other) => isWithin(other, ['F26'], place)) : undefined

/** A retired name that is used again was added, which nobody may do. */
const byReuse: CauseFinder = ({ rule, place, detail }, drafts) => {
  if (['E01', 'E02'].includes(rule))
    return drafts.find((other) => isAt(other, ['E08'], place) && other.breaks !== undefined)
  if (!['F01', 'F02', 'F03', 'F14', 'F16'].includes(rule)) return undefined
  const values = ['F14', 'F16'].includes(rule)
    ? (detail as { readonly come?: readonly unknown[] } | null)?.come
    : [null]
  const [value, ...others] = values ?? []
  return value === undefined || others.length
    ? undefined
    : drafts.find((other) => isWithin(other, ['F28'], place) && other.detail === value)
}

/** What one kind of change follows from, the first that fits. */
export const causeFinders: readonly CauseFinder[] = [byRoom, byAliasedEvent, byRenamedEvent, byBytes, byReuse]
