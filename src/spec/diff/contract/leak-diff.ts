import type { EventJson } from '../../contract-json.js'
import type { Comparison, EventPlace } from '../comparison.js'
import { fieldsWithin, type MarkedField } from '../payload/mark.js'
import { movedFields } from '../payload/moved-field.js'
import type { FindingDraft, Place } from '../report/finding.js'
import { rules } from '../rules/rule.js'
import { isHeardByMore } from './audience-diff.js'

const weight: { readonly [mark: string]: number } = { pii: 1, phi: 2, secret: 3 }

/** Looks for sensitive data that newly reaches clients through an event, although that breaks nobody. */
export function findLeaks(
  old: EventJson | undefined,
  next: EventJson,
  place: EventPlace,
  comparison: Comparison,
): void {
  const part = place.direction === 'serverToClient' ? 'payload' : 'reply'
  const isWider = part === 'payload' && old !== undefined && isHeardByMore(old, next, place.namespace, comparison)
  compareMarks(old?.[part], next[part], { ...place, part }, comparison, { isWider, isNew: old === undefined })
}

/** How an event is shown to clients, against how it was. */
interface Showing {
  /** Whether it may be sent to more of them. */
  readonly isWider: boolean
  /** Whether there was no such event. */
  readonly isNew: boolean
}

/** Compares the marks of one shape that clients receive. */
export function compareMarks(
  old: unknown,
  next: unknown,
  place: Place,
  { add }: Comparison,
  { isWider, isNew }: Showing = { isWider: false, isNew: false },
): void {
  const [were, are] = [fieldsWithin(old), fieldsWithin(next)]
  const moved = isWider ? new Map<string, MarkedField>() : movedFields(were, are)
  const shown = new Map<string, MarkedField[]>()
  for (const field of are.values()) {
    const before = were.get(field.path)
    if (before) add(...remarked(before, field, place))
    else if (field.mark !== undefined || field.looksLike !== undefined) {
      const from = moved.get(field.path)
      if (from) {
        add(movedDraft(from, field, place))
        continue
      }
      const root = addedRoot(field.path, were)
      shown.set(root, [...(shown.get(root) ?? []), field])
    }
  }
  for (const [root, fields] of shown) {
    const names = fields.map((field) => `\`${field.path}\` (${markWords(field)})`)
    const isGuessed = fields.some(({ mark }) => mark === undefined)
    add({
      rule: 'S02',
      place: { ...place, ...(root && { path: root }) },
      words: isNew
        ? `is part of an event that is new there, and shows clients ${names.join(', ')}`
        : `shows clients ${names.join(', ')}, which they did not get before`,
      bump: 'minor',
      needsApproval: true,
      advice: isGuessed
        ? 'leave it out, or mark it with sensitive() and have somebody approve it; if it is harmless, approve it and say why'
        : rules.S02.advice,
      detail: names.sort(),
    })
  }
}

/** Reports an object that clients receive and that begins to keep what nobody declared. */
export function openedLeak(place: Place): FindingDraft {
  return {
    rule: 'S02',
    place,
    words: 'keeps undeclared keys now: whatever the application puts there reaches clients',
    bump: 'minor',
    needsApproval: true,
    advice:
      'drop undeclared keys, and declare those that clients may read; or have somebody approve that they may see whatever is put there',
    detail: 'undeclared keys are kept',
  }
}

function markWords({ mark, looksLike }: MarkedField): string {
  return mark ?? `not marked, looks like ${looksLike}`
}

function movedDraft(from: MarkedField, to: MarkedField, place: Place): FindingDraft {
  return {
    rule: 'S02',
    place: { ...place, path: to.path },
    words: `holds what \`${from.path}\` held (${markWords(to)}): clients get it as before`,
    bump: 'patch',
    advice: 'look once that it is the same data; if it is, nobody has to approve it, unless a release holds both',
    detail: [from.path, to.path],
  }
}

/** Finds the outermost part of a path that was not there before. */
function addedRoot(path: string, were: ReadonlyMap<string, MarkedField>): string {
  const steps = path.split('.')
  for (let count = 1; count < steps.length; count += 1) {
    const start = steps
      .slice(0, count)
      .join('.')
      .replace(/(\[\])+$/, '')
    if (start && start !== '*' && !start.endsWith('.*') && !were.has(start)) return start
  }
  return path
}

function remarked(before: MarkedField, after: MarkedField, place: Place): FindingDraft[] {
  if (before.mark === after.mark) return []
  const at = { ...place, ...(after.path && { path: after.path }) }
  const [was, is] = [before, after].map(({ mark }) => (mark === undefined ? 'not marked' : `marked ${mark}`))
  const isWeaker = (weight[after.mark ?? ''] ?? 0) < (weight[before.mark ?? ''] ?? 0)
  const words = `is ${is} now, it was ${was}`
  if (!isWeaker) {
    const advice = `nothing: logs and documents hide it ${before.mark === undefined ? 'from now on' : 'as before'}`
    return [{ rule: 'S01', place: at, words, bump: 'patch', advice, detail: [was, is] }]
  }
  const advice =
    after.mark === undefined
      ? 'logs and documents will show it: have somebody approve that, or put the mark back'
      : `logs and documents go on hiding it: have somebody approve that it is no more than ${after.mark}, or put the mark back`
  return [{ rule: 'S02', place: at, words, bump: 'minor', needsApproval: true, advice, detail: [was, is] }]
}
