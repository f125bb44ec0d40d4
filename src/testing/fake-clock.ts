import type { Clock } from '../client/index.js'

/** A clock that stands still until it is moved. */
export interface FakeClock extends Clock {
  /** Moves the time on and runs the timers that fall due, each at its own time. */
  advance(ms: number): void
  /** How many timers are set. */
  readonly pending: number
}

/**
 * Makes a clock for tests.
 * @example
 * const clock = fakeClock()
 * const client = connect(socket, patientPharmacy, { clock })
 * clock.advance(10_000) // the next probe is sent
 */
export function fakeClock(startMs = 0): FakeClock {
  const timers = new Map<object, { readonly at: number; readonly run: () => void }>()
  let now = startMs
  const due = (until: number) =>
    [...timers].filter(([, { at }]) => at <= until).sort(([, one], [, other]) => one.at - other.at)[0]
  return {
    now: () => now,
    elapsed: () => now - startMs,
    setTimeout: (run, ms) => {
      const timer = {}
      timers.set(timer, { at: now + Math.max(0, ms), run })
      return timer
    },
    clearTimeout: (timer) => void timers.delete(timer as object),
    get pending() {
      return timers.size
    },
    advance: (ms) => {
      const until = now + ms
      for (let first = due(until); first; first = due(until)) {
        const [timer, { at, run }] = first
        timers.delete(timer)
        now = at
        run()
      }
      now = until
    },
  }
}
