/** Listeners, by what they listen for. */
export interface Listeners {
  /** Adds a listener; returns how to stop. */
  add(name: string, listener: (value: never) => void): () => void
  has(name: string): boolean
  tell(name: string, value: unknown): void
}

/** Gathers listeners, each of which is told whatever the others do. */
export function listeners(): Listeners {
  const sets = new Map<string, Set<(value: unknown) => void>>()
  return {
    add: (name, listener) => {
      const set = sets.get(name) ?? new Set()
      // one of its own for each, for the same function may listen twice
      const each = (value: unknown) => listener(value as never)
      sets.set(name, set.add(each))
      return () => void set.delete(each)
    },
    has: (name) => !!sets.get(name)?.size,
    tell: (name, value) => {
      const set = sets.get(name)
      for (const each of [...(set ?? [])]) if (set?.has(each)) runSafely(() => each(value))
    },
  }
}

/** Runs what is not ours, so that its failure is reported and stops nothing here. */
export function runSafely(run: () => void): void {
  try {
    run()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
