import type { Server } from 'socket.io'
import type { Socket } from 'socket.io-client'

const name = 'test:marker'

/** Lets a server answer the test's own event on some paths, whatever else it serves there. */
export function answerMarkers(io: Server, ...paths: readonly string[]): void {
  for (const path of paths) io.of(path).on('connection', (socket) => socket.on(name, (answer) => answer()))
}

/** Waits until the server has taken all that these clients sent, and they have all that it sent until then. */
export async function settled(...sockets: readonly Socket[]): Promise<void> {
  // twice: what the first made the server send is there with the second
  for (const _ of [1, 2]) await Promise.all(sockets.map((socket) => socket.timeout(5000).emitWithAck(name)))
}
