/** One value that a cache holds, or loads. */
export interface CacheEntry<Key> {
  /** What no other entry of this cache is called. */
  readonly id: string
  /** The key it is held under. */
  readonly key: Key
  /** Whether the key that it was found by is its own, and not the beginning of a longer one. */
  readonly isOwn: boolean
  /** Whether it is being loaded now. */
  readonly isLoading: boolean
  /** Returns what is held, or `undefined` where nothing is yet. */
  read(): unknown
  /** Puts a value in the place of what is held; how fresh it is, and whether it has to be loaded again, stays as it is. */
  write(value: unknown): void
  /** Makes what is held stale, so that it is loaded again, once a load that is under way has ended. */
  invalidate(): void
}

/** What became of an entry: its load began, or ended with a value, or without one. */
export type CacheChange = 'loading' | 'loaded' | 'failed'

/** A cache, as far as a bridge handles it; `queryCache` makes one of TanStack Query's. */
export interface Cache<Key> {
  /** Lists the entries that a key stands for: its own, and those of longer keys where keys are lists. */
  find(key: Key): readonly CacheEntry<Key>[]
  /** Listens to what becomes of entries; returns how to stop. */
  watch(listener: (entry: CacheEntry<Key>, change: CacheChange) => void): () => void
}
