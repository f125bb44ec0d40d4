import type { Namespace } from 'socket.io'

type Adapter = Namespace['adapter']

/** An event on its way to the clients of other processes. */
export interface Outbound {
  /** The name on the wire. */
  readonly name: string
  /** The rooms it is addressed to; everybody where there are none. */
  readonly rooms: readonly string[]
  readonly isVolatile: boolean
}

/** Hears of all that an adapter publishes, and how it went; what it was is read where that matters, and may be no event. */
export type Hear = (read: () => Outbound | undefined, done: Promise<unknown>) => unknown

/** What an adapter has to do with other processes. */
export interface Publishing {
  /** Whether clients of this process get an event that could not be published. */
  readonly deliversAlone: boolean
  /** Notifies the other processes in which rooms something was missed; in all where none is named. */
  tellMissed(rooms: readonly string[]): Promise<unknown>
  /** Hears what others tell. */
  onMissed(hear: (rooms: readonly string[]) => void): void
}

/** What adapters send each other, in the words of socket.io-adapter. */
interface Message {
  readonly uid?: string
  readonly nsp?: string
  readonly type: number
  readonly data?: { readonly packet?: Packet; readonly opts?: BroadcastOptions; readonly requestId?: string }
}
interface Packet {
  readonly type: number
  readonly data: readonly unknown[]
  readonly nsp?: string
}
interface BroadcastOptions {
  readonly rooms: Iterable<string>
  readonly except?: Iterable<string>
  readonly flags?: { readonly volatile?: boolean }
}
const broadcast = 3
const event = 2

/** A client of a store, as far as it publishes. */
export interface PublishClient {
  publish(...args: unknown[]): unknown
}

/** What adapters of several processes have of their own, of which socket.io's types know nothing. */
interface ClusterAdapter extends Adapter {
  readonly uid: string
  doPublish(message: Message): unknown
  onMessage(message: Message, offset?: string): void
}
interface ClientAdapter {
  pubClient: PublishClient
  broadcast(packet: Packet, options: BroadcastOptions): unknown
}
interface DocumentAdapter {
  publish(message: Message): unknown
}

const missed = 'contract:missed'
// nobody sits in them, so that processes without this package pass it over; two, for what is for one room may go to its owners only
const nobody = [missed, `${missed}:`]

/** Listens to what an adapter publishes, where it does. */
export function publishingOf(adapter: Adapter, hear: Hear): Publishing | undefined {
  if ('doPublish' in adapter) return clusterPublishing(adapter as unknown as ClusterAdapter, hear)
  let telling: Promise<unknown>[] | undefined
  const listen: Hear = (read, done) => (telling ? telling.push(done) : hear(read, done))
  if ('pubClient' in adapter) listenToClient(adapter as unknown as ClientAdapter, listen)
  else if ('publish' in adapter) listenToDocuments(adapter as unknown as DocumentAdapter, listen)
  else return undefined
  const { nsp } = adapter
  return {
    deliversAlone: 'pubClient' in adapter,
    async tellMissed(rooms) {
      telling = []
      nsp.serverSideEmit(missed, rooms)
      const told = Promise.all(telling)
      telling = undefined
      await told
    },
    onMissed: (told) => void nsp.on(missed as never, told),
  }
}

/** Listens to a child of socket.io-adapter's `ClusterAdapter`, as those for Redis Streams, Postgres and Node's cluster are. */
function clusterPublishing(adapter: ClusterAdapter, hear: Hear): Publishing {
  const publish = adapter.doPublish.bind(adapter)
  adapter.doPublish = heard(publish, hear)
  return {
    deliversAlone: true,
    // as an event: of those an adapter waits for the answer, and a stream keeps them
    async tellMissed(rooms) {
      const { uid, nsp } = adapter
      const packet = { type: event, data: [missed, rooms], nsp: nsp.name }
      const data = { packet, opts: { rooms: nobody, except: [], flags: {} } }
      await publish({ uid, nsp: nsp.name, type: broadcast, data })
    },
    onMissed(told) {
      const receive = adapter.onMessage.bind(adapter)
      adapter.onMessage = (message, offset) => {
        const [name, rooms] = message.type === broadcast ? (message.data?.packet?.data ?? []) : []
        if (name !== missed) receive(message, offset)
        else if (message.uid !== adapter.uid) told(rooms as readonly string[])
      }
    },
  }
}

/** Listens to an adapter that writes documents, as the one for Mongo does. */
function listenToDocuments(adapter: DocumentAdapter, hear: Hear): void {
  adapter.publish = heard(adapter.publish.bind(adapter), hear)
}

function heard(publish: (message: Message) => unknown, hear: Hear): (message: Message) => unknown {
  return (message) => {
    const done = publish(message)
    if (isPromise(done)) hear(() => outboundIn(message), done)
    return done
  }
}

/** Listens to an adapter that publishes through a client whose answer it does not wait for, as the first one for Redis does. */
function listenToClient(adapter: ClientAdapter, hear: Hear): void {
  const nothing = (): undefined => undefined
  let current: () => Outbound | undefined = nothing
  const send = adapter.broadcast.bind(adapter)
  adapter.broadcast = (packet, options) => {
    current = () => outbound(packet, options)
    try {
      return send(packet, options)
    } finally {
      current = nothing
    }
  }
  adapter.pubClient = watched(adapter.pubClient, 'publish', (done) => hear(current, done))
}

/** Stands in for a client, and lets what it publishes by a method be heard of: a rejection that nobody waits for would end the process. */
export function watched<Client extends object>(
  client: Client,
  method: keyof Client & string,
  hear: (done: Promise<unknown>) => void,
): Client {
  function publish(...args: unknown[]): unknown {
    const done = (client[method] as (...args: unknown[]) => unknown).apply(client, args)
    if (isPromise(done)) hear(done)
    return done
  }
  return new Proxy(client, {
    get(target, name) {
      if (name === method) return publish
      const value: unknown = Reflect.get(target, name)
      // clients have private fields, which a proxy has not
      return typeof value === 'function' && name !== 'constructor' ? value.bind(target) : value
    },
  })
}

/** Returns whether a value is a promise, of whatever library. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | undefined)?.then === 'function'
}

function outboundIn({ type, data }: Message): Outbound | undefined {
  const { packet, opts, requestId } = data ?? {}
  return type === broadcast && packet && opts && requestId === undefined ? outbound(packet, opts) : undefined
}

function outbound({ data }: Packet, { rooms, flags }: BroadcastOptions): Outbound {
  return { name: String(data[0]), rooms: [...rooms], isVolatile: flags?.volatile ?? false }
}
