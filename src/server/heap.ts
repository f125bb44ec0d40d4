/** A place in a heap, which knows where it stands so that it can be taken out. */
export interface Entry {
  readonly at: number
  index: number
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
  const put = (item: Item, index: number): void => {
    items[index] = item
    item.index = index
  }
  const rise = (item: Item, from: number): number => {
    let index = from
    while (index > 0) {
      const above = items[(index - 1) >> 1] as Item
      if (above.at <= item.at) break
      put(above, index)
      index = (index - 1) >> 1
    }
    return index
  }
  const sink = (item: Item, from: number): number => {
    let index = from
    for (let child = 2 * index + 1; child < items.length; child = 2 * index + 1) {
      const [left, right] = [items[child] as Item, items[child + 1]]
      const lesser = right && right.at < left.at ? right : left
      if (lesser.at >= item.at) break
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
