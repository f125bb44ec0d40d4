import type { EventObservation, Observation } from '../contract/observation.js'
import { factTimeOf } from './fact-time.js'
import { toPrometheus } from './prometheus.js'
import { type HealthNote, type HealthReport, reportOf } from './report.js'
import { slidingWindow } from './sliding-window.js'
import { type HealthThresholds, healthThresholds } from './threshold.js'
import { type HealthVerdict, verdictOf } from './verdict.js'
import { openVersions } from './version-use.js'

/** How a migration is watched. */
export interface HealthOptions {
  /**
   * The figures that it is judged by.
   * @default healthThresholds
   */
  readonly thresholds?: Partial<HealthThresholds>
  /**
   * How far back it looks, in milliseconds.
   * @default 900_000
   */
  readonly windowMs?: number
  /**
   * How many observations of a kind it keeps at most.
   * @default 10_000
   */
  readonly most?: number
  /** How long delivery took before the migration, as an earlier report tells. */
  readonly baseline?: { readonly p95Ms: number }
  /**
   * Returns the instant of a fact, in epoch milliseconds.
   * @default the latest timestamp in its payload
   */
  readonly factTime?: (observation: EventObservation) => number | undefined
  /**
   * The clock, in epoch milliseconds.
   * @default Date.now
   */
  readonly now?: () => number
}

/** A watch over a migration. */
export interface MigrationHealth {
  /** Takes what the bindings notice: pass it as their `observe`. */
  observe(this: void, observation: Observation): void
  /** Takes what only the application knows. */
  note(this: void, note: HealthNote): void
  /** Returns every metric with its target, its figure and how many samples it rests on. */
  report(this: void): HealthReport
  /** Judges whether to go on, to wait or to go back, and why. */
  verdict(this: void): HealthVerdict
  /** Writes the report for Prometheus to read. */
  prometheus(this: void): string
}

/**
 * Watches a migration over a sliding window of bounded size.
 * @example
 * const health = migrationHealth()
 * health.note('cache-hit')
 * health.verdict().verdict // 'watch', for want of samples
 */
export function migrationHealth(options: HealthOptions = {}): MigrationHealth {
  const { windowMs = 15 * 60_000, most = 10_000, baseline, now = Date.now } = options
  const { factTime = (observation) => factTimeOf(observation.payload()) } = options
  const thresholds = { ...healthThresholds, ...options.thresholds }
  const connections = slidingWindow<'made' | 'failed' | 'lost'>(most)
  const versions = openVersions(most)
  const deliveries = slidingWindow<number | undefined>(most)
  const duplicates = slidingWindow<boolean>(most)
  const legacy = slidingWindow<{ name: string; event: string; client: string }>(most)
  const notes = slidingWindow<HealthNote>(most)
  let clockOffsetMs: number | undefined

  const event = (observation: EventObservation) => {
    const at = now()
    const { kind, direction, legacyName, socketId, event, path } = observation
    if (legacyName !== undefined) legacy.add(at, { name: legacyName, event, client: socketId ?? path })
    if (kind === 'duplicate') duplicates.add(at, legacyName !== undefined)
    else if (direction === 'serverToClient') {
      const instant = factTime(observation)
      const late = instant === undefined ? undefined : at + (clockOffsetMs ?? 0) - instant
      deliveries.add(at, late === undefined ? undefined : Math.max(0, late))
    }
  }
  const report = () => {
    const from = now() - windowMs
    return reportOf({
      windowMs,
      thresholds,
      clock: clockOffsetMs === undefined ? 'assumed' : 'corrected',
      connections: connections.since(from),
      versions: versions.since(from),
      deliveries: deliveries.since(from),
      duplicates: duplicates.since(from),
      legacy: legacy.since(from),
      notes: notes.since(from),
    })
  }
  return {
    observe(observation) {
      switch (observation.kind) {
        case 'connection-made':
        case 'connection-lost':
          versions.note(now(), observation)
          return connections.add(now(), observation.kind === 'connection-made' ? 'made' : 'lost')
        case 'connection-failed':
          return connections.add(now(), 'failed')
        case 'latency':
          clockOffsetMs = observation.clockOffsetMs
          return
        case 'received':
        case 'duplicate':
          return event(observation)
      }
    },
    note: (note) => notes.add(now(), note),
    report,
    verdict: () => verdictOf(report(), thresholds, baseline),
    prometheus: () => toPrometheus(report(), verdictOf(report(), thresholds, baseline)),
  }
}
