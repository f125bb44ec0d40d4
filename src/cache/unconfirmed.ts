import type { Cache, CacheEntry } from './cache.js'

/** Makes of what an entry holds what it holds next, and `undefined` where nothing can be said. */
export type EntryStep<Key> = (held: unknown, entry: CacheEntry<Key>) => unknown

/** A change of what lies under a key that nobody has confirmed yet. */
export interface UnconfirmedChange<Key> {
  readonly key: Key
  readonly step: EntryStep<Key>
}

/** What a cache holds below the changes that nobody has confirmed. */
export interface Unconfirmed<Key> {
  readonly changes: Set<UnconfirmedChange<Key>>
  /** Returns what an entry holds without them; whatever others wrote since is taken for it. */
  baseOf(entry: CacheEntry<Key>): unknown
  /** Returns what a load that failed left, without the changes that are in what it brings back. */
  baseAfterFailure(entry: CacheEntry<Key>): unknown
  /** Writes what an entry holds, with the changes of its key on top. */
  show(entry: CacheEntry<Key>, base: unknown): void
}

interface Shown {
  readonly base: unknown
  /** What the cache shows in its place. */
  readonly value: unknown
}

/** Makes the keeper of what is shown and not confirmed. */
export function unconfirmed<Key>(cache: Cache<Key>): Unconfirmed<Key> {
  const shown = new Map<string, Shown>()
  const changes = new Set<UnconfirmedChange<Key>>()

  /** Lists the changes of an entry, in the order in which they were made. */
  const changesOf = ({ id }: CacheEntry<Key>) =>
    [...changes].flatMap(({ key, step }) => {
      const found = cache.find(key).find((each) => each.id === id)
      return found ? [(held: unknown) => step(held, found) ?? held] : []
    })

  return {
    changes,
    baseOf: (entry) => {
      const held = entry.read()
      const last = shown.get(entry.id)
      return last && last.value === held ? last.base : held
    },
    baseAfterFailure: (entry) => {
      const held = entry.read()
      return held === undefined ? held : (shown.get(entry.id)?.base ?? held)
    },
    show: (entry, base) => {
      const mine = changesOf(entry)
      const value = mine.reduce((held, step) => step(held), base)
      if (value !== entry.read()) entry.write(value)
      // what a cache holds may be a copy
      if (mine.length) shown.set(entry.id, { base, value: entry.read() })
      else shown.delete(entry.id)
    },
  }
}
