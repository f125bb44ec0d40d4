/** Which of the two schemas of a question a message is about. */
export type SchemaSide = 'sub' | 'sup'

/** A schema, or a part of one, that can't be judged, and where it stands. */
export class SchemaFault extends Error {
  override readonly name = 'SchemaFault'

  constructor(
    readonly side: SchemaSide,
    readonly pointer: string,
    problem: string,
  ) {
    super(`${side} at #${pointer}: ${problem}`)
  }
}
