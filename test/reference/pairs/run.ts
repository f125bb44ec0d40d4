import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { io, type Socket } from 'socket.io-client'
import ts from 'typescript'
import { type Snippet, wholeCode } from '../../../src/reference/snippets/snippet.js'

/** One end that runs, with what it was told and what it wrote. */
export interface Running {
  /** What came, by name, in the order of its arrival. */
  readonly came: readonly (readonly [name: string, payload: unknown])[]
  /** What the code wrote for its reader. */
  readonly logged: readonly string[]
  /** What it warned of, or failed with. */
  readonly wrong: readonly string[]
  close(): unknown
}

/** A server that runs, with where it listens. */
export interface RunningServer extends Running {
  readonly port: number
}

type Gathered = { came: [string, unknown][]; logged: string[]; wrong: string[] }

/** Runs the code of a server in TypeScript as it is printed, but on a port of its own. */
export async function runServer(snippet: Snippet, path: string): Promise<RunningServer> {
  const gathered: Gathered = { came: [], logged: [], wrong: [] }
  const http = createServer()
  const made: Server[] = []
  class OwnServer extends Server {
    constructor(port: number) {
      if (port !== 3000) throw new Error('another port than the clients know')
      super(http, { serveClient: false })
      made.push(this)
      this.of(path).on('connection', (socket) => {
        socket.onAny((name: string, payload: unknown) => gathered.came.push([name, payload]))
      })
    }
  }
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const stop = await run(snippet, gathered, { 'socket.io': { Server: OwnServer } })
  const { port } = http.address() as AddressInfo
  const close = async (): Promise<void> => {
    stop()
    for (const server of made) await server.close()
  }
  return { ...gathered, port, close }
}

/** Runs the code of a client in TypeScript as it is printed, but to the port of one server. */
export async function runClient(snippet: Snippet, port: number): Promise<Running> {
  const gathered: Gathered = { came: [], logged: [], wrong: [] }
  const made: Socket[] = []
  const ownIo = (address: string, options: object): Socket => {
    const socket = io(address.replace('localhost:3000', `127.0.0.1:${port}`), { ...options, forceNew: true })
    socket.onAny((name: string, payload: unknown) => gathered.came.push([name, payload]))
    const ask = socket.emitWithAck.bind(socket)
    // what is still asked when the test is over is answered by nobody
    socket.emitWithAck = (...args) =>
      ask(...args).catch((error) => (socket.active ? Promise.reject(error) : new Promise(() => {})))
    made.push(socket)
    return socket
  }
  const stop = await run(snippet, gathered, { 'socket.io-client': { io: ownIo } })
  return {
    ...gathered,
    close: () => {
      stop()
      for (const socket of made) socket.disconnect()
    },
  }
}

// biome-ignore lint/suspicious/noExplicitAny: what a module exports is whatever it is
type Modules = Record<string, any>

/** Runs code, whose first failure counts as something wrong, and returns what stops its timers. */
async function run(snippet: Snippet, gathered: Gathered, given: Modules): Promise<() => void> {
  const source = wholeCode(snippet)
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 }
  const { outputText } = ts.transpileModule(source, { compilerOptions })
  const modules: Modules = { ...given }
  for (const [, name = ''] of outputText.matchAll(/require\("([^"]+)"\)/g)) modules[name] ??= await imported(name)
  const timers: NodeJS.Timeout[] = []
  const fail = (error: unknown): unknown => gathered.wrong.push(String(error))
  const guarded = (send: () => void) => () => {
    try {
      send()
    } catch (error) {
      fail(error)
    }
  }
  const env = {
    require: (name: string) => modules[name],
    exports: {},
    console: {
      log: (...words: unknown[]) => gathered.logged.push(words.map(String).join(' ')),
      warn: (...words: unknown[]) => gathered.wrong.push(words.map(String).join(' ')),
    },
    // again and again, but more often
    setInterval: (send: () => void) => timers.push(setInterval(guarded(send), 5)),
  }
  const begun = new AsyncFunction(...Object.keys(env), outputText)(...Object.values(env)) as Promise<void>
  begun.catch(fail)
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}

const AsyncFunction = (async () => {}).constructor as FunctionConstructor

function imported(name: string): Promise<unknown> {
  if (name.startsWith('@taxi/')) return import('./taxi.js')
  const [, entry = ''] = name.split('socket-canon/')
  if (entry === 'server') return import('../../../src/server/index.js')
  if (entry === 'client') return import('../../../src/client/index.js')
  return import(`../../../src/${entry}.ts`)
}
