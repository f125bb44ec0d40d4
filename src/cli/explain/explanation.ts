/** What a rule means for those who change a contract, beside what the catalogue of rules says to do. */
export interface Explanation {
  /** Whom it breaks, and why. */
  readonly why: string
  /** An example, as it was and as it is. */
  readonly before: string
  readonly after: string
}

/** Puts an explanation together: why, before, after. */
export function explained(why: string, before: string, after: string): Explanation {
  return { why, before, after }
}
