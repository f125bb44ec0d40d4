import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type ServerOptions } from 'socket.io'
import { io as connectTo, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'
import { afterEach } from 'vitest'

/** Names the two ways bytes travel. */
export type Transport = 'websocket' | 'polling'

/** Lists both, for tests that run on each. */
export const transports: readonly Transport[] = ['websocket', 'polling']

const open: (() => unknown)[] = []

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

/** Closes something when the test is over. */
export function afterwards(close: () => unknown): void {
  open.push(close)
}

/** Is a server of socket.io's that listens on this machine. */
export interface Listening {
  readonly io: Server
  readonly url: string
  readonly port: number
}

/** Starts a server that ends with its test. */
export async function listening(options: Partial<ServerOptions> = {}): Promise<Listening> {
  const http = createServer()
  const io = new Server(http, { serveClient: false, ...options })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  afterwards(() => io.close())
  return { io, port, url: `http://127.0.0.1:${port}` }
}

/** Opens a plain client, which ends with its test. */
export function client(
  url: string,
  path: string,
  options: Partial<ManagerOptions & SocketOptions> & { readonly transport?: Transport } = {},
): Socket {
  const { transport = 'websocket', ...rest } = options
  const socket = connectTo(url + path, { transports: [transport], forceNew: true, reconnection: false, ...rest })
  afterwards(() => socket.disconnect())
  return socket
}

/** Waits until a client is in, or says why it is not. */
export async function joined(url: string, path: string, options: Parameters<typeof client>[2] = {}): Promise<Socket> {
  const socket = client(url, path, options)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}

/** Waits for one event and answers what it carries. */
export function next<Payload = unknown>(socket: Socket, event: string): Promise<Payload> {
  return new Promise((resolve) => socket.once(event, resolve))
}

/** Waits until a connection is refused, and answers how. */
export function refusal(
  socket: Socket,
): Promise<Error & { data?: { error: { code: string } & Record<string, unknown> } }> {
  return new Promise((resolve) => socket.once('connect_error', resolve as (error: Error) => void))
}

/** Is an event packet, counted on the wire. */
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
