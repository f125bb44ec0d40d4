/** What a ring holds; outside of one it has no neighbours. */
export interface Link {
  before?: Link | undefined
  next?: Link | undefined
}

/** Things in the order they came. */
export interface Ring<Each extends Link> {
  add(link: Each): void
  /** Takes one out; returns whether it was there. */
  delete(link: Each): boolean
  /** Lists what is there now, whatever becomes of it meanwhile. */
  all(): Each[]
  isEmpty(): boolean
}

/** Makes a ring; unlike a `Set`, of which each old table leads to the next, it keeps nothing alive that was taken out. */
export function ring<Each extends Link>(): Ring<Each> {
  const end: Link = {}
  const join = (before: Link, next: Link): void => {
    before.next = next
    next.before = before
  }
  join(end, end)
  return {
    add: (link) => {
      join(end.before as Link, link)
      join(link, end)
    },
    delete: (link) => {
      const { before, next } = link
      link.before = link.next = undefined
      if (before && next) join(before, next)
      return !!next
    },
    all: () => {
      const found: Each[] = []
      for (let link = end.next; link !== end; link = link?.next) found.push(link as Each)
      return found
    },
    isEmpty: () => end.next === end,
  }
}
