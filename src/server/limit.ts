import type { EventContract } from '../contract/event.js'
import { RefusalError } from '../contract/refusal-error.js'
import { sweepAt } from './sweep.js'

/** Is anything that counts what a key consumes, in the shape of rate-limiter-flexible. */
export interface Limiter {
  /** Rejects with something that holds `msBeforeNext` where the key has consumed too much. */
  consume(key: string, points?: number): Promise<unknown>
}

/** Counts the events of which the contract says how often one client may send them. */
export interface EventLimits {
  /**
   * Counts one event.
   * @throws RefusalError with `RATE_LIMITED` when it is one too many
   */
  count(event: EventContract, sender: string): void
}

/** Starts with nothing counted. */
export function eventLimits(): EventLimits {
  const windows = new Map<string, { count: number; readonly endsAt: number }>()
  return {
    count({ name, limit }, sender) {
      if (!limit) return
      const key = `${name} ${sender}`
      const now = Date.now()
      let window = windows.get(key)
      if (!window || window.endsAt <= now) {
        const begun = { count: 0, endsAt: now + limit.perMs }
        windows.set(key, begun)
        sweepAt(begun.endsAt, () => windows.get(key) === begun && windows.delete(key))
        window = begun
      }
      if (window.count >= limit.count) throw limited(window.endsAt - now)
      window.count++
    },
  }
}

/** Reads what a limiter rejected with: a refusal where it is a limit, nothing where the limiter itself failed. */
export function limitIn(rejection: unknown): RefusalError | undefined {
  const { msBeforeNext } = Object(rejection) as { msBeforeNext?: unknown }
  return typeof msBeforeNext === 'number' ? limited(msBeforeNext) : undefined
}

const limited = (retryAfterMs: number): RefusalError =>
  new RefusalError('RATE_LIMITED', 'this event was sent too often', {
    retryable: true,
    retryAfterMs: Math.max(0, Math.ceil(retryAfterMs)),
  })
