import type { EventJson } from '../../contract-json.js'
import type { Comparison, EventPlace } from '../comparison.js'
import { marksWithin } from '../payload/mark.js'
import type { FindingDraft } from '../report/finding.js'
import { isOneRoom, roomRenames } from './room-rename.js'

/** Compares who hears an event, and which rooms it enters and leaves. */
export function diffAudience(before: EventJson, next: EventJson, place: EventPlace, comparison: Comparison): void {
  const old = inNewRooms(before, place.namespace, comparison)
  if (place.direction === 'serverToClient') diffAddressees(old, next, place, comparison)
  for (const list of ['joins', 'leaves'] as const) diffEntered(old, next, list, place, comparison)
  diffSenders(old, next, place, comparison)
}

/** Returns whether an event may be addressed to more than it was. */
export function isHeardByMore(before: EventJson, next: EventJson, path: string, comparison: Comparison): boolean {
  return !before.everybody && changeBetween(inNewRooms(before, path, comparison), next).won.length > 0
}

/** Calls the rooms of an old event as they are called now, where one release has both names for it: that is no other audience. */
function inNewRooms(event: EventJson, path: string, { old, next }: Comparison): EventJson {
  const [were, are] = [old.namespaces[path]?.rooms ?? {}, next.namespaces[path]?.rooms ?? {}]
  const { renames } = roomRenames(were, are)
  const nameOf = (pattern: string): string => {
    const to = renames.get(pattern)
    return to !== undefined && isOneRoom(were, are, pattern, to) ? to : pattern
  }
  const { to, joins, leaves, within } = event
  return {
    ...event,
    to: to.map(nameOf),
    joins: joins.map(nameOf),
    leaves: leaves.map(nameOf),
    ...(within && { within: within.map(nameOf) }),
  }
}

interface AudienceChange {
  readonly are: readonly string[]
  readonly lost: readonly string[]
  readonly won: readonly string[]
}

function changeBetween(old: EventJson, next: EventJson): AudienceChange {
  const [were, are] = [addresseesOf(old), addresseesOf(next)]
  return {
    are,
    lost: were.filter((each) => !are.includes(each)),
    // the server may answer one client with any event
    won: are.filter((each) => each !== oneClient && !were.includes(each)),
  }
}

function diffAddressees(old: EventJson, next: EventJson, place: EventPlace, { add }: Comparison): void {
  const { are, lost, won } = changeBetween(old, next)
  // who is among everybody loses nothing, and was no stranger before
  if (lost.length && !next.everybody) add(narrowed(lost, are, old.everybody, place))
  if (won.length && !old.everybody) add(widened(won, old.direct, next, place))
  const isRestated = (next.everybody || !lost.length) && (old.everybody || !won.length) && lost.length + won.length > 0
  if (isRestated)
    add({
      rule: 'R03',
      place,
      words: `is addressed to ${are.join(', ')} now; everybody heard it before and still does`,
      bump: 'minor',
      detail: { lost, won },
    })
}

const oneClient = 'the one client it is meant for'

function narrowed(lost: readonly string[], are: readonly string[], wereAll: boolean, place: EventPlace): FindingDraft {
  return {
    rule: 'R03',
    place,
    words: `is no longer addressed to ${lost.join(', ')}${wereAll || are.includes(oneClient) ? `, only to ${are.join(', ')}` : ''}`,
    breaks: ['new-server-old-client'],
    advice: lost.includes(oneClient)
      ? `a client that asked hears nothing unless it is in the room: send it to ${oneClient} too, or add an event for the room`
      : 'old clients that got it there stop getting it, and nothing tells them: send it there too until none is left',
    detail: { lost },
  }
}

function widened(won: readonly string[], wasDirect: boolean, next: EventJson, place: EventPlace): FindingDraft {
  const marks = marksWithin(next.payload)
  return {
    rule: 'R03',
    related: marks.length ? ['S02'] : [],
    place,
    words: `may be addressed to ${won.join(', ')} too${marks.length ? `, and carries ${marks.join(', ')}` : ''}`,
    bump: 'minor',
    needsApproval: marks.length > 0,
    dangerous: true,
    advice: wasDirect
      ? 'make sure that everybody there may see all of it, and that no old client takes it for an answer of its own'
      : 'make sure that everybody there may see all of it',
    detail: { won, marks },
  }
}

/** Lists whom an event goes to. */
function addresseesOf({ to, everybody, direct }: EventJson): string[] {
  return [
    ...to.map((pattern) => `\`${pattern}\``),
    ...(everybody ? ['everybody'] : []),
    ...(direct && !everybody ? [oneClient] : []),
  ]
}

function diffEntered(
  old: EventJson,
  next: EventJson,
  list: 'joins' | 'leaves',
  place: EventPlace,
  { next: contract, add }: Comparison,
): void {
  const lost = old[list].filter((each) => !next[list].includes(each))
  const won = next[list].filter((each) => !old[list].includes(each))
  const verb = list === 'joins' ? 'puts its sender into' : 'takes its sender out of'
  // leaving more is hearing less, and the other way round
  const [less, more] = list === 'joins' ? [lost, won] : [won, lost]
  const spelled = (patterns: readonly string[]): string => patterns.map((each) => `\`${each}\``).join(', ')
  const says = (patterns: readonly string[]): string =>
    patterns === lost ? `no longer ${verb} ${spelled(patterns)}` : `${verb} ${spelled(patterns)} now`
  if (less.length)
    add({
      rule: 'R04',
      place,
      words: says(less),
      breaks: ['new-server-old-client'],
      advice:
        'old clients count on hearing what is said there: leave it as it was, and give new clients an event of their own',
      detail: { list, less },
    })
  if (!more.length) return
  const events = Object.values(contract.namespaces[place.namespace]?.serverToClient ?? {})
  const heard = events.filter(({ to }) => to.some((each) => more.includes(each)))
  const marks = [...new Set(heard.flatMap(({ payload }) => marksWithin(payload)))]
  add({
    rule: 'R04',
    related: marks.length ? ['S02'] : [],
    place,
    words: `${says(more)}${marks.length ? `; the sender hears ${marks.join(', ')} there` : ''}`,
    breaks: ['old-server-new-client'],
    needsApproval: marks.length > 0,
    dangerous: true,
    advice:
      'release servers first, for old ones let nobody in by it; make sure that the sender may hear all that is said there',
    detail: { list, more },
  })
}

/** Compares from inside which rooms an event is taken; without any it is taken from everybody. */
function diffSenders(old: EventJson, next: EventJson, place: EventPlace, { add }: Comparison): void {
  const [were, are] = [old.within ?? [], next.within ?? []]
  const lost = were.filter((each) => !are.includes(each))
  const won = are.filter((each) => !were.includes(each))
  if (!lost.length && !won.length) return
  // from everybody is from more than from any room
  const isLess = are.length > 0 && (were.length === 0 || lost.length > 0)
  const isMore = were.length > 0 && (are.length === 0 || won.length > 0)
  const marks = isMore ? [...new Set([...marksWithin(next.payload), ...marksWithin(next.reply)])] : []
  add({
    rule: 'R06',
    related: marks.length ? ['S02'] : [],
    place,
    words: `is taken ${senders(are)} now, before ${senders(were)}${marks.length ? `; it carries ${marks.join(', ')}` : ''}`,
    breaks: [
      ...(isLess ? (['new-server-old-client'] as const) : []),
      ...(isMore ? (['old-server-new-client'] as const) : []),
    ],
    needsApproval: marks.length > 0,
    dangerous: isMore,
    advice: isMore
      ? 'make sure that whoever is outside may say it, and may see what is answered'
      : 'clients that are outside are refused with ROOM_FORBIDDEN: let them enter the room first',
    detail: [were, are],
  })
}

function senders(patterns: readonly string[]): string {
  return patterns.length
    ? `from within ${patterns.map((pattern) => `\`${pattern}\``).join(', ')} only`
    : 'from everybody'
}
