/** The values that may follow each value of an enumeration. */
export interface NextStates {
  readonly [value: string]: readonly string[]
}

/** The key under which a schema's definition has its next states: a symbol, which neither the wire nor a bundle sees. */
export const nextStatesKey: unique symbol = Symbol.for('socket-canon.next-states')

/** Reads the next states that were declared of a schema, from its definition. */
export function nextStatesOf(definition: object): NextStates | undefined {
  return (definition as { readonly [nextStatesKey]?: NextStates })[nextStatesKey]
}
