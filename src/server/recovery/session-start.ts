import type { Namespace, Socket } from 'socket.io'
import { isNoLater } from './offset.js'
import { lastReadBy } from './stream-order.js'

type Adapter = Namespace['adapter']

/** Where a session began among what is sent. */
interface Start {
  /** The offset that the client had from a session before. */
  stale?: string
  /** The last one that was delivered here before the session; none where nobody knows. */
  after?: string
}

// beside what a session knows of its user
const startKey = 'socket-canon:start'
// more than any adapter's: what a client says is kept in its session
const longestOffset = 64

/**
 * Notes where a session begins: a stock client keeps the offset of its last session until it hears something, and any
 * client may name one. What was sent before belongs to no session of its, or was heard already.
 */
export function noteStart({ data, handshake, nsp }: Socket): void {
  if (!nsp.server._opts.connectionStateRecovery) return
  // a middleware may have taken credentials out of reach
  const { offset } = Object(handshake.auth) as { offset?: unknown }
  const after = lastOffsetOf(nsp.adapter)
  const start: Start = {}
  if (typeof offset === 'string' && offset.length <= longestOffset) start.stale = offset
  if (after !== undefined) start.after = after
  if (start.stale !== undefined || after !== undefined) (data as Record<string, unknown>)[startKey] = start
}

/** Keeps of what was missed what was sent since the session began; returns nothing where that can't be told. */
export function sentSinceStart(
  adapter: Adapter,
  { data, missedPackets }: { readonly data: unknown; readonly missedPackets: unknown[][] },
  offset: string,
): unknown[][] | undefined {
  const start = (data as { readonly [startKey]?: Start })[startKey]
  if (!start) return missedPackets
  const { stale, after } = start
  if (after === undefined) return offset === stale ? undefined : missedPackets
  const isBefore = isBeforeIn(adapter, after)
  return missedPackets.filter((packet) => !isBefore(packet[packet.length - 1]))
}

/** Finds the offset of what an adapter delivered last. */
function lastOffsetOf(adapter: Adapter): string | undefined {
  return keptBy(adapter)?.at(-1)?.id ?? lastReadBy(adapter)
}

/** Returns a function that says whether a packet was sent no later than another. */
function isBeforeIn(adapter: Adapter, after: string): (offset: unknown) => boolean {
  const kept = keptBy(adapter)
  if (!kept) return (offset) => typeof offset === 'string' && isNoLater(offset, after)
  const before = new Set(kept.slice(0, kept.findIndex(({ id }) => id === after) + 1).map(({ id }) => id))
  return (offset) => before.has(offset as string)
}

/** The packets that the adapter in memory keeps, in the order in which they were sent. */
function keptBy(adapter: Adapter): readonly { readonly id: string }[] | undefined {
  return (adapter as { readonly packets?: readonly { readonly id: string }[] }).packets
}
