import { createShardedAdapter, createAdapter as redisAdapter } from '@socket.io/redis-adapter'
import { Emitter } from '@socket.io/redis-emitter'
import { createAdapter as streamsAdapter } from '@socket.io/redis-streams-adapter'
import { createClient } from 'redis'
import { io as connectTo, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { connect } from '../../src/client/index.js'
import type { NamespaceContract } from '../../src/index.js'
import { emitterOf, type Observation, serve } from '../../src/server/index.js'
import { afterwards } from '../ends/afterwards.js'
import { listening } from '../ends/server.js'
import { declaring, settled } from '../ends/sockets.js'
import { firstShop, shop, shopPast, shopRoom, tableRoom } from '../ends/versioned-shop.js'
import { next, until } from '../ends/waiting.js'
import { openDoor } from './nodes.js'
import { type Redis, startRedis } from './redis.js'

let redis: Redis

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.close())

type Kind = 'streams' | 'redis' | 'sharded'

async function redisClient() {
  const made = createClient({ url: redis.url })
  made.on('error', () => {})
  await made.connect()
  afterwards(() => made.close())
  return made
}

/** Makes what ties the processes of one fleet together. */
async function adapterOf(kind: Kind, fleet: string) {
  const publisher = await redisClient()
  if (kind === 'streams') return streamsAdapter(publisher, { streamName: fleet, blockTimeInMs: 100 })
  const subscriber = await redisClient()
  return kind === 'redis'
    ? redisAdapter(publisher, subscriber, { key: fleet })
    : createShardedAdapter(publisher, subscriber, { channelPrefix: fleet })
}

/** Starts a process of version 1, as it was first released, or of today. */
async function processOf(kind: Kind, fleet: string, isOld: boolean) {
  const adapter = (await adapterOf(kind, fleet)) as never
  const { io, url, port } = await listening({ adapter, ...(kind === 'streams' && { connectionStateRecovery: {} }) })
  const seen: Observation[] = []
  const served = serve(io, (isOld ? firstShop : shop) as NamespaceContract, {
    authenticate: ({ token }) => ({ id: String(token) }),
    autoJoin: ({ id }) => [id === 'table' ? tableRoom('t1') : shopRoom('s1')],
    observe: (each: Observation) => seen.push(each),
    ...(!isOld && { past: shopPast }),
  })
  /** Sends an order as this version has it; the places to which it goes are two, of which nobody sits in the second but those of a table. */
  const send = (id: string, room: string = shopRoom('s1')): void =>
    isOld
      ? served.to(room as never).emit('order:new' as never, { nr: id } as never)
      : served.to(room as never).emit('order:placed' as never, { id } as never)
  return { io, url, port, seen, send }
}

type Process = Awaited<ReturnType<typeof processOf>>

/** A place behind the door of a fleet, in which one process follows another. */
interface Slot {
  readonly url: string
  readonly ports: { port: number }[]
  process: Process
  /** Which process it is, as its facts say. */
  name: string
}

/** Facts that flow from every slot without pause, each with the name of its process and its number there. */
function flowing(slots: readonly Slot[]) {
  const sent = new Map<string, number>()
  let isOver = false
  const flow = (async () => {
    while (!isOver) {
      for (const { name, process } of slots) {
        const count = sent.get(name) ?? 0
        sent.set(name, count + 1)
        process.send(`${name}-${count}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })()
  async function stop(): Promise<void> {
    isOver = true
    await flow
  }
  afterwards(stop)
  return { sent, stop }
}

type Flow = ReturnType<typeof flowing>

/** What a client heard while nothing told it that it may have missed something. */
interface Span {
  /** How much each process had sent when it began. */
  readonly from: ReadonlyMap<string, number>
  readonly heard: Map<string, number[]>
}

/** Writes down what a client hears under the name that its version has for it. */
function hearer(title: string, socket: Socket, name: string, { sent }: Flow) {
  const spans: Span[] = []
  const others: string[] = []
  socket.on('connect', () => {
    if (!socket.recovered) spans.push({ from: new Map(sent), heard: new Map() })
  })
  socket.onAny((got: string, payload: { id?: string; nr?: string }) => {
    if (got.startsWith('contract:')) return
    if (got !== name) return void others.push(got)
    const [process = '', number] = String(payload.id ?? payload.nr).split('-')
    const heard = spans.at(-1)?.heard
    heard?.set(process, [...(heard.get(process) ?? []), Number(number)])
  })
  /** Waits until it has heard what was sent last by some process, or later. */
  async function heardLast(process: string): Promise<void> {
    const last = (sent.get(process) ?? 0) - 1
    while (
      !spans
        .at(-1)
        ?.heard.get(process)
        ?.some((number) => number >= last)
    )
      await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return { title, socket, spans, others, heardLast }
}

type Hearer = ReturnType<typeof hearer>

/** Lists what a client lost without being told, heard twice, or heard under another version's name. */
function wrongs({ title, spans, others }: Hearer): string[] {
  const all = new Map<string, number[]>()
  const found = others.map((name) => `${title} heard ${name}`)
  for (const { from, heard } of spans)
    for (const [process, numbers] of heard) {
      all.set(process, [...(all.get(process) ?? []), ...numbers])
      const begin = from.get(process) ?? 0
      // a machine that is very busy may bring the facts of a process in another order
      const sorted = numbers.toSorted((one, other) => one - other)
      if ((sorted[0] as number) > begin) found.push(`${title} lost the first of ${process}`)
      if (sorted.some((number, index) => index > 0 && number > (sorted[index - 1] as number) + 1))
        found.push(`${title} lost some of ${process}`)
    }
  for (const [process, numbers] of all)
    if (new Set(numbers).size < numbers.length) found.push(`${title} heard some of ${process} twice`)
  return found
}

function socketOf(url: string, token: string, versions: readonly number[]): Socket {
  const socket = connectTo(`${url}/shop`, {
    autoConnect: false,
    forceNew: true,
    transports: ['websocket'],
    reconnectionDelay: 10,
    reconnectionDelayMax: 50,
    auth: { token, ...(versions.length && declaring(['/shop', ...versions])) },
  })
  afterwards(() => socket.disconnect())
  return socket
}

/** Waits until a process hears what another one sends, which an adapter that is young may not do at once. */
async function warm(process: Process, other: Process): Promise<void> {
  const socket = socketOf(process.url, 'table', [1])
  const heard = next(socket, 'order:new')
  socket.connect()
  await next(socket, 'connect')
  let isHeard = false
  void heard.then(() => {
    isHeard = true
  })
  while (!isHeard) {
    other.send('warm', tableRoom('t1'))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  socket.disconnect()
}

async function slotOf(process: Process, name: string): Promise<Slot> {
  const ports = [{ port: process.port }]
  const door = await openDoor(ports as never)
  afterwards(() => door.close())
  return { url: door.url, ports, process, name }
}

/** Puts a process of today in the place of one that is old. */
async function replace(slot: Slot, young: Process, name: string): Promise<void> {
  const { io } = slot.process
  // what goes out is sent by the new one from now on
  Object.assign(slot, { process: young, name })
  slot.ports[0] = { port: young.port }
  await io.close()
}

test.each(['streams', 'redis', 'sharded'] as const)(
  'a fleet behind the %s adapter is upgraded process by process, and nobody loses anything untold, hears twice or is turned away for good',
  async (kind) => {
    const fleet = `fleet-${kind}`
    const slots = [
      await slotOf(await processOf(kind, fleet, true), 'a1'),
      await slotOf(await processOf(kind, fleet, true), 'b1'),
    ] as const
    const [a, b] = slots
    await warm(a.process, b.process)
    await warm(b.process, a.process)
    const flow = flowing(slots)
    const first = slots.flatMap(({ url }, slot) =>
      [0, 1].map((each) => hearer(`v1 ${each} at ${slot}`, socketOf(url, `v1-${each}`, [1]), 'order:new', flow)),
    )
    const arrived = first.map(({ socket }) => next(socket, 'connect'))
    for (const { socket } of first) socket.connect()
    await Promise.all(arrived)
    const all = async (clients: readonly Hearer[]): Promise<void> => {
      for (const client of clients) for (const { name } of slots) await client.heardLast(name)
    }
    await all(first)

    const youngB = await processOf(kind, fleet, false)
    await warm(youngB, a.process)
    await warm(a.process, youngB)
    await replace(b, youngB, 'b3')
    await all(first)

    // those of today arrive, and one meets a process that is still old
    const third = hearer('v3 at the new one', socketOf(b.url, 'v3', [3]), 'order:placed', flow)
    const early = hearer('v3 at the old one', socketOf(a.url, 'v3-early', []), 'order:placed', flow)
    const refused = next<Error & { data?: { error: object } }>(early.socket, 'connect_error')
    const ours = connect(early.socket, shop)
    afterwards(ours.close)
    third.socket.connect()
    expect((await refused).data?.error).toMatchObject({ code: 'CONTRACT_UNSUPPORTED', retryable: true, supported: [1] })
    await all([...first, third])

    const youngA = await processOf(kind, fleet, false)
    await warm(youngA, b.process)
    await warm(b.process, youngA)
    await replace(a, youngA, 'a3')
    await until(ours, 'status', 'connected')
    const everybody = [...first, third, early]
    await all(everybody)
    await flow.stop()
    await all(everybody)
    await settled(...everybody.map(({ socket }) => socket))

    console.log(`a rolling upgrade behind the ${kind} adapter`)
    console.table(
      everybody.map(({ title, spans }) => ({
        client: title,
        unrecovered: spans.length - 1,
        ...Object.fromEntries(
          [...flow.sent].map(([name, count]) => [
            `${name} of ${count}`,
            spans.reduce((sum, { heard }) => sum + (heard.get(name)?.length ?? 0), 0),
          ]),
        ),
      })),
    )
    // what is out of order may be on its way still
    await vi.waitFor(() => expect(everybody.flatMap(wrongs)).toEqual([]), { timeout: 10_000 })
    const failures = slots.flatMap(({ process }) => process.seen.filter((each) => each.kind === 'failed'))
    expect(failures).toEqual([])
  },
)

test('a process that is no server sends to clients of every version, by the contract of today or by one of before', async () => {
  const young = await processOf('redis', 'workers', false)
  const clients = [1, 2, 3].map((version) => socketOf(young.url, 'v', [version]))
  const heard: (readonly [number, string, unknown])[] = []
  clients.forEach((socket, index) => {
    socket.onAny((name: string, payload: unknown) => {
      if (!name.startsWith('contract:')) heard.push([index + 1, name, payload])
    })
  })
  for (const socket of clients) {
    socket.connect()
    await next(socket, 'connect')
  }
  const redis = await redisClient()
  const worker = (contract: NamespaceContract, options = {}) =>
    emitterOf(new Emitter(redis, { key: 'workers' }), contract, options).to(shopRoom('s1') as never)
  const today = worker(shop as NamespaceContract, { past: shopPast })
  const before = worker(firstShop as NamespaceContract)
  today.emit('order:placed' as never, { id: 'o1' } as never)
  before.emit('order:new' as never, { nr: 'o2' } as never)
  while (heard.length < 6) await new Promise((resolve) => setTimeout(resolve, 5))
  await settled(...clients)
  expect(heard.toSorted(([one], [other]) => one - other)).toEqual([
    [1, 'order:new', { nr: 'o1' }],
    [1, 'order:new', { nr: 'o2' }],
    [2, 'order:made', { id: 'o1' }],
    [2, 'order:made', { id: 'o2' }],
    [3, 'order:placed', { id: 'o1' }],
    [3, 'order:placed', { id: 'o2' }],
  ])
})
