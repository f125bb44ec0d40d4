/** What a rule means for those who change a contract. */
export interface Explanation {
  /** Whom it breaks, and why. */
  readonly why: string
  /** An example, as it was and as it is. */
  readonly before: string
  readonly after: string
  /** What to do about it. */
  readonly advice: string
}

/** Puts an explanation together: why, before, after, what to do. */
export const explained = (why: string, before: string, after: string, advice: string): Explanation => ({
  why,
  before,
  after,
  advice,
})
