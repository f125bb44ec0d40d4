import type { CacheEntry } from './cache.js'

/** Makes of what is held what is held next, and `undefined` where nothing can be said but that it is stale. */
export type ValueStep = (held: unknown) => unknown

/** A load that is under way. */
export interface Load {
  /** What was done to what is held since it began: its answer may be from before that. */
  readonly steps: ValueStep[]
  /** Whether its answer may be too old. */
  isStale: boolean
}

/** The loads that are under way. */
export interface Loads {
  /** Returns the load of an entry, if it loads now. */
  of(entry: CacheEntry<unknown>): Load | undefined
  /** Keeps a step for the answer, where one is awaited. */
  keep(entry: CacheEntry<unknown>, step: ValueStep): void
  /** Takes the load of an entry out, since it ended. */
  take(entry: CacheEntry<unknown>): Load | undefined
  /** Makes an entry stale: now, or when its load has ended. */
  invalidate(entry: CacheEntry<unknown>): void
  close(): void
}

// who loads for so long loads again
const mostSteps = 1000

/** Makes the keeper of the loads of a cache. */
export function loadsUnderWay(): Loads {
  const loads = new Map<string, Load>()
  let isClosed = false
  const self: Loads = {
    of: ({ id, isLoading }) => {
      if (!isLoading || isClosed) return undefined
      const load = loads.get(id) ?? { steps: [], isStale: false }
      loads.set(id, load)
      return load
    },
    keep: (entry, step) => {
      const load = self.of(entry)
      if (!load || load.steps.push(step) <= mostSteps) return
      load.steps.length = 0
      load.isStale = true
    },
    take: ({ id }) => {
      const load = loads.get(id)
      loads.delete(id)
      return load
    },
    invalidate: (entry) => {
      const load = self.of(entry)
      if (load) load.isStale = true
      else entry.invalidate()
    },
    close: () => {
      isClosed = true
    },
  }
  return self
}
