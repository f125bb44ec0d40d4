import type { NodeId } from './schema-graph.js'

/** A node, or its negation. */
export type Literal = number

/** Demands a node. */
export function demand(id: NodeId): Literal {
  return id * 2
}

/** Refuses a node. */
export function refuse(id: NodeId): Literal {
  return id * 2 + 1
}

/** Turns a demand into a refusal and back. */
export function flip(literal: Literal): Literal {
  return literal ^ 1
}

/** Gives the node that a literal speaks of. */
export function nodeOf(literal: Literal): NodeId {
  return literal >> 1
}

/** Returns whether a literal is a refusal, and no demand. */
export function isNegative(literal: Literal): boolean {
  return (literal & 1) === 1
}

/** Gives the literal for a child that is to have the sign of its parent. */
export function withSignOf(literal: Literal, child: NodeId): Literal {
  return child * 2 + (literal & 1)
}
