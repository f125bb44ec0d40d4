import type { EventLimit } from '../../../contract/event/event.js'
import type { EndJson, EventJson } from '../../contract-json.js'
import type { Comparison, EventPlace } from '../comparison.js'
import type { FindingDraft, Sufferer } from '../report/finding.js'
import { rules } from '../rules/rule.js'
import { diffIdentity } from './identity-diff.js'

/** Compares what an event promises besides its shape: that it arrives, what makes it a fact, how often it may be sent. */
export function diffPromises(old: EventJson, next: EventJson, place: EventPlace, comparison: Comparison): void {
  const { add } = comparison
  // who sends by the new promise meets who relies on the old one
  const sufferer: Sufferer = place.direction === 'serverToClient' ? 'new-server-old-client' : 'old-server-new-client'
  if (old.volatile !== next.volatile) add(arrival(next.volatile, place))
  diffIdentity(old, next, place, comparison)
  if (old.state !== next.state)
    add({
      rule: 'E13',
      place,
      words: `its payload ${stateWords(next.state, 'now')} now, it ${stateWords(old.state, 'then')}`,
      // who amends by a whole keeps what is gone, and who replaces by a part loses the rest: either end may be the one
      breaks: old.state && next.state ? ['old-server-new-client', 'new-server-old-client'] : [sufferer],
      advice:
        'send it as an event of another name: who replaces by a part loses the rest, who amends by a whole keeps what is gone',
      detail: [old.state ?? null, next.state ?? null],
    })
  diffEnds(old, next, place, comparison)
  if (place.direction === 'clientToServer') diffLimits(old.limit, next.limit, place, comparison)
}

/** Reports that an event may be lost, or no longer. A server takes what old clients send as it took it before. */
function arrival(mayBeLost: boolean, place: EventPlace): FindingDraft {
  const fromServer = place.direction === 'serverToClient'
  const change = { rule: 'E13', place, detail: mayBeLost } as const
  if (mayBeLost)
    return {
      ...change,
      words: 'may be lost on its way now, it always arrived',
      breaks: [fromServer ? 'new-server-old-client' : 'old-server-new-client'],
      advice: fromServer
        ? 'send what has to arrive as an event of its own'
        : 'release servers first: an old one counts on what a new client may lose; or send what has to arrive as an event of its own',
    }
  return {
    ...change,
    words: 'always arrives now, it could be lost on its way',
    breaks: fromServer ? ['old-server-new-client'] : [],
    dangerous: !fromServer,
    advice: fromServer
      ? 'release servers first: a client that counts on it misses what an old server loses'
      : 'old clients may lose it still: count on it once none is left',
  }
}

function stateWords(state: EventJson['state'], when: 'now' | 'then'): string {
  const [replaces, amends, neither] =
    when === 'now' ? ['replaces', 'amends', 'says nothing of'] : ['replaced', 'amended', 'said nothing of']
  return `${state === 'snapshot' ? replaces : state === 'patch' ? amends : neither} what the receiver holds`
}

function diffLimits(
  old: EventLimit | undefined,
  next: EventLimit | undefined,
  place: EventPlace,
  { add }: Comparison,
): void {
  if (old?.count === next?.count && old?.perMs === next?.perMs) return
  const isTighter = isLess(next, old)
  // an old server refuses who sends as often as the new one lets it
  const isLooser = isLess(old, next)
  add({
    rule: 'E14',
    place,
    words: `may be sent ${limitWords(next)} now, before ${limitWords(old)}`,
    breaks: [
      ...(isTighter ? (['new-server-old-client'] as const) : []),
      ...(isLooser ? (['old-server-new-client'] as const) : []),
    ],
    advice: isTighter
      ? rules.E14.advice
      : 'release servers first, and make sure that they bear it when every client sends that often',
    detail: [old ?? null, next ?? null],
  })
}

/** Whether a limit refuses what another lets through. */
function isLess(one: EventLimit | undefined, other: EventLimit | undefined): boolean {
  return one !== undefined && (other === undefined || one.count < other.count || isSlower(one, other))
}

/** Compares how a notice ends that nobody ends: receivers that rely on the end show it for ever where it does not come. */
function diffEnds(
  { endsAfter: old }: EventJson,
  { endsAfter: next }: EventJson,
  place: EventPlace,
  { add }: Comparison,
): void {
  if (JSON.stringify(old ?? null) === JSON.stringify(next ?? null)) return
  const isOther = (old && signsOf(old)) !== (next && signsOf(next))
  const breaks: Sufferer[] = isOther
    ? [...(old ? (['new-server-old-client'] as const) : []), ...(next ? (['old-server-new-client'] as const) : [])]
    : []
  const isLater = !isOther && old !== undefined && next !== undefined && next.ms > old.ms
  const isSooner = !isOther && old !== undefined && next !== undefined && next.ms < old.ms
  add({
    rule: 'E16',
    place,
    words: endChange(old, next),
    breaks,
    dangerous: isLater,
    advice: endAdvice(isOther, isLater, isSooner, old !== undefined),
    detail: [old ?? null, next ?? null],
  })
}

function endAdvice(isOther: boolean, isLater: boolean, isSooner: boolean, wasEnded: boolean): string {
  if (isOther)
    return wasEnded
      ? rules.E16.advice
      : 'release servers first: a client that waits for the end shows for ever what an old server sent'
  return isLater
    ? 'make sure that no client ends it sooner by itself'
    : isSooner
      ? 'make sure that who goes on sends it again before that'
      : ''
}

function signsOf({ by }: EndJson): string {
  return Object.entries(by)
    .map(([field, value]) => `\`${field}\` ${JSON.stringify(value)}`)
    .sort()
    .join(', ')
}

function endChange(old: EndJson | undefined, next: EndJson | undefined): string {
  if (!next) return `is no longer ended by the server, which ended it ${old ? endWords(old) : ''}`
  if (!old) return `is ended by the server ${endWords(next)} now, before nobody ended it`
  return signsOf(old) === signsOf(next) && old.at === next.at
    ? `is ended by the server after ${next.ms} ms now, before after ${old.ms} ms`
    : `is ended by the server ${endWords(next)} now, before ${endWords(old)}`
}

function endWords(end: EndJson): string {
  return `after ${end.ms} ms, with ${signsOf(end)}${end.at === undefined ? '' : ` and the time in \`${end.at}\``}`
}

function isSlower(one: EventLimit, other: EventLimit): boolean {
  return one.count / one.perMs < other.count / other.perMs
}

function limitWords(limit: EventLimit | undefined): string {
  if (!limit) return 'without limit'
  return `at most ${limit.count === 1 ? 'once' : `${limit.count} times`} in ${limit.perMs} ms`
}
