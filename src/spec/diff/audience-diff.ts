import type { EventJson } from '../contract-json.js'
import type { Comparison, EventPlace } from './comparison.js'
import { marksWithin } from './mark.js'

/** Compares who hears an event, and which rooms it enters and leaves. */
export const diffAudience = (old: EventJson, next: EventJson, place: EventPlace, comparison: Comparison): void => {
  if (place.direction === 'serverToClient') diffAddressees(old, next, place, comparison)
  for (const list of ['joins', 'leaves'] as const) diffEntered(old, next, list, place, comparison)
}

const diffAddressees = (old: EventJson, next: EventJson, place: EventPlace, { add }: Comparison): void => {
  const [were, are] = [addresseesOf(old), addresseesOf(next)]
  const lost = were.filter((each) => !are.includes(each))
  const won = are.filter((each) => !were.includes(each))
  const marks = marksWithin(next.payload)
  if (lost.length)
    add({
      rule: 'R03',
      place,
      words: `is no longer addressed to ${lost.join(', ')}`,
      breaks: ['new-server-old-client'],
      bump: 'major',
      advice: 'who listens there hears nothing and is not told: address both until no old client is left',
      detail: { lost },
    })
  if (won.length)
    add({
      rule: 'R03',
      related: marks.length ? ['S02'] : [],
      place,
      words: `may be addressed to ${won.join(', ')} too${marks.length ? `, and carries ${marks.join(', ')}` : ''}`,
      bump: 'minor',
      needsApproval: marks.length > 0,
      dangerous: true,
      advice: 'make sure that everybody there may see all of it',
      detail: { won, marks },
    })
}

const addresseesOf = ({ to, everybody }: EventJson): string[] => [
  ...to.map((pattern) => `\`${pattern}\``),
  ...(everybody ? ['everybody'] : []),
]

const diffEntered = (
  old: EventJson,
  next: EventJson,
  list: 'joins' | 'leaves',
  place: EventPlace,
  { next: contract, add }: Comparison,
): void => {
  const lost = old[list].filter((each) => !next[list].includes(each))
  const won = next[list].filter((each) => !old[list].includes(each))
  const verb = list === 'joins' ? 'enter' : 'leave'
  // leaving more is hearing less, and the other way round
  const [less, more] = list === 'joins' ? [lost, won] : [won, lost]
  const spelled = (patterns: readonly string[]): string => patterns.map((each) => `\`${each}\``).join(', ')
  const says = (patterns: readonly string[]): string =>
    `does ${patterns === lost ? 'no longer' : 'now'} ${verb} ${spelled(patterns)}`
  if (less.length)
    add({
      rule: 'R04',
      place,
      words: says(less),
      breaks: ['new-server-old-client'],
      bump: 'major',
      advice: 'old clients count on it: give new clients an event of their own',
      detail: { list, less },
    })
  if (!more.length) return
  const events = Object.values(contract.namespaces[place.namespace]?.serverToClient ?? {})
  const marks = events
    .filter(({ to }) => to.some((each) => more.includes(each)))
    .flatMap(({ payload }) => marksWithin(payload))
  add({
    rule: 'R04',
    related: marks.length ? ['S02'] : [],
    place,
    words: says(more),
    bump: 'minor',
    needsApproval: marks.length > 0,
    dangerous: true,
    advice: 'make sure that who sends it may hear all that is said there',
    detail: { list, more },
  })
}
