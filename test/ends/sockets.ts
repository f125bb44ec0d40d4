import { io as connectTo, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'
import { afterwards } from './afterwards.js'
import { next } from './waiting.js'

/** The two ways bytes travel. */
export type Transport = 'websocket' | 'polling'

/** Both of them, for tests that run on each. */
export const transports: readonly Transport[] = ['websocket', 'polling']

type Options = Partial<ManagerOptions & SocketOptions>

/** Opens a plain client, which does not come back by itself and ends with its test. */
export function client(
  url: string,
  path: string,
  { transport = 'websocket', ...options }: Options & { readonly transport?: Transport } = {},
): Socket {
  return ending(connectTo(url + path, { transports: [transport], forceNew: true, reconnection: false, ...options }))
}

/** Makes a socket that waits to be connected, comes back fast, and ends with its test. */
export function socketTo(url: string, path: string, options: Options = {}): Socket {
  return ending(
    connectTo(url + path, { autoConnect: false, reconnectionDelay: 5, reconnectionDelayMax: 20, ...options }),
  )
}

/** Waits until a plain client is in, or rejects with why it is not. */
export async function joined(url: string, path: string, options: Parameters<typeof client>[2] = {}): Promise<Socket> {
  const socket = client(url, path, options)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}

/** Waits until a connection is refused, and returns how. */
export function refusal(
  socket: Socket,
): Promise<Error & { data?: { error: { code: string } & Record<string, unknown> } }> {
  return next(socket, 'connect_error')
}

/** An event packet on the wire. */
export type Packet = readonly [name: string, payload?: unknown]

/** Writes down every event packet that reaches a client from now on, but the contract's own. */
export function wiretap(socket: Socket): Packet[] {
  const packets: Packet[] = []
  socket.io.on('packet', ({ type, nsp, data }: { type: number; nsp: string; data?: unknown[] }) => {
    if (type === 2 && nsp === (socket as unknown as { nsp: string }).nsp && !String(data?.[0]).startsWith('contract:'))
      packets.push(data as unknown as Packet)
  })
  return packets
}

/** Waits until everything the server sent so far is there: what it answers now comes after it. */
export async function settled(...sockets: Socket[]): Promise<void> {
  await Promise.all(sockets.map((socket) => socket.timeout(5000).emitWithAck('contract:ping')))
}

/** Makes the part of a handshake that declares contracts. */
export function declaring(...versions: (readonly [path: string, ...versions: number[]])[]): {
  contract: { package: string; versions: Record<string, number[]> }
} {
  return {
    contract: {
      package: '0.1.0',
      versions: Object.fromEntries(versions.map(([path, ...known]) => [path, known])),
    },
  }
}

function ending(socket: Socket): Socket {
  afterwards(() => socket.disconnect())
  return socket
}
