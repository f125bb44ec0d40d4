import type { Span } from './span.js'

/** A name that prose or data holds, and what stands beside it. */
export interface QuoteCode extends Span {
  readonly text: string
  /** The words of the same paragraph, or of the same row. */
  readonly beside: readonly string[]
  readonly isQuoted: boolean
}
