import type { Namespace } from 'socket.io'
import { ClusterAdapter, type Session } from 'socket.io-adapter'

type Message = Parameters<ClusterAdapter['onMessage']>[0]
interface Sent {
  readonly offset: string
  readonly nsp: string
  readonly text: string
}

/** What the servers of one history share: their messages in order, and the sessions of who is away. */
export interface Bus {
  /** What a server is given. */
  readonly adapter: new (
    namespace: Namespace,
  ) => ClusterAdapter
}

/** Makes a bus that carries every message a turn later, as JSON, and restores a session once, as Redis Streams does. */
export function bus(): Bus {
  const members = new Set<BusAdapter>()
  const sent: Sent[] = []
  const sessions = new Map<string, string>()
  let count = 0

  class BusAdapter extends ClusterAdapter {
    constructor(nsp: Namespace) {
      super(nsp)
      members.add(this)
    }
    override close(): void {
      members.delete(this)
    }
    override serverCount(): Promise<number> {
      return Promise.resolve([...members].filter(({ nsp }) => nsp.name === this.nsp.name).length)
    }
    protected override doPublish(message: Message): Promise<string> {
      // as those of Redis Streams, which count up
      const offset = `1700000000000-${++count}`
      const text = JSON.stringify(message)
      sent.push({ offset, nsp: this.nsp.name, text })
      return new Promise((resolve) =>
        setImmediate(() => {
          for (const member of [...members])
            if (member !== this)
              (member as unknown as { onMessage(message: Message, offset: string): void }).onMessage(
                JSON.parse(text),
                offset,
              )
          resolve(offset)
        }),
      )
    }
    protected override doPublishResponse(requester: string, response: object): Promise<void> {
      const text = JSON.stringify(response)
      return new Promise((resolve) =>
        setImmediate(() => {
          for (const member of members) if (member.isOf(requester)) member.onResponse(JSON.parse(text))
          resolve()
        }),
      )
    }
    private isOf(requester: string): boolean {
      return this.uid === requester
    }
    override persistSession(session: Omit<Session, 'missedPackets'>): void {
      sessions.set(session.pid as string, JSON.stringify(session))
    }
    override async restoreSession(pid: string, offset: string): Promise<Session> {
      await new Promise((resolve) => setImmediate(resolve))
      const text = sessions.get(pid)
      sessions.delete(pid)
      const place = sent.findIndex((each) => each.offset === offset)
      if (!text || place < 0) return null as never
      const session = JSON.parse(text) as Session
      session.missedPackets = []
      for (const { offset: at, nsp, text: each } of sent.slice(place + 1)) {
        const { type, data } = JSON.parse(each) as {
          type: number
          data: { packet: { data: unknown[] }; opts: { rooms: string[]; except: string[] } }
        }
        if (type !== 3 || nsp !== this.nsp.name) continue
        const { rooms, except } = data.opts
        const isFor = rooms.length === 0 || session.rooms.some((room) => rooms.includes(room))
        if (!isFor || session.rooms.some((room) => except.includes(room))) continue
        session.missedPackets.push([...data.packet.data, at])
      }
      return session
    }
  }
  return { adapter: BusAdapter }
}
