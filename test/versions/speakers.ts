import { io as connectTo, type Socket } from 'socket.io-client'
import { type Client, connect, deliver } from '../../src/client/index.js'
import type { NamespaceContract } from '../../src/index.js'
import { firstShop, type Shop, shop } from './contracts.js'
import type { Said, Tongue } from './said.js'

/** What a client is: what it speaks, and whether our binding speaks for it or it is socket.io's own. */
export interface SpeakerKind {
  readonly name: string
  readonly tongue: Tongue
  readonly isBound: boolean
}

/** Every kind of client. */
export const kinds: readonly SpeakerKind[] = [
  { name: 'version 1', tongue: 'first', isBound: true },
  { name: 'version 1, stock', tongue: 'first', isBound: false },
  { name: 'version 2', tongue: 'second', isBound: true },
  { name: 'version 2, stock', tongue: 'second', isBound: false },
  { name: 'undeclared', tongue: 'old', isBound: false },
]

/** One client, with all that reached it. */
export interface Speaker {
  readonly kind: SpeakerKind
  readonly path: string
  readonly user: string
  /** The event packets on the wire, but the contract's own. */
  readonly packets: unknown[][]
  /** What its handlers were called with. */
  readonly calls: Said[]
  /** Begins to hear an event by the name that this client has for it. */
  listen(name: string): void
  /** Says something, and waits for its reply where it has one. */
  ask(said: Said, isAnswered: boolean): Promise<unknown>
  /** Delivers something, and waits until it is taken. */
  deliver(said: Said, id: string): Promise<unknown>
  enter(room: string, shopId: string): Promise<unknown>
  /** Waits until all that was sent before is there. */
  settle(): Promise<unknown>
  close(): void
}

const versions: Readonly<Record<Tongue, number | undefined>> = { first: 1, second: 2, old: undefined }

/** Connects a client of a kind. */
export async function speaker(
  url: string,
  path: string,
  transport: string,
  kind: SpeakerKind,
  user: string,
): Promise<Speaker> {
  const version = versions[kind.tongue]
  // a stock client writes by hand what it declares
  const contract = { package: '0.1.0', versions: { '/shop': [version] } }
  const socket = connectTo(url + path, {
    transports: [transport],
    forceNew: true,
    autoConnect: false,
    auth: { token: user, ...(!kind.isBound && version !== undefined && { contract }) },
  })
  const packets: unknown[][] = []
  const isIn = new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const bound = kind.isBound ? connect(socket, (version === 1 ? firstShop : shop) as NamespaceContract) : undefined
  if (!bound) socket.connect()
  await isIn
  socket.io.on('packet', ({ type, nsp, data }: { type: number; nsp: string; data?: unknown[] }) => {
    if (type === 2 && nsp === path && data && !String(data[0]).startsWith('contract:')) packets.push(data)
  })
  const calls: Said[] = []
  const common = { kind, path, user, packets, calls }
  const settle = (): Promise<unknown> => socket.timeout(5000).emitWithAck('contract:ping')
  return bound ? { ...common, settle, ...boundWays(bound, calls) } : { ...common, settle, ...stockWays(socket, calls) }
}

type Ways = Pick<Speaker, 'listen' | 'ask' | 'deliver' | 'enter' | 'close'>

function boundWays(given: Client<NamespaceContract>, calls: Said[]): Ways {
  // the two contracts have other names, and which of them this is only the table knows
  const client = given as unknown as {
    on(name: string, handler: (payload: object) => void): void
    emit(name: string, payload: object): boolean
    request(name: string, payload: object): Promise<unknown>
    join(room: string): { readonly joined: Promise<void> }
    close(): void
  }
  return {
    listen: (name) => client.on(name, (payload) => calls.push([name, payload])),
    ask: async ([name, payload], isAnswered) =>
      isAnswered ? client.request(name, payload) : void client.emit(name, payload),
    deliver: ([name, payload], id) =>
      deliver(given as unknown as Client<Shop>, name as 'stock:count', payload as never, { id }),
    enter: (room) => client.join(room).joined,
    close: () => client.close(),
  }
}

function stockWays(socket: Socket, calls: Said[]): Ways {
  const asked = (name: string, payload: object): Promise<unknown> => socket.timeout(5000).emitWithAck(name, payload)
  return {
    listen: (name) => void socket.on(name, (payload: object) => calls.push([name, payload])),
    ask: async ([name, payload], isAnswered) => (isAnswered ? asked(name, payload) : void socket.emit(name, payload)),
    deliver: async ([event, payload], id) => {
      const answer = await asked('contract:deliver', { id, event, payload })
      if ((answer as { id?: string }).id !== id) throw new Error('the delivery was not taken')
    },
    enter: (_, shopId) => asked('shop:join', { shopId }),
    close: () => void socket.disconnect(),
  }
}
