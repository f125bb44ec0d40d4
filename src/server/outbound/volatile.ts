import type { Namespace } from 'socket.io'

type Adapter = Namespace['adapter']
/** What an adapter writes a packet to connections with. */
interface WriteOptions {
  volatile?: boolean | undefined
  /** Whether the packet may be lost, where socket.io is not told so. */
  mayBeLost?: boolean
}
/** What a packet goes to, as adapters have it. */
interface Target {
  readonly flags?: { readonly volatile?: boolean }
}
/** A connection of engine.io's. */
interface Connection {
  readonly writeBuffer: readonly unknown[]
  readonly transport: { readonly writable: boolean }
}
/** The parts of an adapter that its types keep for itself: it encodes a packet once, then runs something for each local socket. */
interface Delivering {
  _encode(packet: { readonly data?: unknown }, options: WriteOptions): unknown
  apply(target: Target, each: (socket: { readonly conn: Connection }) => void): void
}

// more than anybody's server says in one turn, and little to keep for a client that does not read
const mostWaiting = 256

/**
 * Delivers what may be lost unless a client is behind: socket.io loses it while a transport is busy, which one is for the
 * rest of a turn after any other packet, and by polling until the client asks again. A name that is sent second would never
 * be heard. Clients of other processes are decided about there.
 */
export function deliverVolatile(adapter: Adapter, isOurs: (name: unknown) => boolean): void {
  const delivering = adapter as unknown as Delivering
  if (typeof delivering._encode !== 'function' || typeof delivering.apply !== 'function') return
  const encode = delivering._encode.bind(delivering)
  const apply = delivering.apply.bind(delivering)
  delivering._encode = (packet, options) => {
    if (options.volatile && Array.isArray(packet.data) && isOurs(packet.data[0])) {
      options.volatile = undefined
      options.mayBeLost = true
    }
    return encode(packet, options)
  }
  delivering.apply = (target, each) => apply(target, target.flags?.volatile ? unlessBehind(each) : each)
}

function unlessBehind(each: Parameters<Delivering['apply']>[1]): typeof each {
  return (socket) => {
    if (!isBehind(socket.conn)) each(socket)
  }
}

/** Returns whether so much waits for a client that it does not keep up. */
function isBehind({ transport, writeBuffer }: Connection): boolean {
  return !transport.writable && writeBuffer.length >= mostWaiting
}
