/** What a migration is judged by: the targets, and what sends it back. */
export interface HealthThresholds {
  /** The least share of connection attempts that succeed. */
  readonly connectionSuccess: number
  /** The time within which 95 of 100 facts arrive, in milliseconds. */
  readonly deliveryMs: number
  /** How many facts may arrive twice under one name. */
  readonly duplicates: number
  /** The least share of reads that the cache answers. */
  readonly cacheHits: number
  /** The share of failed connections past which the migration rolls back. */
  readonly failuresToRollBack: number
  /** How many times the baseline's p95 rolls it back. */
  readonly latencyFactorToRollBack: number
  /** The p95 below which nobody notices, however low the baseline was, in milliseconds. */
  readonly noticeableMs: number
  /** How many critical errors roll it back. */
  readonly criticalErrorsToRollBack: number
  /** How many complaints roll it back. */
  readonly complaintsToRollBack: number
  /** How many connection attempts a judgement needs. */
  readonly leastConnections: number
  /** How many delivered facts a judgement needs. */
  readonly leastDeliveries: number
}

/** Holds the targets of the first migration, and what sent it back. */
export const healthThresholds: HealthThresholds = {
  connectionSuccess: 0.99,
  deliveryMs: 500,
  duplicates: 0,
  cacheHits: 0.9,
  failuresToRollBack: 0.05,
  latencyFactorToRollBack: 2,
  noticeableMs: 100,
  criticalErrorsToRollBack: 1,
  complaintsToRollBack: 3,
  leastConnections: 20,
  leastDeliveries: 100,
}
