import { type Tick, untimed } from '../clock.js'
import { isInPlace, type NodeId, type NodeShape, SchemaGraph, toLabel, toNodeKey } from './schema-graph.js'

const open = 1
const done = 2

/** Nodes in an order in which each stands behind its children, as far as one that leads back to itself. */
interface LeavesFirst {
  readonly order: readonly NodeId[]
  readonly loop: NodeId | undefined
}

function listLeavesFirst(
  shapes: readonly NodeShape[],
  childrenOf: (shape: NodeShape) => readonly NodeId[],
): LeavesFirst {
  const order: NodeId[] = []
  const state = new Uint8Array(shapes.length)
  const followed = new Int32Array(shapes.length)
  for (let root = 0; root < shapes.length; root += 1) {
    const path = state[root] === done ? [] : [root]
    for (let id = path.at(-1); id !== undefined; id = path.at(-1)) {
      const at = followed[id] as number
      const child = childrenOf(shapes[id] as NodeShape)[at]
      state[id] = child === undefined ? done : open
      followed[id] = at + 1
      if (child === undefined) order.push(path.pop() as NodeId)
      else if (state[child] === open) return { order, loop: child }
      else if (state[child] !== done) path.push(child)
    }
  }
  return { order, loop: undefined }
}

const none: readonly NodeId[] = []

/** Returns whether a node leads back to itself without a step into a part of the value. */
function isEndless(shapes: readonly NodeShape[]): boolean {
  return listLeavesFirst(shapes, (shape) => (isInPlace(shape) ? shape.of : none)).loop !== undefined
}

function toBare(shapes: readonly NodeShape[], start: NodeId): NodeId {
  let id = start
  for (;;) {
    const shape = shapes[id] as NodeShape
    const isWrapper = (shape.kind === 'and' || shape.kind === 'or' || shape.kind === 'one') && shape.of.length === 1
    if (!isWrapper) return id
    id = shape.of[0] as NodeId
  }
}

/** Which part each node is in, by numbers that count up as the nodes do. */
interface Partition {
  readonly colors: readonly number[]
  readonly count: number
}

function countUp<Key>(keys: readonly Key[]): Partition {
  const numbers = new Map<Key, number>()
  const colors = keys.map((key) => {
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, numbers.size)
    return numbers.size - 1
  })
  return { colors, count: numbers.size }
}

/** Parts nodes by their labels and the parts that their children are in, which are known by then. */
function partInOrder(
  shapes: readonly NodeShape[],
  bare: readonly NodeId[],
  order: readonly NodeId[],
  tick: Tick,
): Partition {
  const parts = new Map<string, number>()
  const partOf = new Array<number>(shapes.length).fill(0)
  const partOfChild = (child: NodeId): number => partOf[bare[child] as NodeId] as number
  for (const id of order) {
    const shape = shapes[id] as NodeShape
    tick(1 + (shape.of.length >> 2))
    const key = toNodeKey(shape, toLabel(shape), shape.of.map(partOfChild))
    const part = parts.get(key) ?? parts.size
    parts.set(key, part)
    partOf[id] = part
  }
  return countUp(partOf)
}

const workLimit = 1_500_000

/** Parts nodes by their labels, then by the parts that their children are in, until nothing changes. */
function refine(shapes: readonly NodeShape[], bare: readonly NodeId[], tick: Tick): Partition {
  let partition = countUp(shapes.map(toLabel))
  let work = 0
  for (let previous = 0; partition.count > previous; work += shapes.length) {
    if (work > workLimit) return { colors: shapes.map((_, id) => id), count: shapes.length }
    previous = partition.count
    const { colors } = partition
    const colorOf = (id: NodeId): number => colors[bare[id] as NodeId] as number
    const key = (shape: NodeShape, id: NodeId): string => {
      tick(1 + (shape.of.length >> 2))
      return `${colors[id]}:${toNodeKey(shape, '', shape.of.map(colorOf))}`
    }
    partition = countUp(shapes.map(key))
  }
  return partition
}

/** A graph, and the nodes in it of what it was built from. */
export interface MergedGraph {
  readonly graph: SchemaGraph
  readonly roots: readonly NodeId[]
}

/**
 * Builds a graph in which nodes that no value can tell apart by their shape, cycles included, are one node; gives
 * nothing where one leads back to itself without a step into a part of the value.
 */
export function mergeEqualNodes(
  shapes: readonly NodeShape[],
  roots: readonly NodeId[],
  tick: Tick = untimed,
): MergedGraph | undefined {
  const { order, loop } = listLeavesFirst(shapes, ({ of }) => of)
  if (loop !== undefined && isEndless(shapes)) return undefined
  const bare = shapes.map((_, id) => toBare(shapes, id))
  // one pass does it, unless a schema refers to itself
  const { colors, count } = loop === undefined ? partInOrder(shapes, bare, order, tick) : refine(shapes, bare, tick)
  const merged: NodeShape[] = new Array<NodeShape>(count)
  shapes.forEach((shape, id) => {
    const color = colors[id] as number
    if (merged[color] !== undefined) return
    const of = shape.of.map((child) => colors[bare[child] as NodeId])
    merged[color] = of.length === 0 ? shape : ({ ...shape, of } as unknown as NodeShape)
  })
  return { graph: new SchemaGraph(merged), roots: roots.map((root) => colors[bare[root] as NodeId] as NodeId) }
}
