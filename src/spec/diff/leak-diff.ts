import type { EventJson } from '../contract-json.js'
import type { Comparison, EventPlace } from './comparison.js'
import type { Draft, Place } from './finding.js'
import { fieldsWithin, type MarkedField } from './mark.js'

const weight: { readonly [mark: string]: number } = { pii: 1, phi: 2, secret: 3 }

/** Looks for sensitive data that newly reaches clients through an event, although that breaks nobody. */
export const findLeaks = (
  old: EventJson | undefined,
  next: EventJson,
  place: EventPlace,
  comparison: Comparison,
): void => {
  const part = place.direction === 'serverToClient' ? 'payload' : 'reply'
  compareMarks(old?.[part], next[part], { ...place, part }, comparison)
}

/** Compares the marks of one shape that clients receive. */
export const compareMarks = (old: unknown, next: unknown, place: Place, { add }: Comparison): void => {
  const [were, are] = [fieldsWithin(old), fieldsWithin(next)]
  const shown = new Map<string, MarkedField[]>()
  for (const field of are.values()) {
    const before = were.get(field.path)
    if (before) add(...remarked(before, field, place))
    else if (field.mark !== undefined || field.looksLike !== undefined) {
      const root = addedRoot(field.path, were)
      shown.set(root, [...(shown.get(root) ?? []), field])
    }
  }
  for (const [root, fields] of shown) {
    const names = fields.map(
      ({ path, mark, looksLike }) => `\`${path}\` (${mark ?? `not marked, looks like ${looksLike}`})`,
    )
    const isGuessed = fields.some(({ mark }) => mark === undefined)
    add({
      rule: 'S02',
      place: { ...place, ...(root && { path: root }) },
      words: `clients get ${names.join(', ')}, which they did not get before`,
      bump: 'minor',
      needsApproval: true,
      advice: isGuessed
        ? 'leave it out, or mark it with sensitive() and have somebody approve it; if it is harmless, approve it and say why'
        : 'leave it out, or have somebody approve that every client in the room may see it',
      detail: names.sort(),
    })
  }
}

/** Finds the outermost part of a path that was not there before. */
const addedRoot = (path: string, were: ReadonlyMap<string, MarkedField>): string => {
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

const remarked = (before: MarkedField, after: MarkedField, place: Place): Draft[] => {
  if (before.mark === after.mark) return []
  const at = { ...place, ...(after.path && { path: after.path }) }
  const [was, is] = [before.mark ?? 'not marked', after.mark ?? 'not marked']
  const isWeaker = (weight[after.mark ?? ''] ?? 0) < (weight[before.mark ?? ''] ?? 0)
  const words = `is ${is} now, it was ${was}`
  if (!isWeaker) return [{ rule: 'S01', place: at, words, bump: 'patch', detail: [was, is] }]
  const advice = 'logs and documents will show it; have somebody approve that, or put the mark back'
  return [{ rule: 'S02', place: at, words, bump: 'minor', needsApproval: true, advice, detail: [was, is] }]
}
