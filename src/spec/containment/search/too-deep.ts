import type { Literal } from '../schema/literal.js'

/** The end of a search that is nested too deeply for the stack; it names the part that was about to be searched. */
export class TooDeep extends Error {
  constructor(readonly literals: readonly Literal[]) {
    super('the search went too deep')
  }
}
