import type { Tick } from '../clock.js'
import { toPointer } from '../json.js'
import type { SchemaDocument, SchemaPlace } from './schema-document.js'
import { SchemaFault } from './schema-fault.js'
import type { NodeId, NodeShape } from './schema-graph.js'

/** What takes nodes, and compiles the schemas that they refer to. */
export interface NodeSink {
  readonly ignoresFormat: boolean
  readonly tick: Tick
  add(shape: NodeShape): NodeId
  compile(document: SchemaDocument, place: SchemaPlace): NodeId
}

/** What the compilation of one keyword needs to know about the schema object around it. */
export interface KeywordContext {
  readonly compiler: NodeSink
  readonly document: SchemaDocument
  readonly place: SchemaPlace
  readonly keywords: ReadonlyMap<string, unknown>
  readonly origins: ReadonlyMap<string, string>
  readonly unknown: readonly string[]
}

/** A keyword, and the name or the number of a schema under it. */
export type KeywordPath = readonly [keyword: string, within?: string | number]

/** Gives the fault for a keyword whose value is not of the form it must have. */
export function toKeywordFault(context: KeywordContext, keyword: string, problem: string): SchemaFault {
  const origin = context.origins.get(keyword) ?? keyword
  return new SchemaFault(context.document.side, toPointer(context.place.pointer, origin), problem)
}

/** Compiles a schema that stands under a keyword. */
export function compileChild(context: KeywordContext, path: KeywordPath, schema: unknown): NodeId {
  return context.compiler.compile(context.document, childPlace(context, path, schema))
}

/** Gives the place of a schema that stands under a keyword. */
export function childPlace(context: KeywordContext, [keyword, within]: KeywordPath, schema: unknown): SchemaPlace {
  return context.document.childOf(context.place, schema, context.origins.get(keyword) ?? keyword, within)
}
