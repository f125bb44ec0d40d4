import type { Span } from './span.js'

/** The fields that a destructuring names. */
export interface FieldPattern {
  readonly fields: readonly PatternField[]
  readonly hasRest: boolean
}

/** One field that a destructuring names. */
export interface PatternField {
  readonly key: string
  readonly keyAt: Span
  /** Whether the field is bound to a variable of its own name. */
  readonly isShort: boolean
  readonly inner?: FieldPattern | undefined
}
