import type { Socket as ServerSocket } from 'socket.io'
import type { ManagerOptions, Socket } from 'socket.io-client'
import { vi } from 'vitest'
import { settled } from './sockets.js'
import { next } from './waiting.js'

/** Lets a server keep what those who are away miss. */
export const recovering = { connectionStateRecovery: {} }

/** Lets a client come back at once. */
export const returning: Partial<ManagerOptions> = {
  reconnection: true,
  reconnectionDelay: 1,
  reconnectionDelayMax: 1,
  randomizationFactor: 0,
}

/** Cuts the connection below Socket.IO and waits until both ends have noticed. */
export async function cut(server: ServerSocket, socket: Socket): Promise<void> {
  const gone = Promise.all([new Promise((resolve) => server.once('disconnect', resolve)), next(socket, 'disconnect')])
  server.conn.close()
  await gone
}

/** Finds the server's end of a client. */
export function endOf(
  io: { of(path: string): { sockets: Map<string, ServerSocket> } },
  path: string,
  socket: Socket,
): ServerSocket {
  const end = io.of(path).sockets.get(socket.id as string)
  if (!end) throw new Error('no such socket')
  return end
}

/** Holds a client back until the test lets it return. */
export function away(socket: Socket): () => void {
  const manager = socket.io
  const open = manager.open.bind(manager)
  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  vi.spyOn(manager, 'open').mockImplementation((callback) => {
    void held.then(() => open(callback))
    return manager
  })
  return () => {
    vi.mocked(manager.open).mockRestore()
    release()
  }
}

/** Lets a client return that was held back, and waits until it is in and checked. */
export async function comeBack(socket: Socket, back: () => void): Promise<void> {
  const returned = next(socket, 'connect')
  back()
  await returned
  await settled(socket)
}
