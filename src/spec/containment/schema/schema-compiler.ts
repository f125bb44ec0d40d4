import { type Tick, untimed } from '../clock.js'
import { isJsonObject } from '../json.js'
import { compileForeign } from './foreign-keyword.js'
import { compileKeyword } from './keyword-compiler.js'
import type { KeywordContext, NodeSink } from './keyword-context.js'
import type { SchemaDocument, SchemaPlace } from './schema-document.js'
import { SchemaFault } from './schema-fault.js'
import type { NodeId, NodeShape } from './schema-graph.js'
import { compileUnevaluated } from './unevaluated.js'

const nodeLimit = 100_000

/** A compiler of schema documents to nodes, one list for all of them. */
export class SchemaCompiler implements NodeSink {
  readonly shapes: NodeShape[] = []
  readonly #known = new Map<object, Map<string, NodeId>>()

  constructor(
    readonly ignoresFormat: boolean,
    readonly tick: Tick = untimed,
  ) {}

  /** @throws SchemaFault where a reachable part of the schema can't be judged. */
  compile(document: SchemaDocument, place: SchemaPlace): NodeId {
    const { schema } = place
    if (typeof schema === 'boolean') return this.add({ kind: schema ? 'true' : 'false', of: [] })
    if (!isJsonObject(schema)) throw new SchemaFault(document.side, place.pointer, 'a schema is an object or a boolean')
    const key = `${document.side} ${place.base}`
    const known = this.#known.get(schema)?.get(key)
    if (known !== undefined) return known
    const id = this.add({ kind: 'true', of: [] })
    this.#known.set(schema, (this.#known.get(schema) ?? new Map<string, NodeId>()).set(key, id))
    this.shapes[id] = { kind: 'and', of: this.#compileObject(document, place, schema) }
    return id
  }

  add(shape: NodeShape): NodeId {
    if (this.shapes.length >= nodeLimit) throw new SchemaFault('sub', '', 'the schemas are too large together')
    this.tick(1 + (shape.of.length >> 2))
    this.shapes.push(shape)
    return this.shapes.length - 1
  }

  #compileObject(document: SchemaDocument, place: SchemaPlace, schema: Record<string, unknown>): NodeId[] {
    const { keywords, origins, unknown } = document.read(schema)
    const context: KeywordContext = { compiler: this, document, place, keywords, origins, unknown }
    const parts: NodeId[] = []
    for (const keyword of keywords.keys()) parts.push(...compileKeyword(context, keyword))
    return [...parts, ...compileForeign(context), ...compileUnevaluated(context)]
  }
}
