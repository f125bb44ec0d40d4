import { Emitter as PostgresEmitter } from '@socket.io/postgres-emitter'
import { Emitter as RedisEmitter } from '@socket.io/redis-emitter'
import pg from 'pg'
import { createClient } from 'redis'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  chatRoom,
  type PatientPharmacy,
  patientPharmacy,
  patientPharmacyAliases,
  pharmacyRoom,
} from '../../src/patient-pharmacy.js'
import { emitterOf, type Observation, type PathEmitter, type Sender, streamsEmitter } from '../../src/server/index.js'
import { buildProgram, type Node, startNodes } from './nodes.js'
import { type Postgres, startPostgres } from './postgres.js'
import { type Redis, startRedis } from './redis.js'

let redis: Redis
let postgres: Postgres
const open: (() => unknown)[] = []

beforeAll(async () => {
  await buildProgram()
  redis = await startRedis()
  postgres = await startPostgres()
})
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})
afterAll(async () => {
  await redis.close()
  await postgres.close()
})

type Kind = 'redis' | 'streams' | 'postgres'

async function nodesOf(kind: Kind): Promise<Node[]> {
  const nodes = await startNodes(kind, kind === 'postgres' ? postgres.url : redis.port)
  open.push(() => Promise.all(nodes.map((node) => node.kill('SIGKILL'))))
  return nodes
}

async function redisClient() {
  const client = createClient({ url: redis.url })
  await client.connect()
  open.push(() => client.close())
  return client
}

function pool(): pg.Pool {
  const made = new pg.Pool({ connectionString: postgres.url })
  open.push(() => made.end())
  return made
}

const emitters: Readonly<Record<Kind, () => Promise<PathEmitter>>> = {
  redis: async () => new RedisEmitter(await redisClient()),
  streams: async () => streamsEmitter(await redisClient()),
  postgres: async () => new PostgresEmitter(pool()),
}

interface Listener {
  readonly socket: Socket
  readonly packets: [name: string, payload: unknown][]
}

/** Connects as a client of old on the legacy path, or one that declares the contract. */
async function listen({ port }: Node, path: string, auth: object): Promise<Listener> {
  const socket = io(`http://127.0.0.1:${port}${path}`, { transports: ['websocket'], forceNew: true, auth })
  open.push(() => socket.disconnect())
  const packets: Listener['packets'] = []
  socket.onAny((name, payload) => void (name.startsWith('contract:') || packets.push([name, payload])))
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
  return { socket, packets }
}
/** How long anything may take on a machine that has other work. */
const patience = { timeout: 20_000 }
const declared = { contract: { package: '0.1.0', versions: { '/patient-pharmacy': [1] } } }

type Pharmacy = Sender<PatientPharmacy>

function sender(emitter: PathEmitter): { pharmacy: Pharmacy; seen: Observation[] } {
  const seen: Observation[] = []
  const observe = (each: Observation) => void (each.kind === 'failed' && seen.push(each))
  const options = { aliases: patientPharmacyAliases, legacy: true, observe } as const
  return { pharmacy: emitterOf(emitter, patientPharmacy, options), seen }
}
const updated = (id: string) => ({ id, status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' }) as const

/** Waits until the servers listen to a channel in Redis, which they may not do yet when they take connections. */
async function listening(channel: string): Promise<void> {
  const client = await redisClient()
  await expect.poll(() => client.sendCommand(['PUBSUB', 'CHANNELS', channel]), patience).not.toEqual([])
}

/** Sends until everybody hears, which an adapter that is young may not do at once. */
async function warm({ pharmacy }: { readonly pharmacy: Pharmacy }, all: readonly Listener[]): Promise<void> {
  await expect
    .poll(
      () => {
        pharmacy.to(pharmacyRoom('p1')).emit('order:updated', updated('warm'))
        return all.every(({ packets }) => packets.length > 0)
      },
      { ...patience, interval: 100 },
    )
    .toBe(true)
}
const idOf = (payload: unknown) => (payload as { readonly id?: string }).id

describe.each(['redis', 'streams', 'postgres'] as const)(
  'a process that is no server, by the emitter of %s',
  (kind) => {
    test('reaches every client as a server would, and none that may not hear it', async () => {
      const [one, two] = (await nodesOf(kind)) as [Node, Node]
      const sending = sender(await emitters[kind]())
      const insiders = [
        await listen(one, '/patient-pharmacy', { token: 'u1', ...declared }),
        await listen(two, '/', { token: 'u2' }),
        await listen(two, '/', { token: 'u3', ...declared }),
      ]
      const outsider = await listen(one, '/', { token: 'outsider' })
      await warm(sending, insiders)
      const ids = ['fact', ...Array.from({ length: 50 }, (_, index) => `f${index}`), 'end']
      for (const id of ids) sending.pharmacy.to(pharmacyRoom('p1')).emit('order:updated', updated(id))
      for (const { packets } of insiders)
        await expect.poll(() => packets.some(([, payload]) => idOf(payload) === 'end'), patience).toBe(true)
      const namesOf = ({ packets }: Listener) =>
        packets.filter(([, payload]) => idOf(payload) === 'fact').map(([name]) => name)
      expect(insiders.map(namesOf)).toEqual([
        ['order:updated'],
        ['order:updated', 'order:status-updated'],
        ['order:updated'],
      ])
      expect(outsider.packets).toEqual([])
      expect(sending.seen).toEqual([])
    })
  },
)

/** A message too long for a notification of Postgres's. */
const long = { ...patientPharmacy.serverToClient['chat:message'].example, content: 'x'.repeat(9000) } as never

test('what is too long for a notification of Postgres arrives whole, from a server and from elsewhere', async () => {
  const nodes = await nodesOf('postgres')
  const sending = sender(new PostgresEmitter(pool()))
  const all = await Promise.all(nodes.map((node) => listen(node, '/patient-pharmacy', { token: 'u1', ...declared })))
  await warm(sending, all)
  for (const { socket } of all) await socket.emitWithAck('chat:join', { roomId: 'r1' })
  sending.pharmacy.to(chatRoom('r1')).emit('chat:message', long)
  await nodes[0]?.emit('chat:message', 'from-a-server')
  for (const { packets } of all) {
    await expect.poll(() => packets.filter(([name]) => name === 'chat:message'), patience).toHaveLength(2)
    const messages = packets.filter(([name]) => name === 'chat:message').map(([, payload]) => payload)
    expect(messages).toContainEqual(long)
    expect(messages).toContainEqual({ ...(long as object), id: 'from-a-server' })
  }
  expect(sending.seen).toEqual([])
})

test('an emitter for Postgres keeps its channel on each path, and tells what it can not publish without an end', async () => {
  const queries: unknown[][] = []
  const cause = new Error('the database is away')
  const away = {
    query(...query: unknown[]) {
      queries.push(query)
      return queries.length > 1 ? Promise.reject(cause) : Promise.resolve({ rows: [] })
    },
  }
  const { pharmacy, seen } = sender(
    new PostgresEmitter(away, '/', { channelPrefix: 'shop', tableName: 'long_ones', payloadThreshold: 4000 }),
  )
  pharmacy.to(pharmacyRoom('p1')).emit('order:updated', updated('o1'))
  await expect.poll(() => seen, patience).toHaveLength(2)
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(queries.map(([, values]) => (values as string[])[0])).toEqual(['shop#/patient-pharmacy', 'shop#/', 'shop#/'])
  expect(seen.map((each) => ({ ...each }))).toEqual(
    Array(2).fill(expect.objectContaining({ part: 'adapter', path: '/', event: 'order:updated', cause })),
  )
  pharmacy.to(chatRoom('r1')).emit('chat:message', long)
  await expect.poll(() => queries.some(([text]) => String(text).includes('INSERT INTO long_ones')), patience).toBe(true)
})

describe('an emitter that reaches no server', () => {
  /** Sends once, and returns what the emitter is told of it. */
  async function toldOf(emitter: PathEmitter): Promise<string[]> {
    const { pharmacy, seen } = sender(emitter)
    const send = () => pharmacy.to(pharmacyRoom('p1')).emit('order:updated', updated('o1'))
    for (let turn = 0; turn < 3; turn++) send()
    await expect.poll(() => seen.length, patience).toBeGreaterThan(0)
    send()
    expect(seen).toMatchObject([{ kind: 'failed', part: 'emitter', namespace: '/patient-pharmacy' }])
    return seen.map((each) => (each as { cause: Error }).cause.message)
  }

  test('is told that nobody listens where no server is up', async () => {
    for (const kind of ['redis', 'streams', 'postgres'] as const) {
      const [words] = await toldOf(await emitters[kind]())
      expect(words, kind).toMatch(
        /^\/patient-pharmacy: nobody listens on this path: no server is up, or the servers have /,
      )
    }
  })

  test('is told of another store, stream, key or channel that the servers have', async () => {
    await nodesOf('streams')
    await listening('*#/patient-pharmacy#')
    expect(await toldOf(new RedisEmitter(await redisClient()))).toEqual([
      '/patient-pharmacy: the servers read Redis Streams, and hear nothing of what this emitter publishes: give emitterOf what streamsEmitter(client) makes',
    ])
    expect(await toldOf(streamsEmitter(await redisClient(), { streamName: 'other' }))).toEqual([
      '/patient-pharmacy: the servers read another stream than this emitter writes to: give it their `streamName`',
    ])
    await Promise.all(open.splice(0).map((close) => close()))
    await nodesOf('redis')
    await listening('*-request#/patient-pharmacy#')
    expect(await toldOf(streamsEmitter(await redisClient()))).toEqual([
      '/patient-pharmacy: the servers have @socket.io/redis-adapter, which reads no stream: give emitterOf an Emitter of @socket.io/redis-emitter',
    ])
    expect(await toldOf(new RedisEmitter(await redisClient(), { key: 'other' }))).toEqual([
      '/patient-pharmacy: the servers have another `key` in Redis than this emitter: give it the one of createAdapter',
    ])
    expect(await toldOf(new PostgresEmitter(pool()))).toEqual([
      '/patient-pharmacy: nobody listens on this path: no server is up, or the servers have another store or another `channelPrefix`',
    ])
    await nodesOf('postgres')
    expect(await toldOf(new PostgresEmitter(pool(), '/', { channelPrefix: 'other' }))).toHaveLength(1)
  })
})
