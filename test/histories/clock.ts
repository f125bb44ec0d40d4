import type { Clock } from '../../src/client/index.js'

/** How many times faster the clients' timers run. */
export const speed = 25

/** A clock whose timers and elapsed time run fast, so that what clients wait seconds for takes milliseconds. */
export const fastClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now() * speed,
  setTimeout: (run, ms) => setTimeout(run, ms / speed),
  clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
}
