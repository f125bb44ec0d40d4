import { madeOnce } from '../../contract/made-once.js'

/** Those who listen for one thing. */
export interface Listeners {
  /** Adds a listener; returns how to stop. */
  add(listener: (value: never) => void): () => void
  isEmpty(): boolean
  /** Calls each of them, whatever the others do. */
  tell(value?: unknown): void
}

/** Those who listen, by what they listen for. */
export type ListenersOf = (name: string) => Listeners

/** Gathers who listens for one thing. */
export function listeners(): Listeners {
  const all = new Set<(value: unknown) => void>()
  // listed anew after a change only: most facts meet those who were there for the fact before
  let listed: readonly ((value: unknown) => void)[] | undefined
  return {
    add: (listener) => {
      // one of its own for each, for the same function may listen twice
      const each = (value: unknown) => listener(value as never)
      all.add(each)
      listed = undefined
      return () => {
        all.delete(each)
        listed = undefined
      }
    },
    isEmpty: () => !all.size,
    tell: (value) => {
      listed ??= [...all]
      for (const each of listed) if (all.has(each)) runSafely(each, value)
    },
  }
}

/** Gathers who listens for one of many things. */
export function listenersOf(): ListenersOf {
  const found = new Map<string, Listeners>()
  return (name) => madeOnce(found, name, listeners)
}

/** Runs what is not ours, so that its failure is reported and stops nothing here. */
export function runSafely<Value>(run: (value: Value) => void, value?: Value): void {
  try {
    run(value as Value)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
