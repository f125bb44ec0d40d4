import { type Tick, untimed } from '../clock.js'
import { isInPlace, type NodeId, type NodeShape, SchemaGraph, toLabel, toNodeKey } from './schema-graph.js'

/** Returns which nodes lead back to themselves without stepping into a part of the value. */
export const findEndlessNode = (shapes: readonly NodeShape[]): NodeId | undefined => {
  const state = new Map<NodeId, 'open' | 'done'>()
  for (let root = 0; root < shapes.length; root += 1) {
    const path: { id: NodeId; next: number }[] = [{ id: root, next: 0 }]
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const shape = shapes[step.id] as NodeShape
      const child = isInPlace(shape) && state.get(step.id) !== 'done' ? shape.of[step.next] : undefined
      if (child === undefined) {
        state.set(step.id, 'done')
        path.pop()
        continue
      }
      state.set(step.id, 'open')
      step.next += 1
      if (state.get(child) === 'open') return child
      if (state.get(child) === undefined) path.push({ id: child, next: 0 })
    }
  }
  return undefined
}

const toBare = (shapes: readonly NodeShape[], start: NodeId): NodeId => {
  let id = start
  for (;;) {
    const shape = shapes[id] as NodeShape
    const isWrapper = (shape.kind === 'and' || shape.kind === 'or' || shape.kind === 'one') && shape.of.length === 1
    if (!isWrapper) return id
    id = shape.of[0] as NodeId
  }
}

const countUp = (keys: readonly string[]): { colors: number[]; count: number } => {
  const numbers = new Map<string, number>()
  const colors = keys.map((key) => {
    if (!numbers.has(key)) numbers.set(key, numbers.size)
    return numbers.get(key) as number
  })
  return { colors, count: numbers.size }
}

const workLimit = 1_500_000

/** Parts nodes by their labels, then by the parts that their children are in, until nothing changes. */
const refine = (
  shapes: readonly NodeShape[],
  bare: readonly NodeId[],
  labels: readonly string[],
  tick: Tick,
): { colors: number[]; count: number } => {
  let partition = countUp(labels)
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

/** Builds a graph in which nodes that no value can tell apart by their shape, cycles included, are one node. */
export const mergeEqualNodes = (
  shapes: readonly NodeShape[],
  roots: readonly NodeId[],
  tick: Tick = untimed,
): { graph: SchemaGraph; roots: NodeId[] } => {
  const bare = shapes.map((_, id) => toBare(shapes, id))
  const labels = shapes.map(toLabel)
  const { colors, count } = refine(shapes, bare, labels, tick)
  const merged: NodeShape[] = new Array<NodeShape>(count)
  shapes.forEach((shape, id) => {
    const of = shape.of.map((child) => colors[bare[child] as NodeId])
    merged[colors[id] as number] ??= { ...shape, of } as unknown as NodeShape
  })
  const graph = new SchemaGraph()
  graph.load(merged)
  return { graph, roots: roots.map((root) => colors[bare[root] as NodeId] as NodeId) }
}
