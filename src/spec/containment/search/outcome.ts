import type { Tick } from '../clock.js'
import type { JsonValue } from '../json.js'
import type { TermFactory } from '../regex/regex-term.js'
import type { Literal } from '../schema/literal.js'
import type { SchemaGraph } from '../schema/schema-graph.js'
import type { NodeEvaluator } from './node-evaluator.js'

/** What a search for a value came to; `empty` is a proof that there is not any. */
export type Outcome =
  | { readonly kind: 'empty' }
  | { readonly kind: 'value'; readonly value: JsonValue }
  | { readonly kind: 'unknown'; readonly reason: string }

/** The outcome where no value exists. */
export const empty: Outcome = { kind: 'empty' }

/** Makes the outcome where a value was found. */
export function found(value: JsonValue): Outcome {
  return { kind: 'value', value }
}

/** Makes the outcome where the search gave up. */
export function unknown(reason: string): Outcome {
  return { kind: 'unknown', reason }
}

/** The search for parts of a value, as the searches for whole values use it. */
export interface Searcher {
  readonly graph: SchemaGraph
  readonly evaluator: NodeEvaluator
  readonly terms: TermFactory
  solve(literals: readonly Literal[]): Outcome
  /** Returns whether a value is as a literal says, whatever the keywords ask that JSON Schema does not define. */
  holds(literal: Literal, value: JsonValue): boolean | undefined
  /** Returns the same where those keywords ask nothing, as a witness is read; no proof rests on it. */
  fits(literal: Literal, value: JsonValue): boolean | undefined
  /** What counts work, and throws when there is no time for more. */
  readonly tick: Tick
}

/** Tries alternatives in turn: a value wins, and only when all are empty is the whole empty. */
export function firstOf(outcomes: Iterable<Outcome>): Outcome {
  let result: Outcome = empty
  for (const outcome of outcomes) {
    if (outcome.kind === 'value') return outcome
    if (outcome.kind === 'unknown') result = outcome
  }
  return result
}
