import { flip, isNegative, type Literal, nodeOf, withSignOf } from '../schema/literal.js'
import type { Searcher } from './outcome.js'

/** The demand that some item, at a place in a range, is as a literal says. */
export interface ItemWish {
  readonly from: number
  readonly to: number
  readonly literal: Literal
}

/** The demand how many items are as a literal says. */
export interface ItemTally {
  readonly literal: Literal
  readonly min: number
  readonly max: number
}

/** All that is asked of one array. */
export interface ArrayDemands {
  min: number
  max: number
  readonly places: { readonly index: number; readonly literal: Literal }[]
  readonly rests: { readonly from: number; readonly literal: Literal }[]
  readonly wishes: ItemWish[]
  readonly tallies: ItemTally[]
  distinct: boolean
  repeated: boolean
}

function addDemand(searcher: Searcher, demands: ArrayDemands, atom: Literal): void {
  const shape = searcher.graph.at(nodeOf(atom))
  const refused = isNegative(atom)
  switch (shape.kind) {
    case 'minItems':
      if (refused) demands.max = Math.min(demands.max, shape.count - 1)
      else demands.min = Math.max(demands.min, shape.count)
      break
    case 'maxItems':
      if (refused) demands.min = Math.max(demands.min, shape.count + 1)
      else demands.max = Math.min(demands.max, shape.count)
      break
    case 'unique':
      if (refused) demands.repeated = true
      else demands.distinct = true
      break
    case 'item': {
      const literal = withSignOf(atom, shape.of[0])
      if (refused) demands.wishes.push({ from: shape.index, to: shape.index, literal })
      else demands.places.push({ index: shape.index, literal })
      break
    }
    case 'rest': {
      const literal = withSignOf(atom, shape.of[0])
      if (refused) demands.wishes.push({ from: shape.from, to: Infinity, literal })
      else demands.rests.push({ from: shape.from, literal })
      break
    }
    case 'contains':
      demands.tallies.push({ literal: withSignOf(atom, shape.of[0]), min: shape.min, max: shape.max ?? Infinity })
      break
    default:
  }
}

/** Gathers the demands on an array; a refused `contains` has been turned into counts before. */
export function readArrayDemands(searcher: Searcher, atoms: Iterable<Literal>): ArrayDemands {
  const demands: ArrayDemands = {
    min: 0,
    max: Infinity,
    places: [],
    rests: [],
    wishes: [],
    tallies: [],
    distinct: false,
    repeated: false,
  }
  for (const atom of atoms) addDemand(searcher, demands, atom)
  return demands
}

/** Gives the literals that every array asks of its item at a place. */
export function demandsAt(demands: ArrayDemands, index: number): Literal[] {
  return [
    ...demands.places.filter((place) => place.index === index).map((place) => place.literal),
    ...demands.rests.filter((rest) => rest.from <= index).map((rest) => rest.literal),
  ]
}

/** Gives the first place from which all places are asked the same. */
export function uniformFrom({ places, rests, wishes }: ArrayDemands): number {
  return Math.max(
    0,
    ...places.map(({ index }) => index + 1),
    ...rests.map(({ from }) => from),
    ...wishes.map(({ from, to }) => (to === Infinity ? from : to + 1)),
  )
}

/** Gives what an item may be to a tally: counted, not counted, or left open. */
export function tallyChoices({ literal, min, max }: ItemTally): (Literal | undefined)[] {
  if (min > 0 && max < Infinity) return [literal, flip(literal)]
  if (min > 0) return [undefined, literal]
  return max < Infinity ? [undefined, flip(literal)] : [undefined]
}
