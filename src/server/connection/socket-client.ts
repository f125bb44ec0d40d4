import type { Socket } from 'socket.io'

/** The part of a socket's client that socket.io's types keep for itself: several namespaces share one. */
export interface SocketClient {
  _packet(packet: { readonly type: number }, ...rest: unknown[]): void
  writeToEngine(...write: unknown[]): void
}

/** Returns the client that a socket writes to. */
export function clientOf({ client }: Socket): SocketClient {
  return client as unknown as SocketClient
}

/** Lets a socket write to another client from now on, so that only its own writes are changed. */
export function setClient(socket: Socket, value: SocketClient): void {
  Object.defineProperty(socket, 'client', { value, configurable: true, enumerable: true, writable: true })
}
