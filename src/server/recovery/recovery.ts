import type { Namespace, Socket } from 'socket.io'
import { clientOf, setClient } from '../connection/socket-client.js'
import { runAfter } from '../schedule.js'
import { isNoLater } from './offset.js'
import { sentSinceStart } from './session-start.js'

type Adapter = Namespace['adapter']
type Write = readonly [packets: unknown, options: { readonly volatile?: boolean; readonly mayBeLost?: boolean }]

/** What a recovered connection would hear, kept until it is known that it may. */
export interface Hold {
  /**
   * Asks again what was missed: what was sent between socket.io's own look and this one's beginning is in neither otherwise.
   * Returns whether what is known now is all there is, and nothing but what the connection may hear. What was sent past
   * it, because it sits in some rooms, is not there.
   */
  renew(hearsLess: boolean, passedOver: readonly string[]): Promise<boolean>
  /** Throws away what was kept; what is sent from now on goes out. */
  drop(): void
  /** Sends what was missed and what came meanwhile. */
  release(): void
}

// by `socket.data`, the only part of a session that socket.io hands on to the socket as it is
const missed = new WeakMap<object, readonly unknown[][]>()

// how long an adapter may take to deliver what it keeps already
const lateMs = 10_000

// by `socket.data` too
const final = new WeakSet<object>()

/** Sees to it that a connection can't be recovered when it is lost. */
export function endSession({ data }: Socket): void {
  final.add(data as object)
}

/** Lets a client come back without its session, so that it is asked like everybody and knows what it may have missed. */
export function sendBack(socket: Socket): void {
  endSession(socket)
  socket.conn.close()
}

/**
 * Makes an adapter hand missed packets to the endpoint: socket.io would send them before anybody is asked. And makes a
 * session serve once: the adapter in memory keeps it, so that a second loss, which the server has not noticed yet, would
 * bring back a state long past, under the id of a connection that takes the rooms of both along when it ends.
 */
export function shieldRecovery(
  adapter: Adapter,
  isShielded: () => boolean,
  mayBeLost: (name: unknown) => boolean,
): void {
  const restore = adapter.restoreSession.bind(adapter)
  const persist = adapter.persistSession.bind(adapter)
  adapter.restoreSession = async (pid, offset) => {
    const session = await restore(pid, offset)
    if (!session || !isShielded()) return session
    ;(adapter as { readonly sessions?: Map<string, unknown> }).sessions?.delete(pid)
    const packets = sentSinceStart(adapter, session, offset)
    if (!packets) return null as never
    const data = { ...(session.data as object) }
    // adapters that keep what they publish keep what may be lost as well, and bring it again to who heard it
    missed.set(
      data,
      packets.filter(([name]) => !mayBeLost(name)),
    )
    return { ...session, data, missedPackets: [] }
  }
  adapter.persistSession = (session) => {
    if (!final.has(session.data as object)) persist(session)
  }
}

/** Begins to keep what a connection would hear. */
export function held(socket: Socket): Hold {
  const client = clientOf(socket)
  let packets = missed.get(socket.data) ?? []
  let writes: Write[] = []
  // socket.io and its adapters write to `socket.client`, which several namespaces share: only this one's writes wait
  const keeping = Object.create(client, {
    writeToEngine: {
      value: (...write: Write) => {
        if (!write[1].volatile && !write[1].mayBeLost) writes.push(write)
      },
    },
  })
  setClient(socket, keeping)
  return {
    async renew(hearsLess, passedOver) {
      if (hearsLess) writes = []
      if (!socket.connected) return true
      const rooms = [...socket.rooms]
      // first, for what comes meanwhile is among what is missed then
      const past =
        passedOver.length > 0 &&
        (await missedIn(
          socket,
          rooms.filter((room) => !passedOver.includes(room)),
        ))
      const known = await missedIn(socket, rooms)
      if (passedOver.length > 0 && !(past && known && isWithin(past, known))) return false
      packets = known ?? packets
      return !!known || !hearsLess
    },
    drop() {
      setClient(socket, client)
    },
    release() {
      setClient(socket, client)
      for (const data of packets) sendOf(socket)({ type: 2, data })
      const replayed = new Set(packets.map((data) => data[data.length - 1]))
      const { offset } = Object(socket.handshake.auth) as { offset?: unknown }
      function peer(...write: Write): void {
        const at = offsetIn(write)
        if (!replayed.has(at) && !isNoLater(at, offset)) client.writeToEngine(...write)
      }
      for (const write of writes) peer(...write)
      // an adapter may deliver late what it keeps already, or what the client heard from another server before
      if ('sessions' in socket.nsp.adapter) return
      setClient(socket, Object.create(client, { writeToEngine: { value: peer } }))
      const restored = runAfter(lateMs, () => setClient(socket, client))
      socket.once('disconnect', restored)
    },
  }
}

/** Asks what was missed in some rooms; nothing where that can't be told. */
async function missedIn(socket: Socket, rooms: string[]): Promise<readonly unknown[][] | undefined> {
  const { adapter } = socket.nsp
  // socket.io recovers by these only
  const { pid, offset } = Object(socket.handshake.auth) as { pid: string; offset: string }
  adapter.persistSession({ sid: socket.id, pid, rooms, data: socket.data })
  const again = await Promise.resolve(adapter.restoreSession(pid, offset)).catch(() => null)
  return again ? missed.get(again.data as object) : undefined
}

/** Returns whether all of some packets are among others. */
function isWithin(some: readonly unknown[][], others: readonly unknown[][]): boolean {
  const offsets = new Set(others.map((packet) => packet.at(-1)))
  return some.every((packet) => offsets.has(packet.at(-1)))
}

/** Reads the offset that adapters put behind a packet. */
function offsetIn([packets]: Write): string | undefined {
  const [text] = Array.isArray(packets) ? packets : [packets]
  return typeof text === 'string' ? /"([^"]+)"]$/.exec(text)?.[1] : undefined
}

/** Finds what sends one packet as it is: socket.io's own way to replay, which its types keep for itself. */
function sendOf(socket: Socket): (packet: { readonly type: number; readonly data: readonly unknown[] }) => void {
  return (socket as unknown as { packet: ReturnType<typeof sendOf> }).packet.bind(socket)
}
