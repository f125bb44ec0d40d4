import type { Client, Connection } from '../../src/client/index.js'
import type { NamespaceContract } from '../../src/index.js'

/** Waits until a part of a client's connection has a value. */
export function until<Part extends keyof Connection>(
  client: Pick<Client<NamespaceContract>, 'connection' | 'watch'>,
  part: Part,
  value: Connection[Part],
): Promise<void> {
  return new Promise((resolve) => {
    if (client.connection[part] === value) return resolve()
    const stop = client.watch(part, (now) => {
      if (now !== value) return
      stop()
      resolve()
    })
  })
}

/** Waits for the next event of an emitter and returns its first argument. */
export function next<Value = unknown>(
  emitter: { once(event: never, listener: (value: never) => void): unknown },
  event: string,
): Promise<Value> {
  return new Promise((resolve) => emitter.once(event as never, ((value: Value) => resolve(value)) as never))
}

/** Gathers values and returns the list when there are enough. */
export function gathering<Value>(): {
  add: (value: Value) => void
  have(count: number): Promise<Value[]>
  all: Value[]
} {
  const all: Value[] = []
  let check = () => {}
  return {
    all,
    add: (value) => {
      all.push(value)
      check()
    },
    have: (count) =>
      new Promise((resolve) => {
        check = () => {
          if (all.length >= count) resolve(all)
        }
        check()
      }),
  }
}

/** Makes a promise that a test settles. */
export function deferred<Value = void>(): {
  readonly promise: Promise<Value>
  resolve(value: Value | PromiseLike<Value>): void
  reject(error: unknown): void
} {
  let ways: { resolve(value: Value | PromiseLike<Value>): void; reject(error: unknown): void } | undefined
  const promise = new Promise<Value>((resolve, reject) => {
    ways = { resolve, reject }
  })
  return { promise, ...(ways as NonNullable<typeof ways>) }
}
