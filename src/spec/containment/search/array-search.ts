import type { JsonValue } from '../json.js'
import { flip, type Literal } from '../schema/literal.js'
import {
  type ArrayDemands,
  demandsAt,
  type ItemTally,
  readArrayDemands,
  tallyChoices,
  uniformFrom,
} from './array-demands.js'
import { findDistinctItems, type Tail } from './distinct-items.js'
import { shareOut } from './item-count.js'
import { empty, firstOf, found, type Outcome, type Searcher, unknown } from './outcome.js'

const lengthLimit = 150_000
const choiceLengthLimit = 200

/** The literals for each place of an array that is being put together. */
type Slots = readonly (readonly Literal[])[]

function withLiterals(slots: Slots, index: number, literals: readonly Literal[]): Slots {
  return slots.map((slot, at) => (at === index ? [...slot, ...literals] : slot))
}

function fillPlainly(searcher: Searcher, slots: Slots, tail: Tail): Outcome {
  const values: JsonValue[] = []
  let doubt: Outcome | undefined
  const add = (slot: readonly Literal[], count: number): boolean => {
    searcher.tick(1 + (count >> 4))
    const outcome = searcher.solve(slot)
    if (outcome.kind === 'unknown') doubt = outcome
    if (outcome.kind === 'value') for (let at = 0; at < count; at += 1) values.push(outcome.value)
    return outcome.kind !== 'empty'
  }
  for (const slot of slots) if (!add(slot, 1)) return empty
  if (tail.count > 0 && !add(tail.literals, tail.count)) return empty
  return doubt ?? found(values)
}

/** Gives two places of an array one value; beyond the places that are asked something of their own, two stand for all. */
function* fillRepeated(searcher: Searcher, slots: Slots, tail: Tail, uniform: number): Iterable<Outcome> {
  const last = Math.min(slots.length, uniform + 2)
  for (let left = 0; left < last; left += 1) {
    for (let right = left + 1; right < last; right += 1) {
      const shared = [...(slots[left] as Literal[]), ...(slots[right] as Literal[])]
      const outcome = fillPlainly(
        searcher,
        slots.map((slot, at) => (at === left || at === right ? shared : slot)),
        tail,
      )
      if (outcome.kind !== 'value') yield outcome
      else {
        const values = outcome.value as JsonValue[]
        yield found(values.map((value, at) => (at === right ? (values[left] as JsonValue) : value)))
      }
    }
  }
}

/**
 * Works through the ways in which the items of one length can meet wishes and counts. The places behind the last
 * one that is asked something of its own are a tail, which is asked once however long it is.
 */
class LengthSearch {
  readonly #choices: (Literal | undefined)[][]
  readonly #tail: Tail

  constructor(
    readonly searcher: Searcher,
    readonly demands: ArrayDemands,
    readonly uniform: number,
    readonly length: number,
    readonly slots: Slots,
  ) {
    this.#choices = demands.tallies.reduce<(Literal | undefined)[][]>(
      (sets, tally) => sets.flatMap((set) => tallyChoices(tally).map((choice) => [...set, choice])),
      [[]],
    )
    this.#tail = { literals: demandsAt(demands, uniform), count: Math.max(0, length - slots.length) }
  }

  search(): Outcome {
    return this.#placeWish(this.slots.slice(0, this.length), 0)
  }

  #placeWish(slots: Slots, wishIndex: number): Outcome {
    this.searcher.tick(1 + (slots.length >> 3))
    const wish = this.demands.wishes[wishIndex]
    if (!wish) return this.#chooseTallies(slots, 0, 0)
    const last = Math.min(wish.to, slots.length - 1, this.uniform + this.demands.wishes.length)
    const places = Array.from({ length: Math.max(0, last - wish.from + 1) }, (_, offset) => wish.from + offset)
    return firstOf(
      lazily(places, (place) => {
        const next = withLiterals(slots, place, [wish.literal])
        const outcome = this.searcher.solve(next[place] as readonly Literal[])
        return outcome.kind === 'empty' ? outcome : this.#placeWish(next, wishIndex + 1)
      }),
    )
  }

  #chooseTallies(slots: Slots, index: number, leastChoice: number): Outcome {
    this.searcher.tick()
    if (!this.demands.tallies.every((tally) => this.#canMeet(tally, slots, index))) return empty
    if (this.demands.tallies.length === 0) return this.#fill(slots)
    if (index === slots.length) return this.#tail.count > 0 ? this.#shareTail(slots) : this.#fill(slots)
    const isUniform = index > this.uniform + this.demands.wishes.length + 2
    const choices = this.#choices.map((_, at) => at).filter((at) => !isUniform || at >= leastChoice)
    return firstOf(
      lazily(choices, (at) => {
        const chosen = (this.#choices[at] as (Literal | undefined)[]).filter((literal) => literal !== undefined)
        const next = withLiterals(slots, index, chosen)
        const outcome = this.searcher.solve(next[index] as readonly Literal[])
        return outcome.kind === 'empty' ? outcome : this.#chooseTallies(next, index + 1, at)
      }),
    )
  }

  #canMeet({ literal, min, max }: ItemTally, slots: Slots, decided: number): boolean {
    const { counted, uncounted } = countIn(slots.slice(0, decided), literal)
    return counted + (this.length - decided) >= min && decided - uncounted <= max
  }

  /** Fills the tail with items of each possible kind, as many as the counts want. */
  #shareTail(slots: Slots): Outcome {
    const { tallies } = this.demands
    const ways = this.#choices.flatMap((choice) => {
      const literals = [...this.#tail.literals, ...choice.filter((literal) => literal !== undefined)]
      const item = this.searcher.solve(literals)
      const counts = tallies.map(
        (tally, at) => choice[at] === tally.literal || (choice[at] === undefined && tally.min === 0),
      )
      return item.kind === 'empty' ? [] : [{ item, counts }]
    })
    const ranges = tallies.map(({ literal, min, max }) => {
      const { counted, uncounted } = countIn(slots, literal)
      const done = min > 0 ? counted : slots.length - uncounted
      return { min: min - done, max: max - done }
    })
    const counts = ways.map((way) => way.counts)
    const shares = shareOut(this.#tail.count, counts, ranges, this.searcher.tick)
    if (shares === 'none') return empty
    if (shares === 'unknown') return unknown('the counts of items could not be met')
    const start = fillPlainly(this.searcher, slots, { literals: [], count: 0 })
    if (start.kind !== 'value') return start
    const items = [...(start.value as JsonValue[])]
    for (const [at, { item }] of ways.entries()) {
      const share = shares[at] ?? 0
      if (share > 0 && item.kind !== 'value') return item
      if (item.kind === 'value') for (let count = 0; count < share; count += 1) items.push(item.value)
    }
    return found(items)
  }

  #fill(slots: Slots): Outcome {
    const { searcher } = this
    if (this.demands.repeated)
      return firstOf(fillRepeated(searcher, slots, this.#tail, this.uniform + slackOf(this.demands)))
    return this.demands.distinct
      ? findDistinctItems(searcher, slots, this.#tail)
      : fillPlainly(searcher, slots, this.#tail)
  }
}

function countIn(slots: Slots, literal: Literal): { counted: number; uncounted: number } {
  return {
    counted: slots.filter((slot) => slot.includes(literal)).length,
    uncounted: slots.filter((slot) => slot.includes(flip(literal))).length,
  }
}

function* lazily<Item>(items: readonly Item[], solve: (item: Item) => Outcome): Iterable<Outcome> {
  for (const item of items) yield solve(item)
}

function slackOf({ wishes, tallies }: ArrayDemands): number {
  return wishes.length + tallies.reduce((sum, { min }) => sum + min, 0)
}

/** Returns whether each place has to be looked at alone: where counts meet items that must, or must not, be equal. */
function isEnumerated({ tallies, distinct, repeated }: ArrayDemands): boolean {
  return tallies.length > 0 && (distinct || repeated)
}

function* searchLengths(searcher: Searcher, demands: ArrayDemands): Iterable<Outcome> {
  const uniform = uniformFrom(demands)
  const enough = uniform + slackOf(demands) + (demands.repeated ? 2 : 0)
  const last = Math.min(demands.max, Math.max(demands.min, enough))
  const limit = isEnumerated(demands) ? choiceLengthLimit : lengthLimit
  const explicit = isEnumerated(demands) ? last : uniform + demands.wishes.length + (demands.repeated ? 2 : 0)
  const slots: (readonly Literal[])[] = []
  for (let length = demands.min; length <= last; length += 1) {
    if (length > limit) {
      yield unknown('an array would have too many items')
      return
    }
    while (slots.length < Math.min(length, explicit)) {
      const slot = demandsAt(demands, slots.length)
      // no longer array can do without this place
      if (searcher.solve(slot).kind === 'empty') return
      slots.push(slot)
    }
    yield new LengthSearch(searcher, demands, uniform, length, slots).search()
  }
}

/** Searches for an array under lengths, demands on items, counts and distinctness. */
export function findArray(searcher: Searcher, atoms: readonly Literal[]): Outcome {
  const demands = readArrayDemands(searcher, atoms)
  return demands.min > demands.max ? empty : firstOf(searchLengths(searcher, demands))
}
