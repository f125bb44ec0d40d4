/**
 * What stands beside the old for a release, where a change breaks both ends and no value serves both: a second field, or
 * an event of another name.
 */
export type Companion = 'field' | 'event'

/** A rule of the catalogue: one kind of change. */
export interface Rule {
  /** The kind of change. */
  readonly change: string
  /** What the author can do about it, where nothing closer can be said; none where no two contracts show it. */
  readonly advice?: string
  /** What stands beside the old where both ends break; without it the receiver takes the old and the new. */
  readonly beside?: Companion
  /** The rule of the change back; the rule itself where both ways are one kind. */
  readonly mirror?: string
  /** Why there is no rule for the change back. */
  readonly noMirror?: string
  /** Whether its verdicts are seen on real sockets, between ends of both releases; the tests replay them. */
  readonly live?: boolean
  /** Why two `contract.json` can't show it. */
  readonly inexpressible?: string
}
