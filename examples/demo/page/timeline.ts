/** Keeps what happened in each second of the last minute. */
export interface Timeline {
  add(value: number): void
  /** Adds each second up, the latest last. */
  sums(): number[]
  /** Answers what 95 of 100 values of each second do not pass; nothing where there are none. */
  p95s(): (number | undefined)[]
}

const seconds = 60

/** Starts an empty minute. */
export function timeline(): Timeline {
  const held = new Map<number, number[]>()
  const now = () => Math.floor(Date.now() / 1000)
  const each = (): number[][] => {
    const first = now() - seconds
    for (const second of held.keys()) if (second < first) held.delete(second)
    // the present second is not over
    return Array.from({ length: seconds }, (_, index) => held.get(first + index) ?? [])
  }
  return {
    add: (value) => {
      const values = held.get(now())
      if (values) values.push(value)
      else held.set(now(), [value])
    },
    sums: () => each().map((values) => values.reduce((total, value) => total + value, 0)),
    p95s: () =>
      each().map(
        (values) => [...values].sort((one, other) => one - other)[Math.max(0, Math.ceil(values.length * 0.95) - 1)],
      ),
  }
}
