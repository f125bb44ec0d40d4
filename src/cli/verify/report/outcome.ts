import type { Finding, Verdict } from './check.js'

/** A verification, done. */
export interface VerifyResult {
  readonly path: string
  readonly url: string
  readonly ms: number
  readonly findings: readonly Finding[]
}

/** What a verification comes to. */
export interface Outcome {
  readonly passes: boolean
  readonly counts: { readonly [Word in Verdict]: number }
  /** The required checks that were not tested. */
  readonly untested: readonly string[]
  /** Whether those were allowed. */
  readonly allowsUntested: boolean
}

/** Adds findings up: a failure counts, and so does a required check that nobody tested. */
export const outcomeOf = (findings: readonly Finding[], allowsUntested: boolean): Outcome => {
  const count = (verdict: Verdict): number => findings.filter((finding) => finding.verdict === verdict).length
  const untested = findings
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
