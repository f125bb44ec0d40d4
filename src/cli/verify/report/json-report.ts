import type { VerifyOutcome, VerifyResult } from './outcome.js'

/** Writes the report for programs. */
export function verifyJsonReport({ path, url, ms, checks }: VerifyResult, outcome: VerifyOutcome): string {
  return JSON.stringify({ url, namespace: path, milliseconds: Math.round(ms), ...outcome, checks }, null, 2)
}
