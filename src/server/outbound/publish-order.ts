import type { Adapter } from './delivering.js'

/** A part of the adapter for Postgres that its types keep for itself. */
interface PooledAdapter {
  readonly client?: { readonly pool?: unknown }
  doPublish(message: object): Promise<unknown>
}

/** Makes what runs one task after the other, whether they succeed or not. */
export function inOrder(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const done = last.then(task)
    last = done.catch(() => {})
    return done
  }
}

/**
 * Publishes one message after the other: the adapter for Postgres hands them to a pool, whose connections overtake one
 * another, and delivers here as soon as each is published, so that facts would come in any order.
 */
export function keepPublishOrder(adapter: Adapter): void {
  const pooled = adapter as unknown as PooledAdapter
  if (!pooled.client?.pool || typeof pooled.doPublish !== 'function') return
  const publish = pooled.doPublish.bind(pooled)
  const enqueue = inOrder()
  pooled.doPublish = (message) => enqueue(() => publish(message))
}
