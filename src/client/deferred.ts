/** What others wait for until it is settled here. */
export interface Deferred {
  readonly promise: Promise<void>
  /** Resolves it, or rejects it where there is an error. */
  settle(error?: unknown): void
}

/** Makes what is settled later. */
export function deferred(): Deferred {
  let settle!: Deferred['settle']
  const promise = new Promise<void>((resolve, reject) => {
    settle = (error) => {
      if (!error) return resolve()
      // who does not look at it wants no complaint about it
      promise.catch(() => {})
      reject(error)
    }
  })
  return { promise, settle }
}
