import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type ServerOptions } from 'socket.io'
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import type { Client, Connection } from '../../src/client/index.js'
import type { NamespaceContract } from '../../src/index.js'

/** Is a Socket.IO server that knows nothing of contracts. */
export interface PlainServer {
  readonly io: Server
  readonly url: string
}

/** Starts a server that ends with the test. */
export async function plainServer(options: Partial<ServerOptions> = {}, port = 0): Promise<PlainServer> {
  const http = createServer()
  const server = new Server(http, options)
  for (const path of ['/patient-pharmacy', '/messaging', '/realtime', '/simulation']) server.of(path)
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  return { io: server, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` }
}

type Options = Partial<ManagerOptions & SocketOptions>

/** Makes a socket that does not connect by itself and ends with the test. */
export function socketTo(url: string, path: string, options: Options = {}): Socket {
  const socket = io(`${url}${path}`, { autoConnect: false, reconnectionDelay: 5, reconnectionDelayMax: 20, ...options })
  onTestFinished(() => void socket.disconnect())
  return socket
}

/** Waits until a part of a client's connection has a value. */
export function until<Part extends keyof Connection>(
  client: Pick<Client<NamespaceContract>, 'connection' | 'watch'>,
  part: Part,
  value: Connection[Part],
): Promise<void> {
  return new Promise((resolve) => {
    if (client.connection[part] === value) return resolve()
    const stop = client.watch(part, (now) => {
      if (now !== value) return
      stop()
      resolve()
    })
  })
}

/** Waits for the next event of an emitter and answers its first argument. */
export function next<Value = unknown>(
  emitter: { once(event: never, listener: (value: never) => void): unknown },
  event: string,
): Promise<Value> {
  return new Promise((resolve) => emitter.once(event as never, ((value: Value) => resolve(value)) as never))
}

/** Gathers values and answers the list when there are enough. */
export function gathering<Value>(): {
  add: (value: Value) => void
  have(count: number): Promise<Value[]>
  all: Value[]
} {
  const all: Value[] = []
  let check = () => {}
  return {
    all,
    add: (value) => {
      all.push(value)
      check()
    },
    have: (count) =>
      new Promise((resolve) => {
        check = () => {
          if (all.length >= count) resolve(all)
        }
        check()
      }),
  }
}
