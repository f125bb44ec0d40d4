/** What an observable is to whoever reads it, whatever library it is of. */
export interface Readable<Value> {
  subscribe(observer: { next(value: Value): void; error(error: unknown): void; complete(): void }): unknown
}

/** Returns whether a value is an observable: interceptors turn every result into one. */
export function isReadable(value: unknown): value is Readable<unknown> {
  return typeof (Object(value) as Partial<Readable<unknown>>).subscribe === 'function'
}

/** Waits until an observable is complete; returns the last of its values. */
export function lastOf(readable: Readable<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let last: unknown
    readable.subscribe({
      next: (value) => {
        last = value
      },
      error: reject,
      complete: () => resolve(last),
    })
  })
}
