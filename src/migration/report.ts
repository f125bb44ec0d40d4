import { type HealthMetric, metric, quantile } from './metric.js'
import type { HealthThresholds } from './threshold.js'
import type { VersionUse } from './version-use.js'

/** What only the application knows. */
export type HealthNote = 'cache-hit' | 'cache-miss' | 'complaint' | 'critical-error'

/** How often a legacy name is still heard, and from how many clients. */
export interface LegacyUse {
  /** The legacy name. */
  readonly name: string
  /** The canonical name it stands for. */
  readonly event: string
  /** How often it came. */
  readonly count: number
  /** How many clients it concerns. */
  readonly clients: number
}

/** Every success metric of a migration, as plain data. */
export interface HealthReport {
  /** How far back the report looks. */
  readonly windowMs: number
  /** The share of connection attempts that succeeded. */
  readonly connections: HealthMetric & {
    readonly made: number
    readonly failed: number
    /** How many connections were lost after they were made. */
    readonly lost: number
  }
  /** The versions that connections speak, by contract, where a server is watched; one that nobody speaks any more has none open. */
  readonly versions: readonly VersionUse[]
  /** The time from the fact to its arrival that 95 of 100 facts keep, in milliseconds. */
  readonly delivery: HealthMetric & {
    readonly p50Ms: number | null
    readonly p99Ms: number | null
    /** Whether the server's clock is known, by `contract:ping`, or taken to be this one. */
    readonly clock: 'corrected' | 'assumed'
  }
  /** How many facts came twice under their canonical names. */
  readonly duplicates: HealthMetric & {
    /** How many copies came under legacy names, which the overlap brings. */
    readonly legacyCopies: number
  }
  /** The share of reads that the cache answered. */
  readonly cacheHits: HealthMetric
  /** The legacy names still in use, the most used first. */
  readonly legacyNames: readonly LegacyUse[]
  /** How many clients still bring or hear legacy names. */
  readonly legacyClients: number
  readonly criticalErrors: number
  readonly complaints: number
}

/** What was noticed within the window. */
export interface Noticed {
  readonly windowMs: number
  readonly thresholds: HealthThresholds
  readonly clock: 'corrected' | 'assumed'
  readonly connections: readonly ('made' | 'failed' | 'lost')[]
  readonly versions: readonly VersionUse[]
  readonly deliveries: readonly (number | undefined)[]
  /** For each copy whether it came under a legacy name. */
  readonly duplicates: readonly boolean[]
  readonly legacy: readonly { readonly name: string; readonly event: string; readonly client: string }[]
  readonly notes: readonly HealthNote[]
}

/** Sums up what was noticed. */
export function reportOf(noticed: Noticed): HealthReport {
  const { windowMs, thresholds, clock, connections, versions, deliveries, duplicates, legacy, notes } = noticed
  const made = count(connections, 'made')
  const failed = count(connections, 'failed')
  const late = deliveries.filter((each) => each !== undefined).sort((one, other) => one - other)
  const twice = count(duplicates, false)
  const hits = count(notes, 'cache-hit')
  const reads = hits + count(notes, 'cache-miss')
  const { connectionSuccess, deliveryMs, cacheHits } = thresholds
  const received = deliveries.length + duplicates.length
  return {
    windowMs,
    connections: {
      ...metric(
        `more than ${percent(connectionSuccess)}`,
        made + failed,
        made / (made + failed),
        (share) => share > connectionSuccess,
      ),
      made,
      failed,
      lost: count(connections, 'lost'),
    },
    versions,
    delivery: {
      ...metric(`less than ${deliveryMs} ms`, late.length, quantile(late, 0.95), (ms) => ms < deliveryMs),
      p50Ms: late.length ? quantile(late, 0.5) : null,
      p99Ms: late.length ? quantile(late, 0.99) : null,
      clock,
    },
    duplicates: {
      ...metric(`at most ${thresholds.duplicates}`, received, twice, (copies) => copies <= thresholds.duplicates),
      legacyCopies: duplicates.length - twice,
    },
    cacheHits: metric(`more than ${percent(cacheHits)}`, reads, hits / reads, (share) => share > cacheHits),
    legacyNames: legacyUses(legacy),
    legacyClients: new Set(legacy.map(({ client }) => client)).size,
    criticalErrors: count(notes, 'critical-error'),
    complaints: count(notes, 'complaint'),
  }
}

function legacyUses(legacy: Noticed['legacy']): LegacyUse[] {
  const uses = new Map<string, { event: string; count: number; clients: Set<string> }>()
  for (const { name, event, client } of legacy) {
    const use = uses.get(name) ?? { event, count: 0, clients: new Set() }
    uses.set(name, { event, count: use.count + 1, clients: use.clients.add(client) })
  }
  return [...uses]
    .map(([name, { event, count, clients }]) => ({ name, event, count, clients: clients.size }))
    .sort((one, other) => other.count - one.count)
}

function count<Value>(values: readonly Value[], wanted: Value): number {
  return values.filter((value) => value === wanted).length
}

/** Writes a share as people do. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`
}
