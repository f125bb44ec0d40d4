import type { EventContract } from '../../contract/event/event.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { runAfter } from '../schedule.js'

/** Whom events are counted for: a user, or a connection of which no user is known; the two share no spelling. */
export type SenderKey = `user:${string}` | `connection:${string}`

/** A count of the events of which the contract says how often one user may send them. */
export interface EventLimits {
  /**
   * Counts one event.
   * @throws RefusalError with `RATE_LIMITED` when it is one too many
   */
  count(event: EventContract, sender: SenderKey): void
}

interface Window {
  count: number
  readonly endsAt: number
}

/** Starts with nothing counted. */
export function eventLimits(): EventLimits {
  // by event and sender apart: names and ids hold any sign that would stand between them
  const windows = new Map<string, Map<SenderKey, Window>>()
  return {
    count({ name, limit }, sender) {
      if (!limit) return
      const senders = windows.get(name) ?? new Map<SenderKey, Window>()
      windows.set(name, senders)
      // a span, which a clock that is set does not change
      const now = performance.now()
      let window = senders.get(sender)
      if (!window || window.endsAt <= now) {
        const begun = { count: 0, endsAt: now + limit.perMs }
        senders.set(sender, begun)
        runAfter(limit.perMs, () => senders.get(sender) === begun && senders.delete(sender))
        window = begun
      }
      if (window.count >= limit.count) throw limited(window.endsAt - now)
      window.count++
    },
  }
}

/** Makes the refusal of an event that came too often. */
export function limited(retryAfterMs: number): RefusalError {
  return new RefusalError('RATE_LIMITED', 'this event was sent too often', {
    retryable: true,
    retryAfterMs: Math.max(0, Math.ceil(retryAfterMs)),
  })
}
