import { isJsonObject, type JsonKind, type JsonValue, kindOf } from '../json.js'
import { demand, flip, isNegative, type Literal, nodeOf, refuse, withSignOf } from '../schema/literal.js'
import { domainOf, type NodeId, type NodeShape, type SchemaGraph } from '../schema/schema-graph.js'

/** Alternatives, each a list of literals, of which one must hold as a whole. */
export type Split = readonly (readonly Literal[])[]

/** What a value of one kind must meet: plain demands, and choices that are still open. */
export interface Branch {
  readonly seen: ReadonlySet<Literal>
  readonly atoms: ReadonlySet<Literal>
  readonly splits: readonly Split[]
}

/** Holds a branch that asks nothing. */
export const freshBranch: Branch = { seen: new Set(), atoms: new Set(), splits: [] }

/** Returns whether no value can be accepted by two arms of a node at once. */
export type IsDisjoint = (node: NodeId) => boolean

type Step = { readonly literals: readonly Literal[] } | { readonly split: Split } | 'atom' | 'never'

const never: Step = 'never'

function all(literals: readonly Literal[]): Step {
  return { literals }
}

function oneOf(split: Split): Step {
  return split.length === 0 ? never : split.length === 1 ? all(split[0] ?? []) : { split }
}

/** Spells out a list or an object as demands on its parts. */
function toStructure(graph: SchemaGraph, value: JsonValue): NodeId {
  const same = (part: JsonValue): NodeId => graph.intern({ kind: 'values', values: [part], of: [] })
  const parts: NodeShape[] = [{ kind: 'type', types: [kindOf(value)], of: [] }]
  if (Array.isArray(value)) {
    parts.push({ kind: 'minItems', count: value.length, of: [] }, { kind: 'maxItems', count: value.length, of: [] })
    for (const [index, part] of value.entries()) parts.push({ kind: 'item', index, of: [same(part)] })
  } else if (isJsonObject(value)) {
    const keys = Object.keys(value).sort()
    parts.push({ kind: 'others', keys, patterns: [], of: [graph.intern({ kind: 'false', of: [] })] })
    for (const key of keys) {
      parts.push({ kind: 'required', key, of: [] }, { kind: 'property', key, of: [same(value[key] as JsonValue)] })
    }
  }
  return graph.intern({ kind: 'and', of: parts.map((part) => graph.intern(part)) })
}

function pairsOf(items: readonly NodeId[]): [NodeId, NodeId][] {
  return items.flatMap((left, index) => items.slice(index + 1).map((right): [NodeId, NodeId] => [left, right]))
}

function expandOne(literal: Literal, arms: readonly NodeId[], isDisjoint: IsDisjoint): Step {
  const disjoint = isDisjoint(nodeOf(literal))
  const none = arms.map(refuse)
  if (isNegative(literal)) return disjoint ? all(none) : oneOf([none, ...pairsOf(arms).map((pair) => pair.map(demand))])
  if (disjoint) return oneOf(arms.map((arm) => [demand(arm)]))
  return oneOf(arms.map((arm, at) => arms.map((other, index) => (index === at ? demand(arm) : refuse(other)))))
}

function expandContains(graph: SchemaGraph, shape: NodeShape & { kind: 'contains' }): Step {
  const { min, max, of } = shape
  const fewer: NodeShape[] = min > 0 ? [{ kind: 'contains', min: 0, max: min - 1, of }] : []
  const more: NodeShape[] = max === null ? [] : [{ kind: 'contains', min: max + 1, max: null, of }]
  return oneOf([...fewer, ...more].map((part) => [demand(graph.intern(part))]))
}

function expandValues(graph: SchemaGraph, literal: Literal, values: readonly JsonValue[], kind: JsonKind): Step {
  if (!isNegative(literal)) return values.some((value) => kindOf(value) === kind) ? 'atom' : never
  const alike = values.filter((value) => kindOf(value) === kind)
  if (alike.length === 0) return all([])
  return kind === 'array' || kind === 'object' ? all(alike.map((value) => refuse(toStructure(graph, value)))) : 'atom'
}

function expand(graph: SchemaGraph, literal: Literal, kind: JsonKind, isDisjoint: IsDisjoint): Step {
  const shape = graph.at(nodeOf(literal))
  const refused = isNegative(literal)
  switch (shape.kind) {
    case 'true':
    case 'false':
      return (shape.kind === 'true') === refused ? never : all([])
    case 'and':
    case 'or': {
      const children = shape.of.map((child) => withSignOf(literal, child))
      return (shape.kind === 'and') === refused ? oneOf(children.map((child) => [child])) : all(children)
    }
    case 'not':
      return all([flip(withSignOf(literal, shape.of[0]))])
    case 'if': {
      const [condition, then, otherwise] = shape.of
      return oneOf([
        [demand(condition), withSignOf(literal, then)],
        [refuse(condition), withSignOf(literal, otherwise)],
      ])
    }
    case 'one':
      return expandOne(literal, shape.of, isDisjoint)
    case 'type':
      return shape.types.includes(kind) === refused ? never : all([])
    case 'values':
      return expandValues(graph, literal, shape.values, kind)
    case 'opaque':
    case 'foreign':
      return 'atom'
    case 'contains':
      if (kind === 'array' && refused) return expandContains(graph, shape)
  }
  if (domainOf(shape) !== kind) return refused ? never : all([])
  return 'atom'
}

/** Adds literals to a branch and follows what they come to; gives nothing where they contradict it. */
export function extendBranch(
  graph: SchemaGraph,
  branch: Branch,
  literals: readonly Literal[],
  kind: JsonKind,
  isDisjoint: IsDisjoint,
): Branch | undefined {
  const seen = new Set(branch.seen)
  const atoms = new Set(branch.atoms)
  const splits = [...branch.splits]
  const waiting = [...literals].reverse()
  for (let literal = waiting.pop(); literal !== undefined; literal = waiting.pop()) {
    if (seen.has(literal)) continue
    if (seen.has(flip(literal))) return undefined
    seen.add(literal)
    const step = expand(graph, literal, kind, isDisjoint)
    if (step === 'never') return undefined
    if (step === 'atom') atoms.add(literal)
    else if ('split' in step) splits.push(step.split)
    else waiting.push(...step.literals)
  }
  const open = splits.filter((split) => !split.some((choice) => choice.every((literal) => seen.has(literal))))
  return { seen, atoms, splits: open }
}
