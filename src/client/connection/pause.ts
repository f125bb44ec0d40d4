/** Returns a time that timers can wait for: they take one above the limit, below zero or of no number for none at all. */
export function waitable(ms: number): number {
  return Math.min(Math.max(ms, 0) || 0, 2 ** 31 - 1)
}

/** Returns how long to wait before another try: as long as was asked for, longer with each, and never when all others do. */
export function pause(tries: number, leastMs = 0): number {
  return waitable(Math.max(waitable(leastMs), Math.min(30_000, 1000 * 2 ** tries)) * (1 + Math.random() / 2))
}
