import type { NodeId } from './schema-graph.js'

/** Names a node, or its negation. */
export type Literal = number

/** Demands a node. */
export const demand = (id: NodeId): Literal => id * 2

/** Refuses a node. */
export const refuse = (id: NodeId): Literal => id * 2 + 1

/** Turns a demand into a refusal and back. */
export const flip = (literal: Literal): Literal => literal ^ 1

/** Gives the node that a literal speaks of. */
export const nodeOf = (literal: Literal): NodeId => literal >> 1

/** Returns whether a literal is a refusal, and no demand. */
export const isRefusal = (literal: Literal): boolean => (literal & 1) === 1

/** Gives the literal for a child that is to have the sign of its parent. */
export const withSignOf = (literal: Literal, child: NodeId): Literal => child * 2 + (literal & 1)
