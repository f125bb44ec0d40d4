import { madeOnce } from '../../contract/made-once.js'

/** Those who listen for one thing, in a list that is replaced when it changes: what is told goes to those who were there. */
export interface Listeners {
  all: readonly Listener[]
}

/** One who listens, told apart from every other: the same function may listen twice. */
interface Listener {
  readonly hear: (value: unknown) => void
}

/** Those who listen, by what they listen for. */
export type ListenersOf = Map<string, Listeners>

/** Gathers who listens for one thing. */
export function newListeners(): Listeners {
  return { all: [] }
}

/** Finds or gathers who listens for one of many things. */
export function listenersFor(all: ListenersOf, name: string): Listeners {
  return madeOnce(all, name, newListeners)
}

/** Adds one who listens; returns how to stop. */
export function addListener(listeners: Listeners, hear: (value: never) => void): () => void {
  const listener = { hear } as Listener
  listeners.all = [...listeners.all, listener]
  return () => {
    listeners.all = listeners.all.filter((each) => each !== listener)
  }
}

/** Calls each of those who listen, if any, whatever the others do. */
export function tell(listeners: Listeners | undefined, value?: unknown): void {
  if (!listeners) return
  const told = listeners.all
  // nearly always nobody came or went meanwhile
  for (const each of told) if (listeners.all === told || listeners.all.includes(each)) runSafely(each.hear, value)
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
