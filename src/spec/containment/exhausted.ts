/** The end of a question that has used up its time or its steps. */
export class Exhausted extends Error {
  override readonly name = 'Exhausted'
}
