import type { TSType } from 'oxc-parser'
import { type NamedDraft, type SchemaDraft, unknownDraft } from '../draft.js'
import type { ModuleGraph } from '../source/module-graph.js'
import type { DeclaringModule } from '../source/source-module.js'

/** What is known while types are read. */
export interface TypeReading {
  readonly graph: ModuleGraph
  /** Types with names, by where they are declared and what they are given. */
  readonly named: Map<string, NamedDraft>
  /** Reads a type of any kind, which those of one kind are made of. */
  read(scope: ReadingScope, type: TSType): SchemaDraft
}

/** Where a type stands. */
export interface ReadingScope {
  readonly reading: TypeReading
  readonly module: DeclaringModule
  /** Type parameters, by what they stand for here. */
  readonly bound: ReadonlyMap<string, SchemaDraft>
  readonly depth: number
}

/** How deep types may nest before they count as endless. */
const deepest = 60

/** Reads what a schema would have to accept for a type. */
export function readType(outer: ReadingScope, type: TSType): SchemaDraft {
  const scope = { ...outer, depth: outer.depth + 1 }
  return scope.depth > deepest ? unknownDraft('type', 'nests without an end') : scope.reading.read(scope, type)
}

/** Gives a scope more type parameters. */
export function bind(scope: ReadingScope, entries: Iterable<readonly [string, SchemaDraft]>): ReadingScope {
  return { ...scope, bound: new Map([...scope.bound, ...entries]) }
}

/** Returns the source of a type, on one line. */
export function sourceOf(
  { module }: ReadingScope,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  const text = module.text.slice(start, end).replace(/\s+/g, ' ')
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
