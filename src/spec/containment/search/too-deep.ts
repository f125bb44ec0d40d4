import type { Literal } from '../schema/literal.js'

/** Leaves a search that is nested too deeply for the stack, and names the part that it was about to search. */
export class TooDeep extends Error {
  constructor(readonly literals: readonly Literal[]) {
    super('the search went too deep')
  }
}
