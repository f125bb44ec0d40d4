import type { EventJson } from '../../contract-json.js'
import type { Comparison, EventPlace } from '../comparison.js'
import { withFieldEnds } from '../payload/field-end.js'
import { diffPayload } from '../payload/payload-diff.js'
import type { FindingDraft, Sufferer } from '../report/finding.js'
import { rules } from '../rules/rule.js'

/** Compares what comes back for an event. */
export function diffReplies(old: EventJson, next: EventJson, place: EventPlace, comparison: Comparison): void {
  const { policy, add } = comparison
  const at = { ...place, part: 'reply' } as const
  if (old.reply && next.reply) {
    const found = diffPayload(old.reply, next.reply, at, policy)
    add(...withFieldEnds(found, old.reply, next.reply, at, comparison))
    if (!old.query !== !next.query) add({ ...asked(next.query === true), place: at })
    return
  }
  if (!old.reply && !next.reply) return
  const isAsked = place.direction === 'clientToServer'
  const draft = next.reply ? added(isAsked, policy.guarded) : removed(isAsked)
  add({ ...draft, place: at })
}

const unguarded = 'an end that calls an acknowledgement nobody sent fails: "ack is not a function"'

function added(isAsked: boolean, isGuarded: boolean): Omit<FindingDraft, 'place'> {
  const unready = (each: Sufferer): Sufferer[] => (isGuarded ? [] : [each])
  if (isAsked)
    return {
      rule: 'K01',
      words: 'is given by servers now',
      // who declares a contract of the same version and asks for no answer is refused
      breaks: ['old-server-new-client', 'new-server-old-client', 'compile-time'],
      advice: isGuarded ? rules.K01.advice : `${rules.K01.advice}; and ${unguarded}`,
    }
  return {
    rule: 'K03',
    words: 'is given by clients now',
    breaks: ['new-server-old-client', ...unready('old-server-new-client'), 'compile-time'],
  }
}

/** Reports that a reply has to be asked for now, or no longer. Clients that declare their contract always asked. */
function asked(mustBe: boolean): Omit<FindingDraft, 'place'> {
  return mustBe
    ? {
        rule: 'K06',
        words: 'has to be asked for now, by an acknowledgement; the event was done without one too',
        breaks: ['new-server-old-client'],
      }
    : {
        rule: 'K06',
        words: 'need not be asked for any more: the event is done without an acknowledgement too',
        breaks: ['old-server-new-client'],
        advice: 'release servers first: an old one refuses with REPLY_REQUIRED who asks for no acknowledgement',
      }
}

function removed(isAsked: boolean): Omit<FindingDraft, 'place'> {
  return isAsked
    ? {
        rule: 'K02',
        words: 'is no longer given by servers',
        // who waits for none any more is refused by a server that gives one
        breaks: ['new-server-old-client', 'old-server-new-client', 'compile-time'],
      }
    : {
        rule: 'K04',
        words: 'is no longer given by clients',
        breaks: ['old-server-new-client', 'compile-time'],
      }
}
