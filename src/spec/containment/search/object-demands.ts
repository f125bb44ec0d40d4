import type { Tick } from '../clock.js'
import { Exhausted } from '../exhausted.js'
import { toPattern } from '../regex/pattern.js'
import { isMatch } from '../regex/pattern-match.js'
import { isNegative, type Literal, nodeOf, withSignOf } from '../schema/literal.js'
import { isOther } from './node-evaluator.js'
import type { Searcher } from './outcome.js'

/** Which properties a demand speaks of: those that match a pattern, or those that nothing else names. */
export type Selector =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'pattern'; readonly source: string }
  | { readonly kind: 'others'; readonly keys: readonly string[]; readonly patterns: readonly string[] }
  | { readonly kind: 'any' }

/** The demand that every property, or some property, that a selector picks has such a value, or such a name. */
export interface PropertyDemand {
  readonly selector: Selector
  readonly value: readonly Literal[]
  readonly name: readonly Literal[]
}

/** All that is asked of one object. */
export interface ObjectDemands {
  min: number
  max: number
  readonly every: PropertyDemand[]
  readonly some: PropertyDemand[]
  readonly present: Set<string>
  readonly absent: Set<string>
  readonly keys: Set<string>
  readonly patterns: Set<string>
}

function addCount(demands: ObjectDemands, isMin: boolean, count: number): void {
  if (isMin) demands.min = Math.max(demands.min, count)
  else demands.max = Math.min(demands.max, count)
}

function addProperties(demands: ObjectDemands, refused: boolean, entry: PropertyDemand): void {
  if (refused && entry.selector.kind === 'key') {
    demands.present.add(entry.selector.key)
    demands.every.push(entry)
  } else (refused ? demands.some : demands.every).push(entry)
}

function addDemand(searcher: Searcher, demands: ObjectDemands, atom: Literal): void {
  const shape = searcher.graph.at(nodeOf(atom))
  const refused = isNegative(atom)
  const child = shape.of[0]
  const literals = child === undefined ? [] : [withSignOf(atom, child)]
  switch (shape.kind) {
    case 'minProperties':
      addCount(demands, !refused, refused ? shape.count - 1 : shape.count)
      break
    case 'maxProperties':
      addCount(demands, refused, refused ? shape.count + 1 : shape.count)
      break
    case 'required':
      demands.keys.add(shape.key)
      ;(refused ? demands.absent : demands.present).add(shape.key)
      break
    case 'property':
      demands.keys.add(shape.key)
      addProperties(demands, refused, { selector: { kind: 'key', key: shape.key }, value: literals, name: [] })
      break
    case 'matching':
      demands.patterns.add(shape.source)
      addProperties(demands, refused, {
        selector: { kind: 'pattern', source: shape.source },
        value: literals,
        name: [],
      })
      break
    case 'others':
      for (const key of shape.keys) demands.keys.add(key)
      for (const source of shape.patterns) demands.patterns.add(source)
      addProperties(demands, refused, { selector: { ...shape, kind: 'others' }, value: literals, name: [] })
      break
    case 'names':
      addProperties(demands, refused, { selector: { kind: 'any' }, value: [], name: literals })
      break
    default:
  }
}

/** Gathers the demands on an object. */
export function readObjectDemands(searcher: Searcher, atoms: Iterable<Literal>): ObjectDemands {
  const demands: ObjectDemands = {
    min: 0,
    max: Infinity,
    every: [],
    some: [],
    present: new Set(),
    absent: new Set(),
    keys: new Set(),
    patterns: new Set(),
  }
  for (const atom of atoms) addDemand(searcher, demands, atom)
  return demands
}

/**
 * Returns whether a selector picks a key.
 * @throws Exhausted where that can't be told.
 */
export function picksKey(selector: Selector, key: string, tick: Tick): boolean {
  const picked = judgeKey(selector, key, tick)
  if (picked === undefined) throw new Exhausted('whether a pattern for property names fits can not be told')
  return picked
}

function judgeKey(selector: Selector, key: string, tick: Tick): boolean | undefined {
  switch (selector.kind) {
    case 'key':
      return selector.key === key
    case 'pattern':
      return isMatch(toPattern(selector.source), key, tick)
    case 'others':
      return isOther(selector, key, tick)
    case 'any':
      return true
  }
}

/** Returns whether a selector picks the keys that nothing names and that match just the given patterns. */
export function picksUnnamed(selector: Selector, matched: ReadonlySet<string>): boolean {
  switch (selector.kind) {
    case 'key':
      return false
    case 'pattern':
      return matched.has(selector.source)
    case 'others':
      return !selector.patterns.some((source) => matched.has(source))
    case 'any':
      return true
  }
}
