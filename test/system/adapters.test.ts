import { Emitter } from '@socket.io/redis-emitter'
import { createClient } from 'redis'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { emitterOf } from '../../src/server/index.js'
import { buildProgram, type Node, openDoor, startNodes } from './nodes.js'
import { type Redis, startRedis } from './redis.js'

let redis: Redis
const open: (() => unknown)[] = []

beforeAll(async () => {
  await buildProgram()
  redis = await startRedis()
})
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})
afterAll(() => redis.close())

async function nodesOf(...options: Parameters<typeof startNodes>): Promise<Node[]> {
  const nodes = await startNodes(...options)
  open.push(() => Promise.all(nodes.map((node) => node.kill('SIGKILL'))))
  return nodes
}

const declared = { contract: { package: '0.1.0', versions: { '/patient-pharmacy': [1] } } }

interface Listener {
  readonly title: string
  readonly socket: Socket
  /** The names and ids of the packets that came, in order. */
  readonly packets: (readonly [name: string, id: string])[]
  /** The names one fact of each kind must come under. */
  expected(fact: keyof typeof names): readonly string[]
  /** Waits until a fact has come under its canonical name. */
  until(id: string): Promise<void>
}

const names = {
  'order:updated': ['order:updated', 'order:status-updated'],
  'dispatch:updated': ['dispatch:updated', 'dispatch:update', 'delivery:status_changed', 'delivery:completed'],
} as const

async function listen(url: string, path: string, kind: string, auth: object = {}): Promise<Listener> {
  const socket = io(url + path, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 100,
    auth: { token: kind, ...(kind === 'declared' && declared), ...auth },
  })
  open.push(() => socket.disconnect())
  const packets: [string, string][] = []
  const waiting = new Map<string, () => void>()
  socket.io.on('packet', ({ type, data }: { type: number; data?: unknown }) => {
    if (type !== 2) return
    const [name, payload] = data as [string, { id?: string; dispatch?: { id: string } }]
    if (name.startsWith('contract:')) return
    const id = payload.dispatch?.id ?? payload.id ?? ''
    packets.push([name, id])
    if (name in names) waiting.get(id)?.()
  })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
  return {
    title: `${kind} on ${path}`,
    socket,
    packets,
    expected: (fact) => (kind === 'outsider' ? [] : path === '/' && kind !== 'declared' ? names[fact] : [fact]),
    until: (id) =>
      packets.some(([name, known]) => known === id && name in names)
        ? Promise.resolve()
        : new Promise((resolve) => waiting.set(id, resolve)),
  }
}

const kinds = ['legacy', 'canonical, undeclared', 'declared', 'outsider']

async function listeners(nodes: readonly Node[]): Promise<Listener[]> {
  const all = nodes.flatMap(({ port }) =>
    ['/', '/patient-pharmacy'].flatMap((path) => kinds.map((kind) => listen(`http://127.0.0.1:${port}`, path, kind))),
  )
  return Promise.all(all)
}

/** Sends facts until every insider on each process hears, which an adapter that is young may not do at once. */
async function warm(nodes: readonly Node[], all: readonly Listener[]): Promise<void> {
  const insiders = all.filter(({ expected }) => expected('order:updated').length)
  for (const [index, node] of nodes.entries()) {
    let heard = 0
    const everyone = Promise.all(
      insiders.map(async ({ until }) => {
        await until(`warm${index}`)
        heard++
      }),
    )
    for (let round = 0; heard < insiders.length && round < 100; round++) {
      await node.emit('order:updated', `warm${index}`)
      await Promise.race([everyone, new Promise((resolve) => setTimeout(resolve, 50))])
    }
    await everyone
  }
}

describe.each(['redis', 'streams', 'cluster'] as const)('behind the %s adapter', (kind) => {
  test('each kind of client gets the packets of its kind, on whichever process it sits', async () => {
    const nodes = await nodesOf(kind, redis.port)
    const all = await listeners(nodes)
    const insiders = all.filter(({ expected }) => expected('order:updated').length)
    await warm(nodes, all)
    for (const [index, node] of nodes.entries()) {
      await node.emit('order:updated', `o${index}`)
      await node.emit('dispatch:updated', `d${index}`)
      // what was sent under old names is there before the second mark is
      for (const mark of ['mark', 'end']) await node.emit('order:updated', `${mark}${index}`)
      await Promise.all(insiders.map(({ until }) => until(`end${index}`)))
    }
    const rows: Record<string, unknown>[] = []
    for (const [index, { title, packets, expected }] of all.entries()) {
      const got = (id: string) => packets.filter(([, known]) => known === id).map(([name]) => name)
      for (const from of [0, 1]) {
        expect(got(`o${from}`), `${title} from ${from}`).toEqual(expected('order:updated'))
        expect(got(`d${from}`), `${title} from ${from}`).toEqual(expected('dispatch:updated'))
      }
      rows.push({
        process: Math.floor(index / 8) + 1,
        client: title,
        'order:updated': got('o0').length,
        'dispatch:updated': got('d1').length,
      })
      if (expected('order:updated').length === 0) expect(packets).toEqual([])
    }
    console.log(`packets per fact behind the ${kind} adapter, sent by process 1 and by process 2`)
    console.table(rows)
  })
})

test('a process that is no server sends through the redis adapter what a server would', async () => {
  const nodes = await nodesOf('redis', redis.port)
  const all = await listeners(nodes)
  await warm(nodes, all)
  const client = createClient({ url: `redis://127.0.0.1:${redis.port}` })
  await client.connect()
  open.push(() => client.close())
  const pharmacy = emitterOf(new Emitter(client), patientPharmacy, { aliases: patientPharmacyAliases, legacy: true })
  const payload = (id: string) => ({ id, status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' }) as const
  for (const id of ['fact', 'mark', 'end']) pharmacy.to(pharmacyRoom('p1')).emit('order:updated', payload(id))
  expect(() => pharmacy.to(pharmacyRoom('p1')).emit('order:updated', { id: 'x' } as never)).toThrow('does not fit')
  const insiders = all.filter(({ expected }) => expected('order:updated').length)
  await Promise.all(insiders.map(({ until }) => until('end')))
  for (const { title, packets, expected } of all)
    expect(
      packets.filter(([, id]) => id === 'fact').map(([name]) => name),
      title,
    ).toEqual(expected('order:updated'))
})

/** Sends facts without pause from the second process while the first one ends, and tells what became of its clients. */
async function endingFirst(raw: boolean, signal: 'SIGTERM' | 'SIGKILL') {
  const [first, second] = (await nodesOf('streams', redis.port, raw)) as [Node, Node]
  const door = await openDoor([first, second])
  open.push(() => door.close())
  const kinds = raw ? ['declared'] : ['legacy', 'declared']
  const clients = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      listen(door.url, raw || index % 2 ? '/patient-pharmacy' : '/', kinds[index % kinds.length] as string),
    ),
  )
  await warm([second], clients)
  let sent = 0
  let isOver = false
  const flow = (async () => {
    while (!isOver) await second.emit('order:updated', `f${sent++}`)
  })()
  await Promise.all(clients.map(({ until }) => until('f20')))
  const returned = clients.map(
    ({ socket }) => new Promise<boolean>((resolve) => socket.once('connect', () => resolve(socket.recovered))),
  )
  await first.kill(signal)
  const recovered = await Promise.all(returned)
  isOver = true
  await flow
  for (const mark of ['mark', 'end']) await second.emit('order:updated', mark)
  await Promise.all(clients.map(({ until }) => until('end')))
  const ids = Array.from({ length: sent }, (_, index) => `f${index}`)
  const counts = clients.map(({ packets, expected }) =>
    ids.map((id) => packets.filter(([name, known]) => known === id && name === expected('order:updated')[0]).length),
  )
  return {
    recovered,
    sent,
    missed: counts.map((each) => each.filter((count) => count === 0).length),
    twice: counts.map((each) => each.filter((count) => count > 1).length),
  }
}

const sum = (counts: readonly number[]): number => counts.reduce((one, other) => one + other, 0)

test('when a process behind Redis Streams is asked to end, its clients come back recovered', async () => {
  const ours = await endingFirst(false, 'SIGTERM')
  const raw = await endingFirst(true, 'SIGTERM')
  console.log('one of two processes ended by SIGTERM: 12 clients, facts without pause')
  console.table(
    Object.entries({ 'socket-canon': ours, 'raw socket.io': raw }).map(
      ([server, { recovered, sent, missed, twice }]) => ({
        server,
        recovered: recovered.filter(Boolean).length,
        'facts sent': sent,
        'missed, all clients': sum(missed),
        'twice, all clients': sum(twice),
      }),
    ),
  )
  expect(ours.recovered).toEqual(ours.recovered.map(() => true))
  expect(sum(ours.twice)).toBe(0)
})

test('when a process behind Redis Streams is killed, its clients come back to their rooms and know that they were away', async () => {
  const { recovered, missed, sent, twice } = await endingFirst(false, 'SIGKILL')
  console.log(
    `one of two processes ended by SIGKILL: ${sent} facts sent, ${sum(missed)} missed by 12 clients, none recovered`,
  )
  expect(recovered).toEqual(recovered.map(() => false))
  expect(sum(twice)).toBe(0)
})
