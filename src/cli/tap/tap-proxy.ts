import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CommandError } from '../command.js'
import { messageReader } from './message-reader.js'
import type { TapPacket, TapWay } from './tapped-packet.js'
import type { EngineServerSocket, EngineSocket, WireParts } from './wire.js'

/** A connection that passes through, as it is heard. */
export interface TapListener {
  packet(packet: TapPacket, way: TapWay): void
  /** Hears what no parser reads. */
  unreadable(way: TapWay): void
  /** Hears why the server could not be reached. */
  unreached(): void
}

/** Where a proxy listens and what is behind it. */
export interface TapProxyOptions {
  readonly target: string
  readonly httpPath: string
  readonly port: number
  /** Makes what hears one connection. */
  readonly listen: () => TapListener
}

const largest = 16 * 1024 * 1024
// both of these ask by themselves whether the other end is there
const carried = ['authorization', 'cookie', 'origin', 'user-agent', 'accept-language']

/**
 * Stands between clients and a server, and hands on message by message what either says.
 * @throws CommandError where the port can't be had
 */
export async function startTapProxy(
  { target, httpPath, port, listen }: TapProxyOptions,
  parts: WireParts,
): Promise<{ readonly url: string; close(): void }> {
  const http = createServer((_, response) => response.writeHead(404).end())
  const open = new Set<EngineSocket>()
  const engine = parts.attach(http, {
    path: httpPath,
    maxHttpBufferSize: largest,
    // whatever the page is of: the server behind decides, by the origin that is handed on
    cors: { origin: true, credentials: true },
  })
  engine.on('connection', (page) => {
    const server = parts.dial(target, dialOptions(page, httpPath))
    for (const socket of [page, server]) open.add(socket)
    bridge(page, server, listen(), () => {
      for (const socket of [page, server]) open.delete(socket)
    })
  })
  await new Promise<void>((resolve, reject) => {
    http.once('error', ({ code }: NodeJS.ErrnoException) =>
      reject(
        new CommandError(
          `--proxy: port ${port} is ${code === 'EADDRINUSE' ? 'taken' : 'not to be had'}: give another one`,
        ),
      ),
    )
    http.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://localhost:${(http.address() as AddressInfo).port}`,
    close: () => {
      for (const socket of open) socket.close()
      engine.close()
      http.close()
      http.closeAllConnections()
    },
  }
}

/** Connects as the page does: by its transport, with its query and who it says that it is. */
function dialOptions({ request, transport }: EngineServerSocket, httpPath: string): object {
  const { searchParams } = new URL(request.url ?? '/', 'http://page')
  const own = new Set(['EIO', 'transport', 'sid', 't', 'b64'])
  const query = Object.fromEntries([...searchParams].filter(([key]) => !own.has(key)))
  const extraHeaders = Object.fromEntries(
    carried.flatMap((name) => (request.headers[name] === undefined ? [] : [[name, request.headers[name]]])),
  )
  const transports = transport.name === 'websocket' ? ['websocket'] : ['polling', 'websocket']
  return { path: httpPath, transports, query, extraHeaders }
}

function bridge(page: EngineServerSocket, server: EngineSocket, listener: TapListener, ended: () => void): void {
  const waiting: unknown[] = []
  let wasOpen = false
  const [up, down] = (['up', 'down'] as const).map((way) =>
    messageReader(
      (packet) => listener.packet(packet, way),
      () => listener.unreadable(way),
    ),
  )
  page.on('message', (message: never) => {
    up?.(message)
    // a client says its first word before the server behind is there
    if (wasOpen) server.send(message)
    else waiting.push(message)
  })
  server.on('open', () => {
    wasOpen = true
    for (const message of waiting.splice(0)) server.send(message)
  })
  server.on('message', (message: never) => {
    down?.(message)
    if (page.readyState === 'open') page.send(message)
  })
  server.on('error', () => {
    if (!wasOpen) listener.unreached()
  })
  server.on('close', () => {
    page.close()
    ended()
  })
  page.on('close', () => server.close())
}
