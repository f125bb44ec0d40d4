import type { Namespace, Socket } from 'socket.io'
import type { Peer } from '../service.js'

/** How long a connection that never reads may go on unnoticed. */
const lookMs = 1000

/** What waits for one connection where the application does not say how much may. */
export const defaultMaxBufferedBytes = 16 * 1024 * 1024

/** The part of engine.io's connection that is read here; several namespaces share one. */
interface Connection {
  readonly writeBuffer?: readonly { readonly data?: unknown }[]
  readonly transport?: {
    /** The socket of `ws`, where that is the transport. */
    readonly socket?: { readonly bufferedAmount?: number; terminate?(): void }
  }
  close(discard?: boolean): void
}

/** The connections of a path, and what is known of each. */
interface Path {
  readonly namespace: Namespace
  peerOf(socket: Socket): Peer | undefined
}

// paths and not connections, of which each would take its place here
const watched = new Set<Path>()
let timer: ReturnType<typeof setInterval> | undefined

/**
 * Watches what waits for the connections of a path, and ends those where that is more than it may be: a client that never
 * reads would fill the server's memory. It looks once a second, so that no packet costs more, while anybody is connected.
 */
export function watchBacklog(path: Path): void {
  watched.add(path)
  if (timer) return
  timer = setInterval(look, lookMs)
  // Node's timer would keep the process alive, which is the application's to decide
  ;(timer as { unref?(): unknown }).unref?.()
}

function look(): void {
  for (const path of watched) {
    const { sockets } = path.namespace
    if (sockets.size === 0) watched.delete(path)
    for (const socket of sockets.values()) {
      const peer = path.peerOf(socket)
      if (!peer) continue
      const most = mostOf(peer)
      if (bufferedBytes(connectionOf(socket), most) > most) end(peer)
    }
  }
  if (watched.size > 0) return
  clearInterval(timer)
  timer = undefined
}

/** Finds what may wait: the least of what the contracts of the connection say. */
function mostOf({ admissions }: Peer): number {
  let most = Number.POSITIVE_INFINITY
  for (const { mount } of admissions) most = Math.min(most, mount.service.maxBufferedBytes)
  return most
}

/** Counts what waits, as far as it takes to know that it is too much. */
function bufferedBytes({ writeBuffer = [], transport }: Connection, most: number): number {
  let bytes = transport?.socket?.bufferedAmount ?? 0
  for (const { data } of writeBuffer) {
    if (bytes > most) break
    bytes += typeof data === 'string' ? data.length : ((data as { readonly byteLength?: number })?.byteLength ?? 0)
  }
  return bytes
}

/** Ends a connection as one that lost packets: no session is kept of it, and its client comes back to a fresh one. */
function end(peer: Peer): void {
  const connection = connectionOf(peer.socket)
  peer.endedBy = 'buffer full'
  // for socket.io a namespace that the server leaves is not to be recovered
  peer.socket.disconnect()
  if (connection.transport?.socket?.terminate) connection.transport.socket.terminate()
  else connection.close(true)
}

function connectionOf(socket: Socket): Connection {
  return socket.conn as unknown as Connection
}
