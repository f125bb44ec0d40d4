import type { Outcome, VerifyResult } from './outcome.js'

/** Writes the report for programs. */
export const jsonReport = ({ path, url, ms, findings }: VerifyResult, outcome: Outcome): string =>
  JSON.stringify({ url, namespace: path, milliseconds: Math.round(ms), ...outcome, checks: findings }, null, 2)
