/** One question of the migration and its answer: what is aimed at, what is, and on how many samples it rests. */
export interface HealthMetric {
  /** What is aimed at, in words. */
  readonly target: string
  /** What is; `null` without a sample. */
  readonly figure: number | null
  /** How many samples the figure rests on. */
  readonly samples: number
  /** Whether the target is met; `null` without a sample. */
  readonly met: boolean | null
}

/** Returns a metric, which says nothing without a sample. */
export function metric(
  target: string,
  samples: number,
  figure: number,
  meets: (figure: number) => boolean,
): HealthMetric {
  if (!samples) return { target, figure: null, samples, met: null }
  return { target, figure, samples, met: meets(figure) }
}

/** Returns the value that a share of all values does not pass. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}
