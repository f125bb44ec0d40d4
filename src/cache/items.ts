import { amended, applyTo, isItemOf } from '../client/facts/apply-to.js'
import type { EventContract, StateKind } from '../contract/event/event.js'
import type { CacheEntry } from './cache.js'

/** What of an entry tells whether it is the one that a fact is about. */
export type EntryPlace = Pick<CacheEntry<unknown>, 'isOwn'>

/**
 * Returns what is held once the payload of an event is in it: a list has it once, for the item that has its ids is amended.
 * A list under a longer key may show some items only, and what is no list may count them: nothing is known of it.
 */
export function inserted(event: EventContract, held: unknown, payload: unknown, { isOwn }: EntryPlace): unknown {
  if (!Array.isArray(held)) return isOfAnother(event, held, payload) ? held : undefined
  const isMeant = isItemOf(event, payload)
  if (held.some(isMeant)) return held.map((item) => (isMeant(item) ? amended(item, payload) : item))
  return isOwn ? [...held, payload] : undefined
}

/** Returns what is held without the item that has the ids of a payload; nothing is known of what is no list. */
export function removed(event: EventContract, held: unknown, payload: unknown): unknown {
  if (!Array.isArray(held)) return isOfAnother(event, held, payload) ? held : undefined
  const isMeant = isItemOf(event, payload)
  return held.some(isMeant) ? held.filter((item) => !isMeant(item)) : held
}

/** Returns what is held after an event, as its `state` says; what lies under a longer key only where it shows the ids. */
export function stated(event: EventContract, held: unknown, payload: unknown, { isOwn }: EntryPlace): unknown {
  const isKnown = isOwn || (event.state === 'patch' && (Array.isArray(held) || isItemOf(event, payload)(held)))
  return isKnown ? applyTo(event as Stated, held as never, payload) : held
}

type Stated = EventContract & { readonly state: StateKind }

function isOfAnother(event: EventContract, held: unknown, payload: unknown): boolean {
  const hasIds = isItemOf(event, held)(held)
  return hasIds && !isItemOf(event, payload)(held)
}
