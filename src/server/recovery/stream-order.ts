import type { Namespace } from 'socket.io'

/** One entry of a stream, as the adapter of Redis Streams reads it. */
interface Entry {
  readonly uid: string
  readonly type: string
}
/** The part of that adapter which its types keep for itself. */
interface StreamAdapter {
  readonly uid: string
  doPublish(message: { readonly type: number }): Promise<string>
  onRawMessage(entry: Entry, offset: string): void
  close(): unknown
}

// what ClusterAdapter calls a broadcast
const broadcast = 3
const mostMs = 500
const mostGone = 10_000

const lastRead = new WeakMap<Namespace['adapter'], string>()

/** Returns the offset of what an adapter of Redis Streams delivered last; none where it delivered nothing yet. */
export function lastReadBy(adapter: Namespace['adapter']): string | undefined {
  return lastRead.get(adapter)
}

/**
 * Delivers what a server published where it stands in the stream, and not as soon as it is there: clients come back by
 * the last offset that they heard, so that what another server published before and is read after would be lost to them
 * without a word, and the other way round would come twice.
 */
export function keepStreamOrder(adapter: Namespace['adapter']): void {
  const stream = adapter as unknown as StreamAdapter
  if (typeof stream.onRawMessage !== 'function' || typeof stream.doPublish !== 'function') return
  const publish = stream.doPublish.bind(stream)
  const read = stream.onRawMessage.bind(stream)
  const close = stream.close.bind(stream)
  const published = meetings()
  const unread: (readonly [Entry, string])[] = []
  let isReading = false

  stream.doPublish = async (message) => {
    const offset = await publish(message)
    if (message.type === broadcast && offset) await published.meet(offset, false)
    return offset
  }
  stream.onRawMessage = (...entry) => {
    unread.push(entry)
    if (!isReading) void readAll()
  }
  stream.close = () => {
    published.end()
    return close()
  }

  async function readAll(): Promise<void> {
    isReading = true
    for (let next = unread.shift(); next; next = unread.shift()) {
      const [entry, offset] = next
      read(entry, offset)
      if (entry.uid === stream.uid && Number(entry.type) === broadcast) {
        await published.meet(offset, true)
        // until it was delivered here
        await new Promise((resolve) => setImmediate(resolve))
      }
      lastRead.set(adapter, offset)
    }
    isReading = false
  }
}

interface Meetings {
  /** Waits for the other side: who published an entry, or who read it; not for ever. */
  meet(offset: string, isReader: boolean): Promise<void>
  end(): void
}

function meetings(): Meetings {
  const waiting = new Map<string, () => void>()
  // whom the other side need not wait for
  const gone = new Set<string>()
  // a stream that is not read is waited for once
  let isUnread = false

  function leave(offset: string): void {
    gone.add(offset)
    if (gone.size > mostGone) for (const oldest of gone) return void gone.delete(oldest)
  }
  return {
    meet(offset, isReader) {
      if (isReader) isUnread = false
      const other = waiting.get(offset)
      other?.()
      if (other || gone.delete(offset)) return Promise.resolve()
      if (isUnread) return Promise.resolve(leave(offset))
      return new Promise((resolve) => {
        function done(): void {
          clearTimeout(timer)
          waiting.delete(offset)
          resolve()
        }
        const timer = setTimeout(() => {
          isUnread ||= !isReader
          leave(offset)
          done()
        }, mostMs)
        waiting.set(offset, done)
      })
    },
    end() {
      for (const done of [...waiting.values()]) done()
    },
  }
}
