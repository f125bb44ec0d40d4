/** A place in a heap, which knows where it stands so that it can be taken out. */
export interface Entry {
  readonly at: number
  index: number
  /** Which of two that are due at once came first. */
  order: number
}

/** What is due in order: the first is at hand, and one more or less costs the logarithm of their number. */
export interface Heap<Item extends Entry> {
  readonly first: Item | undefined
  readonly size: number
  add(item: Item): void
  /** Takes an item out; one that is not in it is left alone. */
  remove(item: Item): void
  clear(): void
}

/** Starts with nothing due. */
export function heap<Item extends Entry>(): Heap<Item> {
  const items: Item[] = []
  let added = 0
  function isBefore(one: Item, other: Item): boolean {
    return one.at < other.at || (one.at === other.at && one.order < other.order)
  }
  function put(item: Item, index: number): void {
    items[index] = item
    item.index = index
  }
  function rise(item: Item, from: number): number {
    let index = from
    while (index > 0) {
      const above = items[(index - 1) >> 1] as Item
      if (isBefore(above, item)) break
      put(above, index)
      index = (index - 1) >> 1
    }
    return index
  }
  function sink(item: Item, from: number): number {
    let index = from
    for (let child = 2 * index + 1; child < items.length; child = 2 * index + 1) {
      const [left, right] = [items[child] as Item, items[child + 1]]
      const lesser = right && isBefore(right, left) ? right : left
      if (isBefore(item, lesser)) break
      const below = lesser.index
      put(lesser, index)
      index = below
    }
    return index
  }
  return {
    get first() {
      return items[0]
    },
    get size() {
      return items.length
    },
    add(item) {
      item.order = added++
      items.push(item)
      put(item, rise(item, items.length - 1))
    },
    remove(item) {
      if (items[item.index] !== item) return
      const last = items.pop() as Item
      if (last === item) return
      put(last, sink(last, rise(last, item.index)))
    },
    clear() {
      items.length = 0
    },
  }
}
