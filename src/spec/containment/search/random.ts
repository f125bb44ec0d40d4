/** A source of numbers that only a seed decides. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** Draws a fraction from zero up to one, by Mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** Draws a whole number from zero up to a limit that is not reached. */
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  /** Draws true with the given chance. */
  chance(part: number): boolean {
    return this.next() < part
  }

  /** Draws one of the items. */
  pick<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item {
    return items[this.below(items.length)] as Item
  }
}
