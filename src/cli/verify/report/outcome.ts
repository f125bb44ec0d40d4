import type { CheckResult, CheckVerdict } from './check.js'

/** A verification, done. */
export interface VerifyResult {
  readonly path: string
  readonly url: string
  readonly ms: number
  readonly checks: readonly CheckResult[]
}

/** What a verification comes to. */
export interface VerifyOutcome {
  readonly passes: boolean
  readonly counts: { readonly [Word in CheckVerdict]: number }
  /** The required checks that were not tested. */
  readonly untested: readonly string[]
  /** Whether those were allowed. */
  readonly allowsUntested: boolean
}

/** Adds checks up: a failure counts, and so does a required check that nobody tested. */
export function outcomeOf(checks: readonly CheckResult[], allowsUntested: boolean): VerifyOutcome {
  const count = (verdict: CheckVerdict): number => checks.filter((check) => check.verdict === verdict).length
  const untested = checks
    .filter(({ verdict, level }) => verdict === 'not tested' && level === 'required')
    .map(({ id }) => id)
  const counts = {
    pass: count('pass'),
    fail: count('fail'),
    warning: count('warning'),
    'not tested': count('not tested'),
  }
  return { passes: !counts.fail && (allowsUntested || !untested.length), counts, untested, allowsUntested }
}
