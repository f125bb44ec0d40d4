/**
 * What all servers of a system know of deliveries together. Without `keepAnswer` and `findAnswer`, a delivery that comes
 * to a second server is answered as done as soon as the first has claimed it.
 */
export interface Deliveries {
  /** Claims a delivery for a while, as `SET key 1 NX PX ms` of Redis does; returns whether nobody had. */
  claim(key: string, forMs: number): boolean | Promise<boolean>
  /** Gives a claim back, since nothing was begun; a repeat may be taken then. */
  release?(key: string): unknown
  /** Keeps the answer to a delivery that was handled, for the other servers, as `SET key answer PX ms` does. */
  keepAnswer?(key: string, answer: string, forMs: number): unknown
  /** Finds an answer that was kept, as `GET key` does. */
  findAnswer?(key: string): string | null | undefined | Promise<string | null | undefined>
}

/** A memory of the answers to deliveries, by whoever sent them and their ids. */
export interface DeliveryMemory {
  /** Finds the answer to an earlier sending, which may be under way. */
  find(sender: string, id: string): Promise<unknown> | undefined
  keep(sender: string, id: string, answer: Promise<unknown>): void
  forget(sender: string, id: string): void
}

interface Kept {
  readonly at: number
  readonly answer: Promise<unknown>
}

/** How long a delivery is remembered: longer than clients try. */
export const keptMs = 600_000
const mostOfOne = 10_000
const mostOfAll = 100_000

/** Makes a memory that is bounded by time and count, in which nobody's deliveries push out those of others before their own. */
export function deliveryMemory(now: () => number = () => performance.now()): DeliveryMemory {
  // those who sent last are last
  const senders = new Map<string, Map<string, Kept>>()
  let count = 0

  function drop(sender: string, own: Map<string, Kept>, id: string): void {
    if (own.delete(id)) count--
    if (!own.size) senders.delete(sender)
  }
  /** Drops the oldest of one sender while there is a reason. */
  function trim(sender: string, own: Map<string, Kept>, isOver: (at: number) => boolean): void {
    for (const [id, { at }] of own) {
      if (!isOver(at)) return
      drop(sender, own, id)
    }
  }
  return {
    find: (sender, id) => senders.get(sender)?.get(id)?.answer,
    keep(sender, id, answer) {
      const until = now() - keptMs
      const own = senders.get(sender) ?? new Map<string, Kept>()
      own.set(id, { at: now(), answer })
      count++
      senders.delete(sender)
      senders.set(sender, own)
      trim(sender, own, (at) => at < until || own.size > mostOfOne)
      for (const [other, theirs] of senders) {
        trim(other, theirs, (at) => at < until || count > mostOfAll)
        if (theirs.size) break
      }
    },
    forget(sender, id) {
      const own = senders.get(sender)
      if (own) drop(sender, own, id)
    },
  }
}
