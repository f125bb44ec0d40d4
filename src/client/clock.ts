/** Tells the time and sets timers; a test hands in one that it moves itself. */
export interface Clock {
  /** Answers the time in epoch milliseconds. */
  now(): number
  setTimeout(run: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
}

/** Is the clock of the machine, asked afresh each time, so that a test that replaces timers is heeded. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as number),
}
