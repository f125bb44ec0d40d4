import type { Cache, CacheChange, CacheEntry } from './cache.js'

/** The key of a query. */
export type QueryKey = readonly unknown[]

/** A query of TanStack Query, as far as a bridge handles it. */
export interface QueryLike {
  readonly queryHash: string
  readonly queryKey: QueryKey
  readonly state: {
    readonly data: unknown
    readonly dataUpdatedAt: number
    readonly fetchStatus: string
    readonly isInvalidated: boolean
  }
  invalidate(): void
}

/** TanStack Query's client, as far as a bridge handles it: that of any release from 4 on. */
export interface QueryClientLike {
  getQueryCache(): {
    findAll(filters: { readonly queryKey: QueryKey; readonly exact?: boolean }): readonly QueryLike[]
    subscribe(
      listener: (event: {
        readonly type: string
        readonly query: QueryLike
        readonly action?: { readonly type: string; readonly manual?: boolean }
      }) => void,
    ): () => void
  }
  setQueryData(key: QueryKey, value: unknown, options: { readonly updatedAt: number }): unknown
  invalidateQueries(
    filters: { readonly queryKey: QueryKey; readonly exact: boolean },
    options: { readonly cancelRefetch: boolean },
  ): Promise<void>
}

const changes: Readonly<Record<string, CacheChange>> = {
  fetch: 'loading',
  success: 'loaded',
  // a fetch that is called off brings back what was held before it
  setState: 'failed',
  error: 'failed',
}

/**
 * Returns the cache of TanStack Query's client, whichever framework it is for, as a bridge handles it.
 * @example
 * bridge(pharmacy, queryCache(queryClient), { 'order:updated': { key: ['orders'] } })
 */
export function queryCache(client: QueryClientLike): Cache<QueryKey> {
  const queries = client.getQueryCache()
  const entryOf = (query: QueryLike, own: readonly QueryLike[]): CacheEntry<QueryKey> => ({
    id: query.queryHash,
    key: query.queryKey,
    isOwn: own.includes(query),
    get isLoading() {
      return query.state.fetchStatus !== 'idle'
    },
    read: () => query.state.data,
    write: (value) => {
      const { dataUpdatedAt: updatedAt, isInvalidated } = query.state
      client.setQueryData(query.queryKey, value, { updatedAt })
      // a value that is set counts as loaded
      if (isInvalidated) query.invalidate()
    },
    invalidate: () =>
      void client.invalidateQueries({ queryKey: query.queryKey, exact: true }, { cancelRefetch: false }),
  })
  return {
    find: (queryKey) => {
      const own = queries.findAll({ queryKey, exact: true })
      return queries.findAll({ queryKey }).map((query) => entryOf(query, own))
    },
    watch: (listener) =>
      queries.subscribe(({ query, action }) => {
        const change = action && !action.manual && changes[action.type]
        if (change) listener(entryOf(query, []), change)
      }),
  }
}
