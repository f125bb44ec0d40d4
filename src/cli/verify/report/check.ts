/** What a check means for the outcome: a required one has to pass, a recommended one warns. */
export type Level = 'required' | 'recommended'

/** What became of a check. */
export type CheckVerdict = 'pass' | 'fail' | 'warning' | 'not tested'

/** One kind of check, whatever contract it is asked of. */
export interface CheckKind {
  readonly level: Level
  /** What holds where it passes, in a sentence. */
  readonly means: string
  /** What to change where it fails. */
  readonly change: string
  /** What it takes to be tested. */
  readonly needs: string
}

/** A check of one contract, as it was judged. */
export interface CheckResult {
  /** Its stable name: the kind, and in brackets the event or name it is about. */
  readonly id: string
  readonly kind: string
  readonly level: Level
  readonly verdict: CheckVerdict
  /** What holds where it passes. */
  readonly means: string
  /** What was seen, or why nothing was. */
  readonly seen?: string
  /** What to change, where it did not pass. */
  readonly change?: string
  /** How to see the same by hand, in five lines. */
  readonly reproduction?: readonly string[]
}

/** Spells the name of a check. */
export function checkId(kind: string, subject: string | undefined): string {
  return subject === undefined ? kind : `${kind}[${subject}]`
}
