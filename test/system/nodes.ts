import { type ChildProcess, fork } from 'node:child_process'
import { type AddressInfo, connect, createServer, type Socket as TcpSocket } from 'node:net'
import { join } from 'node:path'
import { programOf, writeProgram } from '../ends/program.js'

/** Is one server process. */
export interface Node {
  readonly port: number
  /** Sends one event to everyone in the room, and waits until the process has done so. */
  emit(name: string, id: string): Promise<void>
  /** Lists who is in a room, each with how many connections, or says why that is not known. */
  members(room: string): Promise<string[]>
  /** Lets a token count for nothing from now on. */
  revoke(token: string): Promise<void>
  kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

const program = join(import.meta.dirname, 'node.program.ts')

/** Writes the program of server processes. */
export async function buildProgram(): Promise<void> {
  await writeProgram(program)
}

type Members = readonly { readonly userId: string; readonly connections: number }[] | { readonly code: string }
type Message = {
  readonly index?: number
  readonly port?: number
  readonly emitted?: string
  readonly members?: Members
}

function spawned(env: NodeJS.ProcessEnv): ChildProcess {
  return fork(programOf(program), { env: { ...process.env, ...env }, serialization: 'advanced' })
}

function message(child: ChildProcess, fits: (message: Message) => boolean): Promise<Message> {
  return new Promise((resolve, reject) => {
    const hear = (heard: Message) => {
      if (!fits(heard)) return
      child.off('message', hear).off('exit', end)
      resolve(heard)
    }
    const end = () => reject(new Error('the server process ended before it answered'))
    child.on('message', hear).once('exit', end)
  })
}

function nodeOf(child: ChildProcess, port: number, index: number | undefined): Node {
  let asked = 0
  const order = async (id: string, what: object): Promise<Message> => {
    const done = message(child, (heard) => heard.emitted === id && heard.index === index)
    child.send({ ...what, id, index })
    return await done
  }
  return {
    port,
    async emit(name, id) {
      await order(id, { emit: name })
    },
    async members(room) {
      const { members = [] } = await order(`members ${asked++}`, { members: room })
      if ('code' in members) return [members.code]
      return members.map(({ userId, connections }) => `${userId} ${connections}`).sort()
    },
    async revoke(token) {
      await order(`revoke ${token}`, { revoke: token })
    },
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill(signal)
      await gone
    },
  }
}

/** Starts two server processes behind one adapter. */
export async function startNodes(
  kind: 'redis' | 'streams' | 'cluster' | 'postgres',
  /** The port of Redis, or the address of Postgres. */
  store: number | string,
  raw = false,
): Promise<Node[]> {
  const env = { KIND: kind, REDIS_PORT: String(store), POSTGRES: String(store), RAW: raw ? '1' : '' }
  if (kind === 'cluster') {
    const child = spawned(env)
    const ports = await Promise.all(
      [0, 1].map((index) => message(child, (heard) => heard.index === index && heard.port !== undefined)),
    )
    return ports.map(({ port }, index) => nodeOf(child, port as number, index))
  }
  return Promise.all(
    [0, 1].map(async () => {
      const child = spawned(env)
      const { port } = await message(child, (heard) => heard.port !== undefined)
      return nodeOf(child, port as number, undefined)
    }),
  )
}

/** Is a door that leads to whichever process lives, the first one first. */
export interface Door {
  readonly url: string
  close(): Promise<void>
}

/** Opens a door to several processes, as a load balancer would. */
export async function openDoor(nodes: readonly Node[]): Promise<Door> {
  const open = new Set<TcpSocket>()
  const server = createServer((inner) => {
    open.add(inner)
    inner.on('error', () => inner.destroy()).on('close', () => open.delete(inner))
    const tryNext = ([node, ...others]: readonly Node[]): void => {
      if (!node) {
        inner.destroy()
        return
      }
      const outer = connect(node.port, '127.0.0.1')
      let isOpen = false
      outer.on('connect', () => {
        isOpen = true
        inner.pipe(outer).pipe(inner)
      })
      outer.on('error', () => (isOpen ? inner.destroy() : tryNext(others)))
      outer.on('close', () => isOpen && inner.destroy())
      inner.on('close', () => outer.destroy())
    }
    tryNext(nodes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
