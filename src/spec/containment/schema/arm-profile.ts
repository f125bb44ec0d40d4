import { type JsonKind, type JsonValue, toCanonicalText } from '../json.js'
import type { NodeId, SchemaGraph } from './schema-graph.js'

/** What an arm of a union surely asks, as far as it shows at a glance. */
export interface ArmProfile {
  readonly types: ReadonlySet<JsonKind> | undefined
  readonly values: ReadonlySet<string> | undefined
  /** The values that properties can have which every object of the arm has. */
  readonly tags: ReadonlyMap<string, ReadonlySet<string>>
}

function keepShared<Item>(left: ReadonlySet<Item> | undefined, right: Iterable<Item>): ReadonlySet<Item> {
  const kept = new Set(right)
  return left ? new Set([...left].filter((item) => kept.has(item))) : kept
}

/** Lists what a node asks as a whole, itself and the parts of its conjunctions. */
function partsOf(graph: SchemaGraph, node: NodeId): ReadonlySet<NodeId> {
  const parts = new Set([node])
  for (const part of parts) {
    const shape = graph.at(part)
    if (shape.kind === 'and') for (const each of shape.of) parts.add(each)
  }
  return parts
}

function listedAt(graph: SchemaGraph, node: NodeId): ReadonlySet<string> | undefined {
  let listed: ReadonlySet<string> | undefined
  for (const part of partsOf(graph, node)) {
    const shape = graph.at(part)
    if (shape.kind === 'values')
      listed = keepShared(
        listed,
        shape.values.map((value: JsonValue) => toCanonicalText(value)),
      )
  }
  return listed
}

/** Reads what an arm surely asks. */
export function toArmProfile(graph: SchemaGraph, arm: NodeId): ArmProfile {
  let types: ReadonlySet<JsonKind> | undefined
  const required = new Set<string>()
  const tags = new Map<string, ReadonlySet<string>>()
  for (const part of partsOf(graph, arm)) {
    const shape = graph.at(part)
    if (shape.kind === 'type') types = keepShared(types, shape.types)
    if (shape.kind === 'required') required.add(shape.key)
    if (shape.kind !== 'property') continue
    const listed = listedAt(graph, shape.of[0])
    if (listed) tags.set(shape.key, keepShared(tags.get(shape.key), listed))
  }
  for (const key of tags.keys()) if (!required.has(key)) tags.delete(key)
  return { types, values: listedAt(graph, arm), tags }
}

function shareNone(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  const [few, many] = left.size < right.size ? [left, right] : [right, left]
  for (const each of few) if (many.has(each)) return false
  return true
}

/** Returns whether two arms surely have no value in common; where they may have none for other reasons, it says no. */
export function excludeEachOther(left: ArmProfile, right: ArmProfile): boolean {
  if (left.values && right.values && shareNone(left.values, right.values)) return true
  if (!left.types || !right.types) return false
  const common = keepShared(left.types, right.types)
  if (common.size === 0) return true
  if (common.size > 1 || !common.has('object')) return false
  // both are objects, so each has every tag of its arm
  for (const [key, values] of left.tags) {
    const others = right.tags.get(key)
    if (others && shareNone(values, others)) return true
  }
  return false
}
