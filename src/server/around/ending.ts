import { isPromise } from '../outbound/publishing.js'

/** What came of a handler: what it returned, which may be a promise, or what it threw. */
export type Ending = { readonly value: unknown } | { readonly error: unknown }

/** Runs something, and keeps what comes of it; where nobody waits for a promise, its rejection does not end the process. */
export function endingOf(run: () => unknown): Ending {
  try {
    const value = run()
    heed(value)
    return { value }
  } catch (error) {
    return { error }
  }
}

/**
 * Returns what something returned.
 * @throws what it threw
 */
export function resultOf(ending: Ending): unknown {
  if ('error' in ending) throw ending.error
  return ending.value
}

/** Sees to it that the rejection of a promise counts as handled. */
export function heed(value: unknown): void {
  if (isPromise(value)) value.then(undefined, () => {})
}
