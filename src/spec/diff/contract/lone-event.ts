import type { Direction } from '../../../contract/event/direction.js'
import type { EventJson } from '../../contract-json.js'
import type { Comparison } from '../comparison.js'
import type { FindingDraft } from '../report/finding.js'
import { rules } from '../rules/rule.js'
import { withTiming } from '../rules/sunset.js'
import { findLeaks } from './leak-diff.js'

/** An event of which the other release has none by this name. */
export interface LoneEvent {
  readonly direction: Direction
  readonly name: string
}

/** Reports an event that was not there before, and what it shows clients. */
export function addEvent(path: string, event: LoneEvent, now: EventJson | undefined, comparison: Comparison): void {
  const place = { namespace: path, ...event }
  const fromServer = event.direction === 'serverToClient'
  comparison.add({
    rule: fromServer ? 'E01' : 'E02',
    related: fromServer ? ['T03'] : [],
    place,
    words: 'was added',
    breaks: fromServer ? [] : ['old-server-new-client'],
    advice: fromServer ? rules.E01.advice : rules.E02.advice,
    detail: now?.payload ?? null,
  })
  if (now) findLeaks(undefined, now, place, comparison)
}

/** Reports an event that is there no more. */
export function removeEvent(
  path: string,
  event: LoneEvent,
  was: EventJson | undefined,
  { add, nextVersion }: Pick<Comparison, 'add' | 'nextVersion'>,
): void {
  const fromServer = event.direction === 'serverToClient'
  const { deprecated } = was ?? {}
  const exported = was?.types.payload
  const removal: FindingDraft = {
    rule: fromServer ? 'E03' : 'E04',
    related: exported === undefined ? [] : ['T01'],
    place: { namespace: path, ...event },
    words: deprecated
      ? `was removed${deprecated.removeIn === undefined ? `; it was deprecated with ${deprecated.since}` : ''}`
      : 'was removed, and was never deprecated',
    breaks: ['new-server-old-client', 'compile-time'],
    // a type that the package exported is gone in any order of release
    ...(exported === undefined ? {} : { bump: 'major' }),
    advice: deprecated ? 'make sure that no old client is left that counts on it' : rules.E04.advice,
  }
  add(withTiming(removal, deprecated?.removeIn, nextVersion))
}
