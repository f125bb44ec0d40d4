import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdapter as redisAdapter } from '@socket.io/redis-adapter'
import { createAdapter as streamsAdapter } from '@socket.io/redis-streams-adapter'
import { createClient } from 'redis'
import { Server } from 'socket.io'
import { traceServer } from '../../src/otel/index.js'
import { chatRoom, patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { tracing } from './spans.js'

// one server process, whose spans a test asks for over its channel
const { KIND = '', REDIS_PORT = '', TRACED = '' } = process.env
const traces = tracing()

async function adapterOf() {
  if (!KIND) return undefined
  const client = createClient({ url: `redis://127.0.0.1:${REDIS_PORT}` })
  await client.connect()
  if (KIND === 'streams') return streamsAdapter(client)
  const subscriber = client.duplicate()
  await subscriber.connect()
  return redisAdapter(client, subscriber)
}

const adapter = await adapterOf()
const http = createServer()
const io = new Server(http, {
  serveClient: false,
  ...(adapter && { adapter: adapter as never }),
  ...(KIND === 'streams' && { connectionStateRecovery: {} }),
})
const served = serve(io, patientPharmacy, {
  aliases: patientPharmacyAliases,
  legacy: true,
  authenticate: ({ token }: { readonly token?: unknown }) => ({ id: String(token) }),
  autoJoin: () => [pharmacyRoom('p1')],
  mayJoin: () => true,
  ...(TRACED && traceServer({ carry: true })),
})
served.on('chat:join', async ({ roomId }) => {
  await new Promise((resolve) => setImmediate(resolve))
  traces.provider.getTracer('application').startActiveSpan('query', (query) => {
    const { example } = patientPharmacy.serverToClient['order:new']
    served.to(pharmacyRoom('p1')).emit('order:new', { ...example, id: roomId } as never)
    query.end()
  })
  return { room: chatRoom(roomId) }
})
process.on('message', () => {
  const spans = traces.spans().map((span) => {
    const { traceId, spanId } = span.spanContext()
    return { name: span.name, traceId, spanId, parentId: span.parentSpanContext?.spanId }
  })
  process.send?.({ spans })
})
process.on('disconnect', () => process.exit())
http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as AddressInfo).port }))
