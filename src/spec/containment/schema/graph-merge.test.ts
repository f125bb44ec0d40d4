import { expect, test } from 'vitest'
import { mergeEqualNodes } from './graph-merge.js'
import type { NodeId, NodeShape } from './schema-graph.js'

/** Gives which of the roots came to one node, as the first of them that did. */
function mergedRoots(shapes: readonly NodeShape[]): number[] | undefined {
  const merged = mergeEqualNodes(
    shapes,
    shapes.map((_, id) => id),
  )
  return merged?.roots.map((root) => merged.roots.indexOf(root))
}

function required(key: string): NodeShape {
  return { kind: 'required', key, of: [] }
}

function property(child: NodeId): NodeShape {
  return { kind: 'property', key: 'a', of: [child] }
}

function minItems(count: number): NodeShape {
  return { kind: 'minItems', count, of: [] }
}

test('equal nodes are one where their parts are, whatever the order of a conjunction', () => {
  const shapes: NodeShape[] = [
    required('a'),
    required('b'),
    required('a'),
    { kind: 'and', of: [0, 1] },
    { kind: 'and', of: [1, 2, 0] },
    { kind: 'or', of: [0, 1] },
  ]
  expect(mergedRoots(shapes)).toEqual([0, 1, 0, 3, 3, 5])
})

test('equal nodes are told apart by every parameter', () => {
  const shapes: NodeShape[] = [
    minItems(1),
    minItems(2),
    { kind: 'maxItems', count: 1, of: [] },
    { kind: 'least', bound: 1, strict: false, of: [] },
    { kind: 'least', bound: 1, strict: true, of: [] },
    { kind: 'pattern', source: 'a', flags: 'u', of: [] },
    { kind: 'pattern', source: 'a', flags: 'iu', of: [] },
    { kind: 'others', keys: ['a'], patterns: [], of: [0] },
    { kind: 'others', keys: [], patterns: ['a'], of: [0] },
    { kind: 'values', values: ['1'], of: [] },
    { kind: 'values', values: [1], of: [] },
    { kind: 'contains', min: 1, max: null, of: [0] },
    { kind: 'contains', min: 1, max: 2, of: [0] },
    { kind: 'one', of: [0, 1] },
    { kind: 'one', of: [0, 0, 1] },
  ]
  expect(mergedRoots(shapes)).toEqual(shapes.map((_, id) => id))
})

test('equal nodes are found in cycles that lead into a part of the value', () => {
  const shapes: NodeShape[] = [
    { kind: 'and', of: [1, 4] },
    property(0),
    { kind: 'and', of: [3, 4] },
    property(2),
    required('a'),
  ]
  expect(mergedRoots(shapes)).toEqual([0, 1, 0, 1, 4])
})

test('equal nodes are not looked for where a node leads back to itself without a step into the value', () => {
  expect(mergedRoots([{ kind: 'and', of: [1, 2] }, required('a'), { kind: 'not', of: [0] }])).toBeUndefined()
})
