import { createAdapter } from '@socket.io/redis-streams-adapter'
import { createClient } from 'redis'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { patientPharmacy, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { away, comeBack, cut, endOf, recovering, returning } from '../ends/absence.js'
import { afterwards } from '../ends/afterwards.js'
import { listening } from '../ends/server.js'
import { client, settled, wiretap } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'
import { type Redis, startRedis } from './redis.js'

let redis: Redis

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.close())

interface StreamAdapter {
  onRawMessage(...entry: unknown[]): void
}

async function nodeOf(streamName: string) {
  const publisher = createClient({ url: redis.url })
  publisher.on('error', () => {})
  await publisher.connect()
  afterwards(() => publisher.close())
  const adapter = createAdapter(publisher, { streamName, blockTimeInMs: 100 })
  const { io, url } = await listening({ ...recovering, adapter: adapter as never })
  const served = serve(io, patientPharmacy, {
    authenticate: () => ({ id: 'u1' }),
    autoJoin: () => [pharmacyRoom('p1')],
  })
  const send = (id: string): void =>
    served.to(pharmacyRoom('p1')).emit('order:updated', { id, status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' })
  return { io, url, send, adapter: io.of('/patient-pharmacy').adapter as unknown as StreamAdapter }
}

/** Two servers of one stream, each of which has read the other, and a client of the first. */
async function two(streamName: string) {
  const here = await nodeOf(streamName)
  const there = await nodeOf(streamName)
  const socket = client(here.url, '/patient-pharmacy', returning)
  await next(socket, 'connect')
  const tap = wiretap(socket)
  const ids = (): unknown[] => tap.map(([, payload]) => (payload as { id: string }).id)
  const heard = async (id: string): Promise<void> => {
    while (!ids().includes(id)) await next(socket, 'order:updated')
  }
  here.send('first')
  await heard('first')
  // a stream is read from what comes next on
  for (let turn = 0; !ids().some((id) => String(id).startsWith('there')); turn++) {
    there.send(`there${turn}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await settled(socket)
  tap.length = 0
  return { here, there, socket, tap, ids, heard }
}

test('a fact is delivered where it stands in the stream, after what another server published before', async () => {
  const { here, there, ids, heard } = await two('order')
  const kept: unknown[][] = []
  const read = here.adapter.onRawMessage.bind(here.adapter)
  const arrived = new Promise<void>((resolve) => {
    here.adapter.onRawMessage = (...entry) => {
      kept.push(entry)
      if (kept.length === 2) resolve()
    }
  })
  there.send('o1')
  while (kept.length < 1) await new Promise((resolve) => setTimeout(resolve, 5))
  here.send('o2')
  await arrived
  // who delivers at once has done it by then
  await new Promise((resolve) => setTimeout(resolve, 50))
  for (const entry of kept) read(...entry)
  here.adapter.onRawMessage = read
  await heard('o2')
  expect(ids()).toEqual(['o1', 'o2'])
})

test('what another server published before is not lost to a client that had heard what came after', async () => {
  const { here, there, socket, ids, heard } = await two('recovery')
  const read = here.adapter.onRawMessage.bind(here.adapter)
  here.adapter.onRawMessage = () => {}
  there.send('o1')
  await new Promise((resolve) => setTimeout(resolve, 50))
  here.send('o2')
  await new Promise((resolve) => setTimeout(resolve, 50))
  const back = away(socket)
  await cut(endOf(here.io, '/patient-pharmacy', socket), socket)
  here.adapter.onRawMessage = read
  const returned = next(socket, 'connect')
  back()
  await returned
  expect(socket.recovered).toBe(true)
  await heard('o2')
  await settled(socket)
  expect(ids()).toEqual(['o1', 'o2'])
})

/** Loses the session of a client, which comes back to a server with what it heard before, and loses it again. */
async function twiceLost(
  { here, socket, tap }: Awaited<ReturnType<typeof two>>,
  to: Awaited<ReturnType<typeof nodeOf>>,
): Promise<void> {
  const back = away(socket)
  Object.assign(socket, { _pid: 'none' })
  await cut(endOf(here.io, '/patient-pharmacy', socket), socket)
  here.send('o1')
  await new Promise((resolve) => setTimeout(resolve, 50))
  Object.assign(socket.io, { uri: to.url })
  await comeBack(socket, back)
  expect(socket.recovered).toBe(false)
  const again = away(socket)
  await cut(endOf(to.io, '/patient-pharmacy', socket), socket)
  here.send('o2')
  await comeBack(socket, again)
  expect(tap.filter(([, payload]) => (payload as { id: string }).id === 'o1')).toEqual([])
}

test('a session brings nothing of the stream that was published before it began', async () => {
  const ends = await two('start')
  await twiceLost(ends, ends.there)
  expect(ends.socket.recovered).toBe(true)
  await ends.heard('o2')
})

test('a session of which nobody knows where in the stream it began is not given back, and the client is told', async () => {
  const ends = await two('unread')
  const fresh = await nodeOf('unread')
  // it has read nothing
  fresh.adapter.onRawMessage = () => {}
  await twiceLost(ends, fresh)
  expect(ends.socket.recovered).toBe(false)
})
