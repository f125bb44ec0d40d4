import { FakeConnection, type WireEnd } from '../testing/fake-connection.js'
import type { BindableServer } from '../testing/fake-pair.js'
import { PollingSession } from './polling-session.js'

/** A connection of a page, as msw hands it over. */
export interface MswConnection {
  readonly client: {
    readonly url: URL
    send(data: string | Uint8Array<ArrayBuffer>): void
    close(): void
    addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
    addEventListener(type: 'close', listener: () => void): void
  }
  readonly server: { connect(): void }
}

/** What msw has: `http` and `ws`, as it exports them. */
export interface MswModule<HttpHandler, WsHandler> {
  readonly http: {
    all(path: RegExp, resolver: (info: { readonly request: Request }) => Promise<Response>): HttpHandler
  }
  readonly ws: {
    link(url: RegExp): {
      addEventListener(type: 'connection', listener: (connection: MswConnection) => void): WsHandler
    }
  }
}

/** Which requests the handlers take. */
export interface MockHandlersOptions {
  /**
   * The origin of the server, where others are not to be taken: `'https://api.example.com'`.
   * @default any
   */
  readonly origin?: string | undefined
  /**
   * The HTTP path of Socket.IO.
   * @default '/socket.io/'
   */
  readonly path?: string | undefined
}

// both ends are in this process: neither has to ask whether the other one is there
const neverMs = 2 ** 30

/**
 * Makes handlers of msw's by which a server that listens nowhere is reached by everything that a page connects with: polling, and
 * WebSockets of the platform. It is a whole server of socket.io's, with namespaces, acknowledgements, rooms and binary.
 * @example
 * const io = new Server()
 * const mock = mockContract(io, contractJson)
 * const network = setupServer(...mockHandlers(io, { http, ws }))
 */
export function mockHandlers<HttpHandler, WsHandler>(
  io: BindableServer,
  { http, ws }: MswModule<HttpHandler, WsHandler>,
  options: MockHandlersOptions = {},
): (HttpHandler | WsHandler)[] {
  const sessions = new Map<string, PollingSession>()
  const open = new Set<FakeConnection>()
  let accept: (connection: FakeConnection) => void = () => {}
  const engine = {
    on: (event: string, listener: typeof accept) => {
      if (event === 'connection') accept = listener
    },
    close: () => {
      for (const connection of [...open]) connection.cut()
    },
  }
  io.bind(engine as never)
  const dial = (end: WireEnd, url: URL): FakeConnection => {
    const connection = new FakeConnection(end, () => open.delete(connection), Object.fromEntries(url.searchParams))
    open.add(connection)
    accept(connection)
    return connection
  }
  return [
    ws.link(matcher(options, 'ws')).addEventListener('connection', ({ client, server }) => {
      if (client.url.searchParams.has('EIO')) overWebSocket(client, (end) => dial(end, client.url))
      else server.connect()
    }),
    http.all(matcher(options, 'http'), ({ request }) => overPolling(request, sessions, dial)),
  ]
}

/** Matches the addresses of a server; by their end, for a query follows. */
function matcher({ origin, path = '/socket.io/' }: MockHandlersOptions, scheme: 'http' | 'ws'): RegExp {
  const [, host] = /^\w+:\/\/(.+?)\/?$/.exec(origin ?? '') ?? []
  const escaped = (text: string): string => text.replace(/[^\w]/g, '\\$&')
  // msw takes the usual path away from the addresses of WebSockets
  const paths = scheme === 'ws' && path === '/socket.io/' ? ['/', path] : [path, path.replace(/\/$/, '')]
  return RegExp(
    `^${scheme}s?://${host === undefined ? '[^/]+' : escaped(host)}(${paths.map(escaped).join('|')})(\\?.*)?$`,
  )
}

/** Writes what a client is told first. */
function opening({ id }: FakeConnection): string {
  const handshake = { sid: id, upgrades: [], pingInterval: neverMs, pingTimeout: neverMs / 2, maxPayload: 1_000_000 }
  return `0${JSON.stringify(handshake)}`
}

function overWebSocket(client: MswConnection['client'], dial: (end: WireEnd) => FakeConnection): void {
  const connection = dial({
    receive: (data) => client.send(typeof data === 'string' ? `4${data}` : Uint8Array.from(data as Uint8Array)),
    end: () => client.close(),
  })
  client.send(opening(connection))
  client.addEventListener('message', ({ data }) => {
    if (typeof data !== 'string') void bytesOf(data).then((bytes) => connection.receive(bytes))
    else if (data.startsWith('4')) connection.receive(data.slice(1))
    else if (data.startsWith('1')) connection.cut()
  })
  client.addEventListener('close', () => connection.cut())
}

async function bytesOf(data: unknown): Promise<Uint8Array> {
  if (data instanceof Blob) return new Uint8Array(await data.arrayBuffer())
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data as ArrayBuffer)
}

async function overPolling(
  request: Request,
  sessions: Map<string, PollingSession>,
  dial: (end: WireEnd, url: URL) => FakeConnection,
): Promise<Response> {
  const url = new URL(request.url)
  const origin = request.headers.get('origin')
  const headers = {
    'content-type': 'text/plain; charset=UTF-8',
    ...(origin !== null && { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }),
  }
  const answer = (body: string, status = 200): Response => new Response(body, { status, headers })
  if (request.method === 'OPTIONS') return answer('')
  // a socket that Node opens by itself goes past msw once it is open
  if (url.searchParams.get('transport') !== 'polling')
    return answer("use polling, or the platform's WebSocket: transports: [WebSocket] of socket.io-client", 400)
  const id = url.searchParams.get('sid')
  if (id === null) {
    const session = new PollingSession((end) => dial(end, url))
    sessions.set(session.connection.id, session)
    return answer(opening(session.connection))
  }
  const session = sessions.get(id)
  if (!session) return answer('{"code":1,"message":"Session ID unknown"}', 400)
  if (request.method === 'POST') {
    session.take(await request.text())
    return answer('ok')
  }
  const told = await session.next()
  if (session.isOver) sessions.delete(id)
  return answer(told)
}
