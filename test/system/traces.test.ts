import { Emitter } from '@socket.io/redis-emitter'
import { createClient } from 'redis'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect } from '../../src/client/index.js'
import { traceClient, traceServer } from '../../src/otel/index.js'
import { type OrderNew, patientPharmacy, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { emitterOf } from '../../src/server/index.js'
import { declaring, joined, settled, socketTo, wiretap } from '../ends/sockets.js'
import { gathering, until } from '../ends/waiting.js'
import { buildServer, startServer } from '../otel/server-process.js'
import { family, tracing } from '../otel/spans.js'
import { type Redis, startRedis } from './redis.js'

const path = '/patient-pharmacy'
const order = patientPharmacy.serverToClient['order:new'].example as OrderNew
let redis: Redis
let traces: ReturnType<typeof tracing>

beforeAll(async () => {
  redis = await startRedis()
  traces = tracing()
  await buildServer()
})
beforeEach(() => traces.reset())
afterAll(async () => {
  traces.end()
  await redis.close()
})

async function asking(url: string) {
  const client = connect(socketTo(url, path, { auth: { token: 'u1' } }), patientPharmacy, {
    ...traceClient({ carry: true }),
  })
  const heard = gathering<OrderNew>()
  client.on('order:new', heard.add)
  const packets = wiretap(client.socket)
  await until(client, 'version', 1)
  return { client, heard, packets }
}

describe.each(['redis', 'streams'])('over the adapter for %s', (kind) => {
  test('a fact brings its trace to who asked for it at another server, and to nobody else', async () => {
    const env = { KIND: kind, REDIS_PORT: String(redis.port) }
    const [first, second, untraced] = await Promise.all([
      startServer(env),
      startServer(env),
      startServer({ ...env, TRACED: '' }),
    ])
    const one = await asking(first.url)
    const two = await asking(second.url)
    const three = await asking(untraced.url)
    const stock = await joined(second.url, path, { auth: { token: 'u2' } })
    const declared = await joined(second.url, path, { auth: { token: 'u3', ...declaring([path, 1]) } })
    const taps = [stock, declared].map(wiretap)
    await one.client.request('chat:join', { roomId: 'r1' })
    await Promise.all([one, two, three].map(({ heard }) => heard.have(1)))
    await settled(stock, declared)
    const { id } = { id: 'r1' }
    const offset = kind === 'streams' ? [expect.any(String)] : []
    const carried = { 'contract:trace': { traceparent: expect.stringMatching(/^00-/) } }
    const fact = { ...order, id }
    expect(one.packets).toEqual([['order:new', fact, carried, ...offset]])
    expect(two.packets).toEqual([['order:new', fact, carried, ...offset]])
    for (const packets of [three.packets, ...taps]) expect(packets).toEqual([['order:new', fact, ...offset]])
    const spans = traces.spans()
    const send = (await first.spans()).find(({ name }) => name === `send ${path} order:new`)
    const processed = spans.filter(({ name }) => name === `process ${path} order:new`)
    expect(processed.map(({ parentSpanContext }) => parentSpanContext?.spanId).sort()).toEqual(
      [send?.spanId, send?.spanId, undefined].sort(),
    )
  })
})

test('a process that is no server carries its trace by the emitter for Redis', async () => {
  const server = await startServer({ KIND: 'redis', REDIS_PORT: String(redis.port) })
  const { heard, packets } = await asking(server.url)
  const stock = await joined(server.url, path, { auth: { token: 'u2' } })
  const tap = wiretap(stock)
  const publisher = createClient({ url: redis.url })
  await publisher.connect()
  const pharmacy = emitterOf(new Emitter(publisher), patientPharmacy, { ...traceServer({ carry: true }) })
  pharmacy.to(pharmacyRoom('p1')).emit('order:new', order)
  await heard.have(1)
  await settled(stock)
  await publisher.close()
  expect(packets).toEqual([['order:new', order, { 'contract:trace': { traceparent: expect.any(String) } }]])
  expect(tap).toEqual([['order:new', order]])
  expect(family(traces.spans())).toEqual([
    `send ${path} order:new`,
    `send ${path} order:new > process ${path} order:new`,
  ])
})
