import { type HealthReport, percent } from './report.js'
import type { HealthThresholds } from './threshold.js'

/** The verdict on a migration, with the reasons in words. */
export interface HealthVerdict {
  readonly verdict: 'proceed' | 'watch' | 'roll-back'
  readonly reasons: readonly string[]
}

type Reason = string | false

/** Judges a report: what must be undone outweighs what must be waited for. */
export function verdictOf(
  report: HealthReport,
  thresholds: HealthThresholds,
  baseline: { readonly p95Ms: number } | undefined,
): HealthVerdict {
  const undo = [...failures(report, thresholds), ...slowdown(report, thresholds, baseline)].filter(
    (reason) => reason !== false,
  )
  if (undo.length) return { verdict: 'roll-back', reasons: undo }
  const wait = [...thin(report, thresholds), ...missed(report)].filter((reason) => reason !== false)
  if (wait.length) return { verdict: 'watch', reasons: wait }
  return { verdict: 'proceed', reasons: ['every target is met'] }
}

function failures({ connections, criticalErrors, complaints }: HealthReport, thresholds: HealthThresholds): Reason[] {
  const { failuresToRollBack, leastConnections, criticalErrorsToRollBack, complaintsToRollBack } = thresholds
  const share = connections.failed / connections.samples
  return [
    connections.samples >= leastConnections &&
      share > failuresToRollBack &&
      `${percent(share)} of ${connections.samples} connections failed, more than ${percent(failuresToRollBack)}`,
    criticalErrors >= criticalErrorsToRollBack && counted(criticalErrors, 'critical error'),
    complaints >= complaintsToRollBack && counted(complaints, 'complaint'),
  ]
}

function slowdown(
  { delivery }: HealthReport,
  thresholds: HealthThresholds,
  baseline: { readonly p95Ms: number } | undefined,
): Reason[] {
  const { leastDeliveries, latencyFactorToRollBack, noticeableMs } = thresholds
  if (!baseline || delivery.figure === null || delivery.samples < leastDeliveries || delivery.figure < noticeableMs)
    return []
  return [
    delivery.figure >= baseline.p95Ms * latencyFactorToRollBack &&
      `delivery takes ${delivery.figure} ms (p95), at least ${latencyFactorToRollBack} times the ${baseline.p95Ms} ms of before`,
  ]
}

function thin(
  { connections, delivery }: HealthReport,
  { leastConnections, leastDeliveries }: HealthThresholds,
): Reason[] {
  return [
    connections.samples < leastConnections &&
      `${connections.samples} connection attempts, too few to judge; ${leastConnections} are needed`,
    delivery.samples < leastDeliveries &&
      `${delivery.samples} delivered facts, too few to judge; ${leastDeliveries} are needed`,
  ]
}

function missed({ connections, delivery, duplicates, cacheHits, complaints }: HealthReport): Reason[] {
  return [
    connections.met === false &&
      `${percent(connections.figure ?? 0)} of connections succeed, aimed at ${connections.target}`,
    delivery.met === false && `delivery takes ${delivery.figure} ms (p95), aimed at ${delivery.target}`,
    duplicates.met === false && `${duplicates.figure} facts came twice, aimed at ${duplicates.target}`,
    cacheHits.met === false && `the cache answers ${percent(cacheHits.figure ?? 0)}, aimed at ${cacheHits.target}`,
    complaints > 0 && counted(complaints, 'complaint'),
  ]
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
