import type { Tick } from '../clock.js'

/** How many items are wanted that count for one tally. */
export interface CountRange {
  readonly min: number
  readonly max: number
}

/** One way in which an item can be, told for each tally by whether it counts. */
export type CountWay = readonly boolean[]

const workLimit = 300_000

/** A way to share a number of like places out among ways to fill them, so that every tally is met. */
class Sharing {
  #work = 0
  readonly shares: number[] = []

  constructor(
    readonly ways: readonly CountWay[],
    readonly ranges: readonly CountRange[],
    readonly tick: Tick,
  ) {}

  get isSpent(): boolean {
    return this.#work > workLimit
  }

  /** Tries the shares of the ways from one on, with so many places left and so much counted. */
  try(at: number, left: number, counted: readonly number[]): boolean {
    this.#work += 1
    this.tick()
    const way = this.ways[at]
    if (this.isSpent || !this.#canMeet(at, left, counted)) return false
    if (!way) return left === 0
    const least = at === this.ways.length - 1 ? left : 0
    for (let share = left; share >= least && !this.isSpent; share -= 1) {
      this.shares[at] = share
      const after = counted.map((count, tally) => count + (way[tally] ? share : 0))
      if (this.try(at + 1, left - share, after)) return true
    }
    return false
  }

  #canMeet(at: number, left: number, counted: readonly number[]): boolean {
    const rest = this.ways.slice(at)
    return this.ranges.every(({ min, max }, tally) => {
      const most = rest.some((way) => way[tally]) ? left : 0
      const least = rest.length > 0 && rest.every((way) => way[tally]) ? left : 0
      const count = counted[tally] as number
      return count + most >= min && count + least <= max
    })
  }
}

/**
 * Returns how many of a number of like places to fill in each way, so that what is counted comes within the ranges;
 * `none` is a proof that it can't be, and `unknown` that there were too many ways to try.
 */
export function shareOut(
  count: number,
  ways: readonly CountWay[],
  ranges: readonly CountRange[],
  tick: Tick,
): readonly number[] | 'none' | 'unknown' {
  const sharing = new Sharing(ways, ranges, tick)
  const start = ranges.map(() => 0)
  if (sharing.try(0, count, start)) return sharing.shares
  return sharing.isSpent ? 'unknown' : 'none'
}
