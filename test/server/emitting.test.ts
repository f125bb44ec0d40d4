import { Emitter as MongoEmitter } from '@socket.io/mongo-emitter'
import { Emitter as RedisEmitter } from '@socket.io/redis-emitter'
import { afterEach, expect, test, vi } from 'vitest'
import { DeclarationError } from '../../src/index.js'
import { patientPharmacy, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { emitterOf, type Observation, type PathEmitter, streamsEmitter } from '../../src/server/index.js'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const updated = { id: 'o1', status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' } as const

function sender(emitter: PathEmitter) {
  const seen: Observation[] = []
  const observe = (each: Observation) => void (each.kind === 'failed' && seen.push(each))
  const pharmacy = emitterOf(emitter, patientPharmacy, { observe })
  return { seen, send: () => pharmacy.to(pharmacyRoom('p1')).emit('order:updated', updated) }
}
const wordsIn = (seen: readonly Observation[]) => seen.map((each) => (each as { cause: Error }).cause.message)

/** A collection that stands in for one of Mongo's, in which servers answer or do not. */
function collection(answers: boolean) {
  const documents: Record<string, unknown>[] = []
  return {
    documents,
    async insertOne(document: Record<string, unknown>) {
      documents.push(document)
      const { requestId } = document['data'] as { readonly requestId?: string }
      if (answers && requestId !== undefined) documents.push({ uid: 's1', type: 8, data: { requestId, sockets: [] } })
      return {}
    },
    async findOne(filter: { readonly type: number; readonly 'data.requestId': string }) {
      const { type, 'data.requestId': wanted } = filter
      return documents.find((each) => {
        const { requestId } = each['data'] as { readonly requestId?: string }
        return each['type'] === type && requestId === wanted
      })
    },
  }
}

test('a fact leaves into a collection of Mongo, and servers that answer there are found', async () => {
  vi.useFakeTimers()
  const answering = collection(true)
  const { seen, send } = sender(new MongoEmitter(answering as never, '/', { addCreatedAtField: true }))
  send()
  await vi.advanceTimersByTimeAsync(5000)
  expect(answering.documents[0]).toMatchObject({
    uid: 'emitter',
    nsp: '/patient-pharmacy',
    type: 3,
    createdAt: expect.any(Date),
    data: { packet: { type: 2, data: ['order:updated', updated] }, opts: { rooms: ['pharmacy:p1'] } },
  })
  expect(answering.documents.map(({ type }) => type)).toEqual([3, 7, 8])
  expect(seen).toEqual([])
})

test('who sends into a collection that no server watches is told so, and asks again a minute later', async () => {
  vi.useFakeTimers()
  const silent = collection(false)
  const { seen, send } = sender(new MongoEmitter(silent as never))
  const probes = () => silent.documents.filter(({ type }) => type === 7).length
  for (let turn = 0; turn < 3; turn++) send()
  await vi.advanceTimersByTimeAsync(3000)
  const words =
    '/patient-pharmacy: nobody listens on this path: no server is up, or the servers have another store or another collection'
  expect(wordsIn(seen)).toEqual([words])
  expect((seen[0] as { cause: unknown }).cause).toBeInstanceOf(DeclarationError)
  send()
  expect(probes()).toBe(1)
  await vi.advanceTimersByTimeAsync(60_000)
  send()
  await vi.advanceTimersByTimeAsync(3000)
  expect([probes(), wordsIn(seen)]).toEqual([2, [words]])
})

test('what a collection of Mongo does not take is observed, and ends no process', async () => {
  const cause = new Error('not primary')
  const { seen, send } = sender(new MongoEmitter({ insertOne: () => Promise.reject(cause) } as never))
  send()
  await expect.poll(() => seen).toMatchObject([{ part: 'adapter', event: 'order:updated', cause }])
})

test('where nobody observes, that nobody listens is told on the console, with what to do', async () => {
  vi.useFakeTimers()
  const written = vi.spyOn(console, 'error').mockImplementation(() => {})
  const pharmacy = emitterOf(new MongoEmitter(collection(false) as never), patientPharmacy)
  pharmacy.to(pharmacyRoom('p1')).emit('order:updated', updated)
  await vi.advanceTimersByTimeAsync(3000)
  expect(written.mock.calls).toEqual([
    [
      'socket-canon: /patient-pharmacy: nobody listens on this path: no server is up, or the servers have another store or another collection\n    Told once, without values; give `observe` to be told of each, with its cause.',
    ],
  ])
})

/** A client of ioredis's that writes down its commands, and knows some channels. */
function ioredis(channels: readonly string[], streams = false) {
  const commands: string[][] = []
  const hearing: ((pattern: string, channel: string) => void)[] = []
  const client = {
    commands,
    publish: (...args: string[]) => Promise.resolve(commands.push(['PUBLISH', ...args])),
    xadd(...args: string[]) {
      commands.push(['XADD', ...args])
      if (streams && args.includes('7')) for (const hear of hearing) hear('', 'socket.io#/patient-pharmacy#emitter#')
      return Promise.resolve('1-0')
    },
    async call(...[, kind, name = '']: string[]) {
      if (kind === 'NUMSUB') return [name, channels.filter((each) => each === name).length]
      if (kind === 'SHARDCHANNELS') throw new Error('unknown subcommand')
      return channels.filter((each) => each.endsWith(name.slice(1)))
    },
    duplicate: () => client,
    on: (event: string, hear: () => void) => void (event === 'pmessage' && hearing.push(hear)),
    psubscribe: () => Promise.resolve(1),
    disconnect: () => {},
  }
  return client
}

test('clients of ioredis write to a stream, are asked who listens, and are told of another store', async () => {
  vi.useFakeTimers()
  const path = '/patient-pharmacy'
  const own = ioredis([`socket.io#${path}#`], true)
  const right = sender(streamsEmitter(own, { streamName: 'shop', maxLen: 500 }))
  right.send()
  await vi.advanceTimersByTimeAsync(5000)
  const [first, second] = own.commands as [string[], string[]]
  expect(first.slice(0, 13)).toEqual([
    'XADD',
    'shop',
    'MAXLEN',
    '~',
    '500',
    '*',
    'uid',
    'emitter',
    'nsp',
    path,
    'type',
    '3',
    'data',
  ])
  expect(second).toContain('7')
  expect(right.seen).toEqual([])
  const classic = sender(streamsEmitter(ioredis([`socket.io-request#${path}#`, `socket.io-response#${path}#`])))
  const known = sender(new RedisEmitter(ioredis([`socket.io-request#${path}#`])))
  const other = sender(new RedisEmitter(ioredis([`socket.io#${path}#`])))
  for (const { send } of [classic, known, other]) send()
  await vi.advanceTimersByTimeAsync(5000)
  expect(wordsIn(classic.seen)[0]).toContain('the servers have @socket.io/redis-adapter, which reads no stream')
  expect(known.seen).toEqual([])
  expect(wordsIn(other.seen)[0]).toContain('the servers read Redis Streams')
})

test('what can not say who listens, as a cluster or a client without the right, is left alone', async () => {
  vi.useFakeTimers()
  const cluster = { ...ioredis([]), isCluster: true }
  const forbidden = { ...ioredis([]), call: () => Promise.reject(new Error('NOPERM')) }
  const all = [cluster, forbidden].flatMap((client) => [new RedisEmitter(client), streamsEmitter(client)]).map(sender)
  for (const { send } of all) send()
  await vi.advanceTimersByTimeAsync(5000)
  expect(all.flatMap(({ seen }) => wordsIn(seen))).toEqual([])
})

test('an emitter for streams says which client it takes', () => {
  expect(() => streamsEmitter({ publish() {} })).toThrow(
    'streamsEmitter got an object that is no client for its client: give it one of the package redis or ioredis',
  )
})
