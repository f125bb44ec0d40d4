import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type ServerOptions } from 'socket.io'
import { afterwards } from './afterwards.js'

/** A server of socket.io's that listens on this machine. */
export interface Listening {
  readonly io: Server
  readonly url: string
  readonly port: number
}

/** Starts a server that ends with its test. */
export async function listening(options: Partial<ServerOptions> = {}, at = 0): Promise<Listening> {
  const http = createServer()
  const io = new Server(http, { serveClient: false, ...options })
  await new Promise<void>((resolve) => http.listen(at, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  afterwards(() => io.close())
  return { io, port, url: `http://127.0.0.1:${port}` }
}

/** Starts a server that lets anybody into the paths of contracts, and knows nothing of them. */
export async function plainServer(options: Partial<ServerOptions> = {}, port = 0): Promise<Listening> {
  const server = await listening(options, port)
  for (const path of ['/patient-pharmacy', '/messaging', '/realtime', '/simulation']) server.io.of(path)
  return server
}
