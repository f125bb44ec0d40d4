import { createShardedAdapter, createAdapter as redisAdapter } from '@socket.io/redis-adapter'
import { Emitter } from '@socket.io/redis-emitter'
import { createAdapter as streamsAdapter } from '@socket.io/redis-streams-adapter'
import { createClient } from 'redis'
import type { Server } from 'socket.io'
import type { Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { emitterOf, type FailureObservation, type Observation, type Served, serve } from '../../src/server/index.js'
import { afterwards } from '../ends/afterwards.js'
import { listening } from '../ends/server.js'
import { client } from '../ends/sockets.js'
import { type Redis, startRedis } from './redis.js'

let redis: Redis
const unhandled: unknown[] = []
const note = (reason: unknown) => void unhandled.push(reason)

beforeAll(async () => {
  redis = await startRedis()
})
beforeEach(() => {
  process.on('unhandledRejection', note)
})
afterEach(async () => {
  await redis.allow('+@all')
  // a rejection that nobody hears ends a process
  process.off('unhandledRejection', note)
  expect(unhandled.splice(0)).toEqual([])
})
afterAll(() => redis.close())

type Kind = 'redis' | 'sharded' | 'streams'
const kinds = ['redis', 'sharded', 'streams'] as const

async function redisClient() {
  const made = createClient({ url: redis.url })
  made.on('error', () => {})
  await made.connect()
  afterwards(() => made.close())
  return made
}

async function adapterOf(kind: Kind) {
  const publisher = await redisClient()
  if (kind === 'streams') return streamsAdapter(publisher)
  const subscriber = await redisClient()
  return kind === 'redis' ? redisAdapter(publisher, subscriber) : createShardedAdapter(publisher, subscriber)
}

interface Node {
  readonly io: Server
  readonly url: string
  readonly seen: readonly Observation[]
  readonly failures: () => FailureObservation[]
  send(id: string): void
}

const fact = (id: string) => ({ id, status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' }) as const

async function nodeOf(kind: Kind, options: { readonly legacy?: boolean } = {}): Promise<Node> {
  const { io, url } = await listening({
    adapter: (await adapterOf(kind)) as never,
    ...(kind === 'streams' && { connectionStateRecovery: {} }),
  })
  const seen: Observation[] = []
  const pharmacy: Served<typeof patientPharmacy, { id: string }> = serve(io, patientPharmacy, {
    authenticate: ({ token }) => ({ id: String(token) }),
    autoJoin: () => [pharmacyRoom('p1')],
    observe: (observation) => void seen.push(observation),
    aliases: patientPharmacyAliases,
    ...options,
  })
  return {
    io,
    url,
    seen,
    failures: () => seen.filter((each): each is FailureObservation => each.kind === 'failed'),
    send: (id) => pharmacy.to(pharmacyRoom('p1')).emit('order:updated', fact(id)),
  }
}

interface Listener {
  readonly socket: Socket
  readonly ids: readonly string[]
  until(id: string): Promise<void>
  back(): Promise<void>
}

async function listen({ url }: Node, token = 't'): Promise<Listener> {
  const socket = client(url, '/patient-pharmacy', {
    reconnection: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 50,
    auth: { token },
  })
  const ids: string[] = []
  const waiting = new Map<string, () => void>()
  socket.on('order:updated', ({ id }: { id: string }) => {
    ids.push(id)
    waiting.get(id)?.()
  })
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
  return {
    socket,
    ids,
    until: (id) => (ids.includes(id) ? Promise.resolve() : new Promise((resolve) => waiting.set(id, resolve))),
    back: () => new Promise((resolve) => socket.once('connect', () => resolve())),
  }
}

/** Sends from each process until both hear, which an adapter that is young may not do at once. */
async function warm(nodes: readonly Node[], listeners: readonly Listener[]): Promise<void> {
  for (const [index, node] of nodes.entries()) {
    const all = Promise.all(listeners.map(({ until }) => until(`warm${index}`)))
    const timer = setInterval(() => node.send(`warm${index}`), 50)
    await all
    clearInterval(timer)
  }
}

const told = (ids: readonly string[]) => ids.filter((id) => !id.startsWith('warm'))

async function pair(kind: Kind) {
  const here = await nodeOf(kind)
  const there = await nodeOf(kind)
  const near = await listen(here)
  const far = await listen(there)
  await warm([here, there], [near, far])
  return { here, there, near, far }
}

const publishing = { redis: '-publish', sharded: '-spublish', streams: '-xadd' } as const
const publishingAgain = { redis: '+publish', sharded: '+spublish', streams: '+xadd' } as const

describe.each(kinds)('behind the %s adapter, where Redis refuses', (kind) => {
  test('each event that other processes did not get is observed as failed, with its name and what Redis said', async () => {
    const { here, near, far } = await pair(kind)
    await redis.allow(publishing[kind])
    for (const id of ['one', 'two', 'three']) here.send(id)
    await near.until('three')
    await expect.poll(() => here.failures().length).toBe(3)
    for (const failure of here.failures())
      expect(failure).toEqual({
        kind: 'failed',
        namespace: '/patient-pharmacy',
        path: '/patient-pharmacy',
        part: 'adapter',
        event: 'order:updated',
        cause: expect.objectContaining({ message: expect.stringContaining('NOPERM') }),
      })
    expect(told(near.ids)).toEqual(['one', 'two', 'three'])
    expect(told(far.ids)).toEqual([])
  })

  test('clients of other processes that missed an event come back by themselves, unrecovered, once it is over', async () => {
    const { here, near, far } = await pair(kind)
    let drops = 0
    near.socket.on('disconnect', () => drops++)
    const gone = new Promise<string>((resolve) => far.socket.once('disconnect', resolve))
    await redis.allow(publishing[kind])
    here.send('missed')
    await expect.poll(() => here.failures().length).toBe(1)
    await redis.allow(publishingAgain[kind])
    here.send('later')
    expect(await gone).toMatch(/^transport (close|error)$/)
    await far.back()
    expect(far.socket.recovered ?? false).toBe(false)
    here.send('end')
    await Promise.all([near, far].map(({ until }) => until('end')))
    expect(told(far.ids).filter((id) => id !== 'later')).toEqual(['end'])
    expect(told(near.ids)).toEqual(['missed', 'later', 'end'])
    expect(drops).toBe(0)
  })
})

test('each name of one event is told of, as its path and legacy name', async () => {
  const here = await nodeOf('streams', { legacy: true })
  const near = await listen(here)
  await redis.allow('-xadd')
  here.send('one')
  await near.until('one')
  await expect.poll(() => here.failures().length).toBe(3)
  expect(here.failures().map(({ path, event, legacyName }) => [path, event, legacyName])).toEqual([
    ['/patient-pharmacy', 'order:updated', undefined],
    ['/', 'order:updated', undefined],
    ['/', 'order:updated', 'order:status-updated'],
  ])
})

test('a client that was away when an event could not be published comes back unrecovered', async () => {
  const here = await nodeOf('streams')
  const near = await listen(here)
  const other = await listen(here, 'other')
  await warm([here], [near, other])
  const lost = new Promise((resolve) => near.socket.once('disconnect', resolve))
  near.socket.io.reconnection(false)
  near.socket.io.engine.close()
  await lost
  await expect.poll(() => here.seen.some(({ kind }) => kind === 'connection-lost')).toBe(true)
  await redis.allow('-xadd')
  here.send('missed')
  await other.until('missed')
  await redis.allow('+xadd')
  here.send('later')
  await other.until('later')
  const back = near.back()
  near.socket.connect()
  await back
  expect(near.socket.recovered).toBe(false)
  expect(told(near.ids)).toEqual([])
})

test('while nothing can be published no session is written, whose rejection would end the process', async () => {
  const here = await nodeOf('streams')
  const near = await listen(here)
  const other = await listen(here, 'other')
  await warm([here], [near, other])
  await redis.allow('-xadd', '-set')
  here.send('missed')
  await other.until('missed')
  const gone = new Promise((resolve) => near.socket.once('disconnect', resolve))
  near.socket.io.engine.close()
  await gone
  await near.back()
  expect(near.socket.recovered).toBe(false)
})

test('a session that can not be read is observed as failed, and its client comes back unrecovered', async () => {
  const here = await nodeOf('streams')
  const near = await listen(here)
  await warm([here], [near])
  await redis.allow('-xrange')
  near.socket.io.engine.close()
  await near.back()
  expect(near.socket.recovered).toBe(false)
  expect(here.failures()).toEqual([
    {
      kind: 'failed',
      namespace: '/patient-pharmacy',
      path: '/patient-pharmacy',
      part: 'adapter',
      cause: expect.objectContaining({ message: expect.stringContaining('NOPERM') }),
    },
  ])
})

test('when Redis is killed, what was on its way is told of, and what was sent meanwhile arrives in order when it is back', async () => {
  // one of its own: readers of other tests wait at the shared one
  const shared = redis
  redis = await startRedis()
  const own = redis
  afterwards(() => own.close())
  afterwards(() => {
    redis = shared
  })
  const { here, near, far } = await pair('streams')
  redis.pause()
  for (const id of ['way1', 'way2']) here.send(id)
  // the client writes at the end of the turn
  await new Promise((resolve) => setImmediate(resolve))
  await redis.kill()
  await near.until('way2')
  expect(here.failures().map(({ event }) => event)).toEqual(['order:updated', 'order:updated'])
  const sent = Array.from({ length: 100 }, (_, index) => `m${index}`)
  for (const id of sent) here.send(id)
  await redis.restart()
  await near.until('m99')
  await far.back()
  expect(told(near.ids)).toEqual(['way1', 'way2', ...sent])
  expect(told(far.ids).filter((id) => id.startsWith('way'))).toEqual([])
  expect(here.failures()).toHaveLength(2)
})

test('a process that is no server is told of each event that could not be published, and goes on', async () => {
  const publisher = await redisClient()
  const seen: Observation[] = []
  const pharmacy = emitterOf(new Emitter(publisher), patientPharmacy, {
    observe: (observation) => void seen.push(observation),
  })
  await redis.allow('-publish')
  for (const id of ['one', 'two']) pharmacy.to(pharmacyRoom('p1')).emit('order:updated', fact(id))
  // beside that nobody listens, which is told of the emitter
  const failures = () => seen.filter((each) => each.kind === 'failed' && each.part === 'adapter')
  await expect.poll(() => failures().length).toBe(2)
  expect(failures().at(-1)).toMatchObject({
    event: 'order:updated',
    namespace: '/patient-pharmacy',
    path: '/patient-pharmacy',
    cause: { message: expect.stringContaining('NOPERM') },
  })
})
