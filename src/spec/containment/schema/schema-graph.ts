import type { JsonKind, JsonValue } from '../json.js'

/** Names a node of a graph. */
export type NodeId = number

/** Describes what one node asks of a value; every parameter is JSON, so that equal nodes have equal texts. */
export type NodeShape =
  | { readonly kind: 'true' | 'false'; readonly of: readonly [] }
  | { readonly kind: 'and' | 'or' | 'one'; readonly of: readonly NodeId[] }
  | { readonly kind: 'not'; readonly of: readonly [NodeId] }
  | { readonly kind: 'if'; readonly of: readonly [NodeId, NodeId, NodeId] }
  | { readonly kind: 'type'; readonly types: readonly JsonKind[]; readonly of: readonly [] }
  | { readonly kind: 'values'; readonly values: readonly JsonValue[]; readonly of: readonly [] }
  | { readonly kind: 'least' | 'most'; readonly bound: number; readonly strict: boolean; readonly of: readonly [] }
  | { readonly kind: 'multiple'; readonly step: number; readonly of: readonly [] }
  | { readonly kind: CountKind; readonly count: number; readonly of: readonly [] }
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string; readonly of: readonly [] }
  | { readonly kind: 'format'; readonly format: string; readonly of: readonly [] }
  | { readonly kind: 'opaque'; readonly name: string; readonly of: readonly [] }
  | { readonly kind: 'foreign'; readonly keywords: string; readonly of: readonly [] }
  | { readonly kind: 'unique'; readonly of: readonly [] }
  | { readonly kind: 'item'; readonly index: number; readonly of: readonly [NodeId] }
  | { readonly kind: 'rest'; readonly from: number; readonly of: readonly [NodeId] }
  | { readonly kind: 'contains'; readonly min: number; readonly max: number | null; readonly of: readonly [NodeId] }
  | { readonly kind: 'required'; readonly key: string; readonly of: readonly [] }
  | { readonly kind: 'property'; readonly key: string; readonly of: readonly [NodeId] }
  | { readonly kind: 'matching'; readonly source: string; readonly of: readonly [NodeId] }
  | OthersShape
  | { readonly kind: 'names'; readonly of: readonly [NodeId] }

/** Names the nodes that count characters, items or properties. */
export type CountKind = 'minLength' | 'maxLength' | 'minItems' | 'maxItems' | 'minProperties' | 'maxProperties'

/** Describes a demand on the properties that neither a list of keys nor a list of patterns names. */
export interface OthersShape {
  readonly kind: 'others'
  readonly keys: readonly string[]
  readonly patterns: readonly string[]
  readonly of: readonly [NodeId]
}

const domains: Partial<Record<NodeShape['kind'], JsonKind>> = {
  least: 'number',
  most: 'number',
  multiple: 'number',
  minLength: 'string',
  maxLength: 'string',
  pattern: 'string',
  format: 'string',
  minItems: 'array',
  maxItems: 'array',
  unique: 'array',
  item: 'array',
  rest: 'array',
  contains: 'array',
  minProperties: 'object',
  maxProperties: 'object',
  required: 'object',
  property: 'object',
  matching: 'object',
  others: 'object',
  names: 'object',
}

/** Gives the only kind of value that a node speaks of, if there is only one. */
export const domainOf = (shape: NodeShape): JsonKind | undefined => domains[shape.kind]

/** Returns whether a node speaks of the same value as its children. */
export const isInPlace = (shape: NodeShape): boolean => domainOf(shape) === undefined

/** Writes a node's own parameters, without its children. */
export const toLabel = (shape: NodeShape): string => {
  const { of: _, ...parameters } = shape
  return JSON.stringify(
    parameters,
    Object.keys(parameters).includes('values') ? undefined : Object.keys(parameters).sort(),
  )
}

const isUnordered = (shape: NodeShape): boolean => shape.kind === 'and' || shape.kind === 'or'

/** Writes a node so that equal demands have equal texts, given names for its children. */
export const toNodeKey = (shape: NodeShape, label: string, children: readonly number[]): string => {
  const sorted = shape.kind === 'one' || isUnordered(shape) ? [...children].sort((a, b) => a - b) : children
  return `${label}|${(isUnordered(shape) ? [...new Set(sorted)] : sorted).join(',')}`
}

/** Holds nodes, one for each different demand. */
export class SchemaGraph {
  readonly #nodes: NodeShape[] = []
  readonly #ids = new Map<string, NodeId>()

  get size(): number {
    return this.#nodes.length
  }

  at(id: NodeId): NodeShape {
    return this.#nodes[id] as NodeShape
  }

  /** Adds nodes whose children are numbered already, as they stand. */
  load(shapes: readonly NodeShape[]): void {
    for (const shape of shapes) {
      this.#ids.set(toNodeKey(shape, toLabel(shape), shape.of), this.#nodes.length)
      this.#nodes.push(shape)
    }
  }

  /** Finds the node for a demand, and adds it where it is new. */
  intern(shape: NodeShape): NodeId {
    const key = toNodeKey(shape, toLabel(shape), shape.of)
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    this.#ids.set(key, this.#nodes.length)
    this.#nodes.push(shape)
    return this.#nodes.length - 1
  }
}
