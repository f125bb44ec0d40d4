import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo, Socket as TcpSocket } from 'node:net'
import { Server, type ServerOptions, type Socket } from 'socket.io'
import type { Observation } from '../../src/index.js'
import { type Served, serve } from '../../src/server/index.js'
import { type Application, application, handlerTimeoutMs, type User } from './application.js'
import { bus } from './bus-adapter.js'
import { kits, type Letter, letters } from './contracts.js'
import type { Answer, FactKind, Setting } from './plan.js'
import { type Recorder, recorder } from './recorder.js'
import { type Streams, streams } from './streams.js'

/** One server of a history. */
export interface Node {
  readonly number: number
  readonly io: Server
  readonly port: number
  /** Serves a contract anew, as a hot reload does. */
  serve(of: Letter): void
  send(of: Letter, kind: FactKind | 'news', rooms: readonly string[]): void
  /** Ends this server, and starts another in its place. */
  restart(): Promise<void>
  /** Counts what the adapters hold. */
  held(): { readonly what: string; readonly count: number }[]
  /** Ends connections below Socket.IO whose clients went while nobody could tell, as a ping would in a minute. */
  hangUp(): void
  close(): void
}

/** The servers of one history, the application behind them, and the log. */
export interface World {
  readonly setting: Setting
  readonly recorder: Recorder
  readonly app: Application
  readonly nodes: readonly Node[]
  close(): Promise<void>
}

/** Runs something, and hands over the intervals it began: the adapter of socket.io never ends its own. */
function collecting<Value>(run: () => Value): readonly [Value, () => void] {
  const { setInterval: real } = globalThis
  const timers: ReturnType<typeof real>[] = []
  globalThis.setInterval = ((...args: Parameters<typeof real>) => {
    const timer = real(...args)
    timers.push(timer)
    return timer
  }) as typeof real
  try {
    return [run(), () => timers.forEach((timer) => void clearInterval(timer))]
  } finally {
    globalThis.setInterval = real
  }
}

/** Starts the servers of a history. */
export async function world(setting: Setting, serverCount: number): Promise<World> {
  const log = recorder()
  const app = application(log, setting.nameless)
  const shared: Streams | undefined = setting.adapter === 'redis' ? await streams() : undefined
  const common = setting.adapter === 'cluster' ? bus().adapter : undefined
  const nodes: Node[] = []
  for (let number = 0; number < serverCount; number++) {
    const adapter = shared ? await shared.adapter() : common
    nodes.push(await node(number, setting, log, app, adapter as never))
  }
  if (shared) await acquainted(nodes)
  return {
    setting,
    recorder: log,
    app,
    nodes,
    close: async () => {
      for (const each of nodes) each.close()
      await shared?.close()
    },
  }
}

/**
 * Waits until each server has read what another one wrote: the adapter of Redis Streams asks for what comes next with every
 * read until it read something, and what comes between two reads it never has.
 */
async function acquainted(nodes: readonly Node[]): Promise<void> {
  for (const from of nodes)
    for (const to of nodes) {
      if (from === to) continue
      const adapter = to.io.of('/').adapter as unknown as { onMessage(...message: unknown[]): void }
      const { onMessage } = adapter
      const heard = new Promise<void>((resolve) => {
        adapter.onMessage = (...message) => {
          resolve()
          onMessage.apply(adapter, message)
        }
      })
      // through the stream, unlike an event between servers
      const timer = setInterval(() => from.io.in('nobody').socketsJoin('nowhere'), 20)
      await heard
      clearInterval(timer)
      adapter.onMessage = onMessage
    }
}

async function node(
  number: number,
  setting: Setting,
  recorder: Recorder,
  app: Application,
  adapter: ServerOptions['adapter'] | undefined,
): Promise<Node> {
  const attempts = new Map<string, number>()
  let served = new Map<Letter, Served<never, unknown>>()
  let io: Server
  let http: HttpServer
  let port = 0
  let open = new Set<TcpSocket>()
  let rest = (): void => {}

  const observe = (of: Letter) => (seen: Observation) => {
    if (seen.kind !== 'connection-made' && seen.kind !== 'refused') return
    const attempt = attempts.get(`${of} ${seen.socketId}`)
    if (attempt === undefined) return
    if (seen.kind !== 'refused') recorder.add({ kind: 'made', of, attempt })
    else if (seen.error.code === 'AUTH_EXPIRED' && seen.event === undefined)
      recorder.add({ kind: 'expired', of, attempt })
  }
  const serveOne = (of: Letter): void => {
    served.get(of)?.close()
    const { contract, aliases } = kits[of]
    const isNameless = setting.nameless && of === 'c'
    const handle = serve(io, contract, {
      aliases: aliases as never,
      legacy: true,
      handlerTimeoutMs,
      authenticate: async (auth: Readonly<Record<string, unknown>>, socket: Socket) => {
        attempts.set(`${of} ${socket.id}`, auth['attempt'] as number)
        return app.authenticate(of, auth)
      },
      ...(!isNameless && { userId: (user: User | undefined) => user?.id }),
      expiresAt: (user: User | undefined) => user?.until,
      autoJoin: (user: User | undefined) => app.autoJoin(of, user as User),
      mayJoin: (user: User | undefined, room: string) => app.mayJoin(of, user as User, room),
      limiter: { consume: () => app.consume(of) },
      deliveries: app.deliveries,
      observe: observe(of),
    } as never) as unknown as Served<never, unknown>
    for (const name of ['ask', 'often', 'say'])
      (handle.on as (name: string, handler: unknown) => void)(
        `${of}:${name}`,
        async (
          payload: { id: string },
          context: { user: User | undefined; emit(name: string, payload: object): void },
        ) => {
          const [, call, how] = payload.id.split('.')
          recorder.add({ kind: 'handled', of, attempt: context.user?.attempt, event: name, call: Number(call) })
          await app.answer(how as Answer)
          if (name === 'ask' && context.user) {
            const id = `w${recorder.number()}`
            recorder.add({ kind: 'emitted', of, name: 'word', id, rooms: [], to: context.user.attempt, server: number })
            context.emit(`${of}:word`, { id })
          }
          return { id: payload.id }
        },
      )
    ;(handle.on as (name: string, handler: unknown) => void)(
      `${of}:join`,
      async ({ room }: { room: string }, { user }: { user: User | undefined }) => {
        recorder.add({ kind: 'handled', of, attempt: user?.attempt, event: 'join', call: 0 })
        await app.answer(app.welcomes.get(`${of} ${user?.name}`) ?? 'yes')
        return { room }
      },
    )
    served.set(of, handle)
  }
  const start = async (): Promise<void> => {
    http = createServer()
    open = new Set()
    const mine = open
    http.on('connection', (socket) => {
      mine.add(socket)
      socket.on('close', () => mine.delete(socket))
    })
    const [, stop] = collecting(() => {
      io = new Server(http, {
        serveClient: false,
        transports: [setting.transport],
        allowUpgrades: false,
        pingInterval: 60_000,
        ...(setting.recovery && { connectionStateRecovery: { maxDisconnectionDuration: 30_000 } }),
        ...(adapter && { adapter }),
      } as Partial<ServerOptions>)
      served = new Map()
      for (const of of letters) serveOne(of)
    })
    rest = stop
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject)
      http.listen(port, '127.0.0.1', resolve)
    })
    port = (http.address() as AddressInfo).port
  }
  const end = (): void => {
    for (const handle of served.values()) handle.close()
    void io.close()
    for (const socket of open) socket.destroy()
    rest()
  }
  await start()
  return {
    number,
    get io() {
      return io
    },
    get port() {
      return port
    },
    serve: serveOne,
    send: (of, kind, rooms) => {
      const id = `f${recorder.number()}`
      recorder.add({ kind: 'emitted', of, name: kind, id, rooms, server: number })
      const handle = served.get(of) as unknown as {
        to(rooms: readonly string[]): { emit(name: string, payload: object): void }
        emit(name: string, payload: object): void
      }
      if (kind === 'news') handle.emit(`${of}:news`, { id })
      else handle.to(rooms).emit(`${of}:${kind}`, { id })
    },
    restart: async () => {
      end()
      await new Promise((resolve) => setImmediate(resolve))
      await start()
    },
    held: () =>
      [...io._nsps.values()].flatMap(({ name, adapter: { rooms, sids }, sockets }) => [
        { what: `rooms on ${name}`, count: rooms.size },
        { what: `connections in rooms on ${name}`, count: sids.size },
        { what: `connections on ${name}`, count: sockets.size },
      ]),
    hangUp: () => {
      const { clients } = io.engine as unknown as { clients: Record<string, { close(discard: boolean): void }> }
      for (const each of Object.values(clients)) each.close(true)
    },
    close: end,
  }
}
