import { EventEmitter } from 'node:events'
import { createAdapter as redisAdapter } from '@socket.io/redis-adapter'
import type { Namespace, Server } from 'socket.io'
import { Adapter, ClusterAdapter } from 'socket.io-adapter'
import type { Socket } from 'socket.io-client'
import { describe, expect, test, vi } from 'vitest'
import { patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { type FailureObservation, type Observation, serve } from '../../src/server/index.js'
import { listening } from '../ends/server.js'
import { client } from '../ends/sockets.js'

// what carries messages between processes, here within one; `test/system/outage.test.ts` does the same with Redis
class Bus extends EventEmitter {
  /** What publishing rejects with, while it does. */
  trouble: unknown
  published = 0

  constructor() {
    super()
    this.setMaxListeners(100)
  }

  publish(channel: string, message: unknown): Promise<string> {
    if (this.trouble) return Promise.reject(this.trouble)
    this.emit('message', channel, message)
    return Promise.resolve(`${++this.published}`)
  }
}

/** Subscribes as a client of Redis does. */
class Subscriber extends EventEmitter {
  constructor(readonly bus: Bus) {
    super()
  }
  psubscribe(pattern: string): void {
    this.bus.on('message', (channel: string, message: unknown) => {
      if (channel.startsWith(pattern.slice(0, -1))) this.emit('pmessageBuffer', pattern, channel, message)
    })
  }
  subscribe(channels: string[]): void {
    this.bus.on('message', (channel: string, message: string | Buffer) => {
      if (channels.includes(channel)) this.emit('messageBuffer', channel, Buffer.from(message as string))
    })
  }
  punsubscribe(): void {}
  unsubscribe(): void {}
}

const copied = (value: object) => JSON.parse(JSON.stringify(value)) as object

class ClusterOnBus extends ClusterAdapter {
  constructor(
    nsp: Namespace,
    readonly bus: Bus,
  ) {
    super(nsp)
    bus.on('message', (channel, message) => channel === nsp.name && this.onMessage(copied(message) as never))
  }
  protected doPublish(message: object) {
    return this.bus.publish(this.nsp.name, message) as never
  }
  protected doPublishResponse() {
    return Promise.resolve()
  }
  override serverCount() {
    return Promise.resolve(2)
  }
}

let count = 0

/** Writes documents as the adapter for Mongo does, which delivers to nobody what it could not write. */
class DocumentsOnBus extends Adapter {
  readonly uid = String(count++)
  readonly bus: Bus
  constructor(nsp: Namespace, bus: Bus) {
    super(nsp)
    this.bus = bus
    bus.on('message', (channel, { uid, data }) => {
      if (channel !== nsp.name || uid === this.uid) return
      const { packet, opts } = copied(data) as { packet: { data: unknown[] }; opts?: { rooms: string[] } }
      if (opts) super.broadcast(packet, { rooms: new Set(opts.rooms) as never, except: new Set() })
      else (nsp as unknown as { _onServerSideEmit(data: unknown): void })._onServerSideEmit(packet)
    })
  }
  publish(document: object) {
    return this.bus.publish(this.nsp.name, { uid: this.uid, ...document })
  }
  override async broadcast(packet: { data: unknown[] }, opts: Parameters<Adapter['broadcast']>[1]) {
    const written = { type: 3, data: { packet, opts: { ...opts, rooms: [...opts.rooms] } } }
    try {
      await this.publish(written)
    } catch {
      return
    }
    super.broadcast(packet, opts)
  }
  override serverSideEmit(packet: unknown[]) {
    void this.publish({ type: 9, data: { packet } })
  }
}

type Kind = 'cluster' | 'client' | 'documents'

interface Node {
  readonly io: Server
  readonly url: string
  failures(): FailureObservation[]
  send(id: string): void
}

async function nodeOf(kind: Kind, bus: Bus): Promise<Node> {
  const adapters = {
    client: redisAdapter(bus, new Subscriber(bus)),
    cluster: class extends ClusterOnBus {
      constructor(nsp: Namespace) {
        super(nsp, bus)
      }
    },
    documents: class extends DocumentsOnBus {
      constructor(nsp: Namespace) {
        super(nsp, bus)
      }
    },
  }
  const { io, url } = await listening({ adapter: adapters[kind] as never })
  const seen: Observation[] = []
  const pharmacy = serve(io, patientPharmacy, {
    authenticate: ({ token }) => ({ id: String(token) }),
    autoJoin: () => [pharmacyRoom('p1')],
    observe: (observation) => void seen.push(observation),
    aliases: patientPharmacyAliases,
  })
  return {
    io,
    url,
    failures: () => seen.filter((each): each is FailureObservation => each.kind === 'failed'),
    send: (id) =>
      pharmacy
        .to(pharmacyRoom('p1'))
        .emit('order:updated', { id, status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' }),
  }
}

interface Listener {
  readonly socket: Socket
  readonly ids: string[]
  /** Waits for a fact. */
  until(id: string): Promise<void>
  /** Waits for the next time it is in. */
  in(): Promise<void>
}

async function listen({ url }: Node): Promise<Listener> {
  const socket = client(url, '/patient-pharmacy', {
    reconnection: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 50,
    auth: { token: 't' },
  })
  const ids: string[] = []
  const waiting = new Map<string, () => void>()
  socket.on('order:updated', ({ id }: { id: string }) => {
    ids.push(id)
    waiting.get(id)?.()
  })
  const listener: Listener = {
    socket,
    ids,
    until: (id) => (ids.includes(id) ? Promise.resolve() : new Promise((resolve) => waiting.set(id, resolve))),
    in: () => new Promise((resolve) => socket.once('connect', () => resolve())),
  }
  await listener.in()
  return listener
}

async function pair(kind: Kind) {
  const bus = new Bus()
  const here = await nodeOf(kind, bus)
  const there = await nodeOf(kind, bus)
  return { bus, here, there, near: await listen(here), far: await listen(there) }
}

const refused = new Error('refused')

describe.each(['cluster', 'client', 'documents'] as const)('behind an adapter of the kind %s', (kind) => {
  test('an event that could not be published is observed as failed, and who missed it comes back when it is over', async () => {
    const { bus, here, near, far } = await pair(kind)
    here.send('before')
    await Promise.all([near, far].map(({ until }) => until('before')))
    let drops = 0
    near.socket.on('disconnect', () => drops++)
    bus.trouble = refused
    here.send('missed')
    await expect
      .poll(() => here.failures())
      .toEqual([
        {
          kind: 'failed',
          namespace: '/patient-pharmacy',
          path: '/patient-pharmacy',
          part: 'adapter',
          event: 'order:updated',
          cause: refused,
        },
      ])
    bus.trouble = undefined
    const back = [far, ...(kind === 'documents' ? [near] : [])].map((each) => each.in())
    here.send('after')
    await Promise.all(back)
    here.send('end')
    await Promise.all([near, far].map(({ until }) => until('end')))
    const isAlone = kind !== 'documents'
    expect(near.ids).toEqual(['before', ...(isAlone ? ['missed'] : []), 'after', 'end'])
    expect(far.ids).toEqual(['before', 'after', 'end'])
    expect(drops).toBe(isAlone ? 0 : 1)
  })
})

test('what the application sends to everybody by itself is told of without a name, and brings everybody back', async () => {
  const { bus, here, far } = await pair('cluster')
  bus.trouble = refused
  here.io.of('/patient-pharmacy').emit('app:news', 1)
  await expect.poll(() => here.failures().length).toBe(1)
  expect(here.failures()[0]).not.toHaveProperty('event')
  bus.trouble = undefined
  const back = far.in()
  here.send('after')
  await back
})

test('where nobody observes, it is told on the console, once and without a value', async () => {
  const bus = new Bus()
  class OnBus extends ClusterOnBus {
    constructor(nsp: Namespace) {
      super(nsp, bus)
    }
  }
  const { io } = await listening({ adapter: OnBus as never })
  const pharmacy = serve(io, patientPharmacy, { authenticate: () => ({ id: 'u1' }) })
  const written = vi.spyOn(console, 'error').mockImplementation(() => {})
  bus.trouble = new TypeError('secret value')
  for (const id of ['o1', 'o2'])
    pharmacy
      .to(pharmacyRoom('p1'))
      .emit('order:updated', { id, status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' })
  await expect.poll(() => written.mock.calls.length).toBeGreaterThan(0)
  await new Promise((resolve) => setImmediate(resolve))
  expect(written.mock.calls).toHaveLength(1)
  expect(String(written.mock.calls[0])).toContain('/patient-pharmacy order:updated: adapter failed with TypeError')
  expect(String(written.mock.calls[0])).not.toContain('secret value')
  written.mockRestore()
})

test('an event that may be lost is told of, and brings nobody back', async () => {
  const { bus, here, far } = await pair('cluster')
  const room = here.io.of('/patient-pharmacy').to(pharmacyRoom('p1'))
  bus.trouble = refused
  room.volatile.emit('app:typing')
  await expect.poll(() => here.failures().length).toBe(1)
  bus.trouble = undefined
  let drops = 0
  far.socket.on('disconnect', () => drops++)
  here.send('lost')
  bus.trouble = refused
  here.send('missed')
  await expect.poll(() => here.failures().length).toBe(2)
  bus.trouble = undefined
  const back = far.in()
  here.send('after')
  await back
  expect(drops).toBe(1)
})

test('who missed something is told so as often as it takes', async () => {
  const { bus, here, far } = await pair('cluster')
  bus.trouble = refused
  here.send('missed')
  await expect.poll(() => here.failures().length).toBe(1)
  bus.trouble = undefined
  const publish = bus.publish.bind(bus)
  const notices = new Promise<void>((resolve) => {
    bus.publish = (channel, message) => {
      if (!JSON.stringify(message).includes('contract:missed')) return publish(channel, message)
      resolve()
      return Promise.reject(refused)
    }
  })
  here.send('one')
  await notices
  bus.publish = publish
  const back = far.in()
  here.send('two')
  await back
})

test('a process that is about to end tells nobody any more', async () => {
  const { bus, here, far } = await pair('cluster')
  bus.trouble = refused
  here.send('missed')
  await expect.poll(() => here.failures().length).toBe(1)
  bus.trouble = undefined
  here.send('after')
  await far.until('after')
  await here.io.close()
  const { published } = bus
  await new Promise((resolve) => setTimeout(resolve, 1200))
  expect(bus.published).toBe(published)
})

describe('sessions', () => {
  async function restoring(reason: unknown) {
    const bus = new Bus()
    class WithSessions extends ClusterOnBus {
      constructor(nsp: Namespace) {
        super(nsp, bus)
      }
      override persistSession() {
        return Promise.reject(refused) as never
      }
      override restoreSession() {
        return Promise.reject(reason)
      }
    }
    const { io, url } = await listening({
      adapter: WithSessions as never,
      connectionStateRecovery: {},
    })
    const seen: Observation[] = []
    serve(io, patientPharmacy, {
      authenticate: () => ({ id: 'u1' }),
      observe: (observation) => void seen.push(observation),
    })
    const socket = client(url, '/patient-pharmacy', { auth: { pid: 'p', offset: '1-0' } })
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
    const failures = () => seen.filter(({ kind }) => kind === 'failed')
    return { failures, socket, seen }
  }

  test('a session that an adapter knows nothing of is nobody’s failure', async () => {
    const { failures } = await restoring('session or offset not found')
    expect(failures()).toEqual([])
  })

  test.each([new Error('no connection'), 'error while fetching session'])(
    'a session that can not be read is observed as failed: %s',
    async (cause) => {
      const { failures } = await restoring(cause)
      expect(failures()).toMatchObject([{ part: 'adapter', cause }])
    },
  )

  test('a session that can not be written is observed as failed', async () => {
    const { failures, socket, seen } = await restoring('session or offset not found')
    socket.io.engine.close()
    await expect.poll(() => seen.some(({ kind }) => kind === 'connection-lost')).toBe(true)
    await expect.poll(failures).toMatchObject([{ part: 'adapter', cause: refused }])
  })
})
