import type { Socket } from 'socket.io-client'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { event, namespace } from '../../src/index.js'
import { type Observation, serve } from '../../src/server/index.js'
import { recovering, returning } from '../ends/absence.js'
import { listening } from '../ends/server.js'
import { client, joined, settled, type Transport, transports } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

const news = namespace('/news', {
  serverToClient: { page: event({ payload: z.object({ text: z.string() }) }) },
  clientToServer: {},
})
const text = 'x'.repeat(1_000_000)

/** Serves news of which no more may wait for one client than a few pages, and waits for one that is lost. */
async function publishing() {
  const { io, url } = await listening({ ...recovering, maxHttpBufferSize: 1e8 })
  const seen: Observation[] = []
  let tell = (_: Observation): void => {}
  const lost = new Promise<Observation>((resolve) => {
    tell = resolve
  })
  const served = serve(io, news, {
    maxBufferedBytes: 4_000_000,
    observe(noticed) {
      seen.push(noticed)
      if (noticed.kind === 'connection-lost') tell(noticed)
    },
  })
  return { io, url, served, lost, seen }
}

/** Stops a client from reading; returns what lets it go on. */
function deaf(socket: Socket): () => void {
  const { ws } = socket.io.engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } }
  ws._socket.pause()
  return () => ws._socket.resume()
}

test('a client that never reads is let go, told of, and comes back to a fresh connection', async () => {
  const { url, served, lost, io } = await publishing()
  const socket = client(url, '/news', returning)
  await next(socket, 'connect')
  const reads = await joined(url, '/news')
  // an offset to recover from
  const first = next(socket, 'page')
  served.emit('page', { text: 'first' })
  await first
  const { id } = socket
  const goOn = deaf(socket)
  for (let count = 0; count < 30; count++) {
    const heard = next(reads, 'page')
    served.emit('page', { text })
    await heard
  }
  expect(await lost).toMatchObject({ socketId: id, reason: 'buffer full' })
  const again = next(socket, 'connect')
  goOn()
  await again
  expect(socket.recovered).toBe(false)
  expect(io.of('/news').sockets.has(reads.id as string)).toBe(true)
})

test.each<Transport>(transports)('a client that reads is kept over %s, however much it is sent', async (transport) => {
  const { url, served, seen } = await publishing()
  const socket = await joined(url, '/news', { transport })
  for (let count = 0; count < 30; count++) {
    const heard = next(socket, 'page')
    served.emit('page', { text })
    await heard
  }
  await settled(socket)
  expect(seen.filter(({ kind }) => kind === 'connection-lost')).toEqual([])
})
