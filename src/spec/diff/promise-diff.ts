import type { EventLimit } from '../../contract/event.js'
import type { EndJson, EventJson } from '../contract-json.js'
import type { Comparison, EventPlace } from './comparison.js'
import type { Sufferer } from './finding.js'
import { diffIdentity } from './identity-diff.js'

/** Compares what an event promises besides its shape: that it arrives, what makes it a fact, how often it may be sent. */
export const diffPromises = (old: EventJson, next: EventJson, place: EventPlace, comparison: Comparison): void => {
  const { add } = comparison
  // who sends by the new promise meets who relies on the old one
  const sufferer: Sufferer = place.direction === 'serverToClient' ? 'new-server-old-client' : 'old-server-new-client'
  if (old.volatile !== next.volatile)
    add({
      rule: 'E13',
      place,
      words: next.volatile ? 'may be lost now, it always arrived' : 'always arrives now, it could be lost',
      breaks: next.volatile ? [sufferer] : [],
      bump: next.volatile ? 'major' : 'minor',
      advice: next.volatile ? 'send what has to arrive as an event of its own' : '',
      detail: next.volatile,
    })
  diffIdentity(old, next, place, comparison)
  if (old.state !== next.state)
    add({
      rule: 'E13',
      place,
      words: `its payload ${stateWords(next.state, 'now')} now, it ${stateWords(old.state, 'then')}`,
      // who amends by a whole keeps what is gone, and who replaces by a part loses the rest: either end may be the one
      breaks: old.state && next.state ? ['old-server-new-client', 'new-server-old-client'] : [sufferer],
      bump: 'major',
      advice:
        'send it as an event of another name: who replaces by a part loses the rest, who amends by a whole keeps what is gone',
      detail: [old.state ?? null, next.state ?? null],
    })
  diffEnds(old, next, place, comparison)
  if (place.direction === 'clientToServer') diffLimits(old.limit, next.limit, place, comparison)
}

const stateWords = (state: EventJson['state'], when: 'now' | 'then'): string => {
  const [replaces, amends, neither] =
    when === 'now' ? ['replaces', 'amends', 'says nothing of'] : ['replaced', 'amended', 'said nothing of']
  return `${state === 'snapshot' ? replaces : state === 'patch' ? amends : neither} what the receiver holds`
}

const diffLimits = (
  old: EventLimit | undefined,
  next: EventLimit | undefined,
  place: EventPlace,
  { add }: Comparison,
): void => {
  if (old?.count === next?.count && old?.perMs === next?.perMs) return
  const isTighter = next !== undefined && (old === undefined || next.count < old.count || isSlower(next, old))
  add({
    rule: 'E14',
    place,
    words: `may be sent ${limitWords(next)} now, it could be ${limitWords(old)}`,
    breaks: isTighter ? ['new-server-old-client'] : [],
    bump: isTighter ? 'major' : 'minor',
    dangerous: !isTighter,
    advice: isTighter
      ? 'measure how often it is sent; answer RATE_LIMITED with a time to wait'
      : 'make sure the server bears it when every client does it',
    detail: [old ?? null, next ?? null],
  })
}

/** Compares how a notice ends that nobody ends: receivers that rely on the end show it for ever where it does not come. */
const diffEnds = (
  { endsAfter: old }: EventJson,
  { endsAfter: next }: EventJson,
  place: EventPlace,
  { add }: Comparison,
): void => {
  const [was, is] = [endWords(old, 'was'), endWords(next, 'is')]
  if (endWords(old, 'is') === is) return
  const isMissed = old !== undefined && signsOf(old) !== (next && signsOf(next))
  const isLater = !isMissed && old !== undefined && next !== undefined && next.ms > old.ms
  add({
    rule: 'E16',
    place,
    words: `${is} now, before it ${was}`,
    breaks: isMissed ? ['new-server-old-client'] : [],
    bump: isMissed ? 'major' : 'minor',
    dangerous: isLater,
    advice: isMissed
      ? 'keep the fields that say the end: receivers that wait for it would wait for ever'
      : isLater
        ? 'make sure that no receiver ends it sooner by itself'
        : '',
    detail: [old ?? null, next ?? null],
  })
}

const signsOf = ({ by }: EndJson): string =>
  Object.entries(by)
    .map(([field, value]) => `\`${field}\` ${JSON.stringify(value)}`)
    .sort()
    .join(', ')

const endWords = (end: EndJson | undefined, verb: 'is' | 'was'): string =>
  end
    ? `${verb} ended after ${end.ms} ms by ${signsOf(end)}${end.at === undefined ? '' : `, \`${end.at}\` telling when`}`
    : `${verb} not ended by itself`

const isSlower = (one: EventLimit, other: EventLimit): boolean => one.count / one.perMs < other.count / other.perMs

const limitWords = (limit: EventLimit | undefined): string =>
  limit ? `${limit.count} times in ${limit.perMs} ms` : 'without limit'
