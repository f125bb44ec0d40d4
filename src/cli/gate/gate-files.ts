/** Where the gate finds what it judges. */
export interface GateFiles {
  /** The contract as it is now. */
  readonly contract: string
  /** The contract of the last release. */
  readonly released: string
  /** What the team agreed on; the default file where there is one. */
  readonly config: string | undefined
  /** The folder of the pending changesets. */
  readonly changesets: string
}
