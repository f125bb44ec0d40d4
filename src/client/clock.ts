/** The time and its timers; a test hands in one that it moves itself. */
export interface Clock {
  /** Returns the time in epoch milliseconds. */
  now(): number
  /** Returns milliseconds since some beginning; whoever sets the machine's clock does not move it. */
  elapsed(): number
  setTimeout(run: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
}

/** The clock of the machine, asked afresh each time, so that a test that replaces timers is heeded. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as number),
}
