import { createClient } from 'redis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RefusalError } from '../../src/index.js'
import type { Deliveries } from '../../src/server/index.js'
import { serving } from '../client/notes.js'
import { listening } from '../ends/server.js'
import { joined } from '../ends/sockets.js'
import { deferred } from '../ends/waiting.js'
import { type Redis, startRedis } from './redis.js'

let store: Redis
let redis: ReturnType<typeof createClient>

beforeAll(async () => {
  store = await startRedis()
  redis = createClient({ url: store.url })
  await redis.connect()
})
afterAll(async () => {
  redis.destroy()
  await store.close()
})

const deliveries: Deliveries = {
  claim: async (key, ms) => (await redis.set(key, '1', { NX: true, PX: ms })) === 'OK',
  release: (key) => redis.del(key),
  keepAnswer: (key, answer, ms) => redis.set(key, answer, { PX: ms }),
  findAnswer: (key) => redis.get(key),
}

async function server(handler: () => unknown, handlerTimeoutMs = 10_000) {
  const { io, url } = await listening()
  const { handled } = serving(io, handler, { deliveries, handlerTimeoutMs })
  const socket = await joined(url, '/realtime', { auth: { token: 'u1' } })
  const deliver = (id: string) =>
    socket.emitWithAck('contract:deliver', { id, event: 'noted', payload: { id } }) as Promise<unknown>
  return { handled, deliver }
}

test('two servers that share a Redis handle a delivery once, and answer it alike', async () => {
  const { promise, resolve } = deferred()
  const [one, other] = [await server(() => promise), await server(() => {})]
  const answers = [one.deliver('d1')]
  await one.handled.have(1)
  answers.push(other.deliver('d1'))
  expect(await other.deliver('d2')).toEqual({ id: 'd2' })
  resolve()
  expect(await Promise.all(answers)).toEqual([{ id: 'd1' }, { id: 'd1' }])
  expect([one.handled.all, other.handled.all]).toEqual([['d1'], ['d2']])
  // for longer than clients try, and not for ever
  const left = await Promise.all((await redis.keys('*')).map((key) => redis.pTTL(key)))
  expect(left).toHaveLength(4)
  for (const ms of left) expect(ms).toBeGreaterThan(300_000)
})

test('a refusal is repeated, and what a server ended with in hand is done by no other', async () => {
  const one = await server(() => {
    throw new RefusalError('STOCK_EMPTY', 'nothing is left')
  })
  const hanging = await server(() => new Promise(() => {}))
  const other = await server(() => {}, 50)
  await one.deliver('d3')
  // its answer is lost with its server
  hanging.deliver('d4').catch(() => {})
  await hanging.handled.have(1)
  expect(await other.deliver('d3')).toMatchObject({ error: { code: 'STOCK_EMPTY' } })
  expect(await other.deliver('d4')).toMatchObject({ error: { code: 'HANDLER_TIMEOUT' } })
  expect(other.handled.all).toEqual([])
})
