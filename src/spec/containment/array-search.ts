import {
  type ArrayDemands,
  demandsAt,
  type ItemTally,
  readArrayDemands,
  tallyChoices,
  uniformFrom,
} from './array-demands.js'
import { findDistinctItems } from './distinct-items.js'
import type { JsonValue } from './json.js'
import { flip, type Literal } from './literal.js'
import { empty, firstOf, found, type Outcome, type Searcher, unknown } from './outcome.js'

const lengthLimit = 150_000
const choiceLengthLimit = 200

/** Holds the literals for each place of an array that is being put together. */
type Slots = readonly (readonly Literal[])[]

const withLiterals = (slots: Slots, index: number, literals: readonly Literal[]): Slots =>
  slots.map((slot, at) => (at === index ? [...slot, ...literals] : slot))

const fillPlainly = (searcher: Searcher, slots: Slots): Outcome => {
  const values: JsonValue[] = []
  let doubt: Outcome | undefined
  for (const slot of slots) {
    searcher.tick()
    const outcome = searcher.solve(slot)
    if (outcome.kind === 'empty') return empty
    if (outcome.kind === 'unknown') doubt = outcome
    else values.push(outcome.value)
  }
  return doubt ?? found(values)
}

function* fillRepeated(searcher: Searcher, slots: Slots, uniform: number): Iterable<Outcome> {
  const last = Math.min(slots.length, uniform + 2)
  for (let left = 0; left < last; left += 1) {
    for (let right = left + 1; right < last; right += 1) {
      const shared = [...(slots[left] as Literal[]), ...(slots[right] as Literal[])]
      const outcome = fillPlainly(
        searcher,
        slots.map((slot, at) => (at === left || at === right ? shared : slot)),
      )
      if (outcome.kind !== 'value') yield outcome
      else {
        const values = outcome.value as JsonValue[]
        yield found(values.map((value, at) => (at === right ? (values[left] as JsonValue) : value)))
      }
    }
  }
}

/** Works through the ways in which the items of one length can meet wishes and counts. */
class LengthSearch {
  readonly #choices: (Literal | undefined)[][]

  constructor(
    readonly searcher: Searcher,
    readonly demands: ArrayDemands,
    readonly uniform: number,
    readonly length: number,
  ) {
    this.#choices = demands.tallies.reduce<(Literal | undefined)[][]>(
      (sets, tally) => sets.flatMap((set) => tallyChoices(tally).map((choice) => [...set, choice])),
      [[]],
    )
  }

  search(): Outcome {
    const slots = Array.from({ length: this.length }, (_, index) => demandsAt(this.demands, index))
    return this.#placeWish(slots, 0)
  }

  #placeWish(slots: Slots, wishIndex: number): Outcome {
    this.searcher.tick()
    const wish = this.demands.wishes[wishIndex]
    if (!wish) return this.#chooseTallies(slots, 0, 0)
    const last = Math.min(wish.to, this.length - 1, this.uniform + this.demands.wishes.length)
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
    if (index === this.length || this.demands.tallies.length === 0) return this.#fill(slots)
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
    const done = slots.slice(0, decided)
    const counted = done.filter((slot) => slot.includes(literal)).length
    const uncounted = done.filter((slot) => slot.includes(flip(literal))).length
    return counted + (this.length - decided) >= min && decided - uncounted <= max
  }

  #fill(slots: Slots): Outcome {
    if (this.demands.repeated) return firstOf(fillRepeated(this.searcher, slots, this.uniform + slackOf(this.demands)))
    return this.demands.distinct ? findDistinctItems(this.searcher, slots) : fillPlainly(this.searcher, slots)
  }
}

function* lazily<Item>(items: readonly Item[], solve: (item: Item) => Outcome): Iterable<Outcome> {
  for (const item of items) yield solve(item)
}

const slackOf = ({ wishes, tallies }: ArrayDemands): number =>
  wishes.length + tallies.reduce((sum, { min }) => sum + min, 0)

const isPlain = ({ wishes, tallies, distinct, repeated }: ArrayDemands): boolean =>
  wishes.length === 0 && tallies.length === 0 && !distinct && !repeated

function* searchLengths(searcher: Searcher, demands: ArrayDemands): Iterable<Outcome> {
  const uniform = uniformFrom(demands)
  const enough = uniform + slackOf(demands) + (demands.repeated ? 2 : 0)
  const last = Math.min(demands.max, Math.max(demands.min, enough))
  const limit = isPlain(demands) ? lengthLimit : choiceLengthLimit
  for (let length = demands.min; length <= last; length += 1) {
    if (length > limit) {
      yield unknown('an array would have too many items')
      return
    }
    yield new LengthSearch(searcher, demands, uniform, length).search()
  }
}

/** Searches for an array under lengths, demands on items, counts and distinctness. */
export const findArray = (searcher: Searcher, atoms: readonly Literal[]): Outcome => {
  const demands = readArrayDemands(searcher, atoms)
  return demands.min > demands.max ? empty : firstOf(searchLengths(searcher, demands))
}
