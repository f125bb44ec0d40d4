import type { JsonKind, JsonValue } from '../json.js'

/** A node of a graph. */
export type NodeId = number

/** What one node asks of a value; every parameter is JSON, so that equal nodes have equal texts. */
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

/** A kind of node that counts characters, items or properties. */
export type CountKind = 'minLength' | 'maxLength' | 'minItems' | 'maxItems' | 'minProperties' | 'maxProperties'

/** A demand on the properties that neither a list of keys nor a list of patterns names. */
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
export function domainOf(shape: NodeShape): JsonKind | undefined {
  return domains[shape.kind]
}

/** Returns whether a node speaks of the same value as its children. */
export function isInPlace(shape: NodeShape): boolean {
  return domainOf(shape) === undefined
}

/** Writes a node's own parameters, without its children; spelled out by kind, for every node of a question has one. */
export function toLabel(shape: NodeShape): string {
  switch (shape.kind) {
    case 'type':
      return `type:${shape.types.join()}`
    case 'values':
      return `values:${JSON.stringify(shape.values)}`
    case 'least':
    case 'most':
      return `${shape.kind}:${shape.bound},${shape.strict}`
    case 'multiple':
      return `multiple:${shape.step}`
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
    case 'minProperties':
    case 'maxProperties':
      return `${shape.kind}:${shape.count}`
    case 'pattern':
      return `pattern:${shape.flags}/${shape.source}`
    case 'format':
      return `format:${shape.format}`
    case 'opaque':
      return `opaque:${shape.name}`
    case 'foreign':
      return `foreign:${shape.keywords}`
    case 'item':
      return `item:${shape.index}`
    case 'rest':
      return `rest:${shape.from}`
    case 'contains':
      return `contains:${shape.min},${shape.max}`
    case 'required':
    case 'property':
      return `${shape.kind}:${shape.key}`
    case 'matching':
      return `matching:${shape.source}`
    case 'others':
      return `others:${JSON.stringify([shape.keys, shape.patterns])}`
    default:
      return shape.kind
  }
}

function isUnordered(shape: NodeShape): boolean {
  return shape.kind === 'and' || shape.kind === 'or'
}

/** Writes a node so that equal demands have equal texts, given names for its children. */
export function toNodeKey(shape: NodeShape, label: string, children: readonly number[]): string {
  if (children.length < 2) return `${label}|${children.length === 0 ? '' : children[0]}`
  const sorted = shape.kind === 'one' || isUnordered(shape) ? [...children].sort((a, b) => a - b) : children
  return `${label}|${(isUnordered(shape) ? [...new Set(sorted)] : sorted).join(',')}`
}

/** Nodes, one for each different demand. */
export class SchemaGraph {
  readonly #nodes: NodeShape[]
  readonly #ids = new Map<string, NodeId>()
  #keyed = 0

  /** Takes nodes whose children are numbered already, as they stand. */
  constructor(shapes: readonly NodeShape[] = []) {
    this.#nodes = [...shapes]
  }

  get size(): number {
    return this.#nodes.length
  }

  at(id: NodeId): NodeShape {
    return this.#nodes[id] as NodeShape
  }

  /** Finds the node for a demand, and adds it where it is new. */
  intern(shape: NodeShape): NodeId {
    this.#keyGiven()
    const key = toNodeKey(shape, toLabel(shape), shape.of)
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    this.#ids.set(key, this.#nodes.length)
    this.#nodes.push(shape)
    this.#keyed = this.#nodes.length
    return this.#nodes.length - 1
  }

  /** Writes the keys of the given nodes when the first is asked for, which many questions never do. */
  #keyGiven(): void {
    for (; this.#keyed < this.#nodes.length; this.#keyed += 1) {
      const shape = this.at(this.#keyed)
      this.#ids.set(toNodeKey(shape, toLabel(shape), shape.of), this.#keyed)
    }
  }
}
