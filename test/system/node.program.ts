import cluster from 'node:cluster'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdapter as clusterAdapter, setupPrimary } from '@socket.io/cluster-adapter'
import { createAdapter as postgresAdapter } from '@socket.io/postgres-adapter'
import { createAdapter as redisAdapter } from '@socket.io/redis-adapter'
import { createAdapter as streamsAdapter } from '@socket.io/redis-streams-adapter'
import pg from 'pg'
import { createClient } from 'redis'
import { Server } from 'socket.io'
import { RefusalError } from '../../src/index.js'
import { chatRoom, patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'

// one server process of several; told what to do by the test over its channel
const revoked = new Set<unknown>()
const { KIND = 'redis', REDIS_PORT = '', POSTGRES = '', RAW = '' } = process.env

if (KIND === 'cluster' && cluster.isPrimary) {
  setupPrimary()
  cluster.setupPrimary({ serialization: 'advanced' })
  const workers = [cluster.fork(), cluster.fork()]
  for (const [index, worker] of workers.entries())
    worker.on('message', (message) => {
      if (typeof message === 'object' && message && 'test' in message) process.send?.({ ...message, index })
    })
  process.on('message', (message: { index: number }) => workers[message.index]?.send(message))
  process.on('disconnect', () => process.exit())
} else await serveNode()

async function adapterOf() {
  if (KIND === 'cluster') return { adapter: clusterAdapter(), finish: async () => {} }
  if (KIND === 'postgres') {
    const pool = new pg.Pool({ connectionString: POSTGRES })
    pool.on('error', () => {})
    const errorHandler = (error: Error) => console.error(error)
    return {
      adapter: postgresAdapter(pool, { errorHandler, heartbeatInterval: 500, heartbeatTimeout: 2000 }),
      finish: () => pool.end(),
    }
  }
  const client = createClient({ url: `redis://127.0.0.1:${REDIS_PORT}` })
  await client.connect()
  const finish = () => client.close()
  if (KIND === 'streams') return { adapter: streamsAdapter(client), finish }
  const subscriber = client.duplicate()
  await subscriber.connect()
  return { adapter: redisAdapter(client, subscriber), finish }
}

async function serveNode(): Promise<void> {
  const http = createServer()
  const { adapter, finish } = await adapterOf()
  const io = new Server(http, {
    serveClient: false,
    adapter,
    ...(KIND === 'streams' && { connectionStateRecovery: {} }),
  })
  const { emit, members } = RAW ? rawEmit(io) : contractEmit(io)
  process.on('message', (message: { emit?: unknown; members?: unknown; revoke?: unknown; id: string }) => {
    // the cluster adapter speaks over the same channel
    if (typeof message.members === 'string') {
      const answer = (members: object) => process.send?.({ test: true, emitted: message.id, members })
      return void members(message.members).then(answer, (error) => answer({ code: error.code }))
    }
    if (typeof message.revoke === 'string') revoked.add(message.revoke)
    else if (typeof message.emit === 'string') emit(message.emit, message.id)
    else return
    process.send?.({ test: true, emitted: message.id })
  })
  process.on('SIGTERM', () => {
    // clients are let go first, then what the adapter still has to write
    void io
      .close()
      .then(finish)
      .then(() => process.exit())
  })
  process.on('disconnect', () => process.exit())
  http.listen({ port: 0, host: '127.0.0.1', exclusive: true }, () =>
    process.send?.({ test: true, port: (http.address() as AddressInfo).port }),
  )
}

function payloadOf(name: string, id: string): never {
  const { example } = patientPharmacy.serverToClient[name as 'order:updated']
  return (
    name === 'dispatch:updated'
      ? { dispatch: { ...(example as never as { dispatch: object }).dispatch, id } }
      : { ...example, id }
  ) as never
}

/** Makes a message too long for a notification of Postgres's. */
function longMessage(id: string): never {
  return { ...patientPharmacy.serverToClient['chat:message'].example, id, content: 'x'.repeat(9000) } as never
}

interface Orders {
  emit(name: string, id: string): void
  members(room: string): Promise<object>
}

function contractEmit(io: Server): Orders {
  const pharmacy = serve(io, patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    authenticate: ({ token }) => {
      if (revoked.has(token)) throw new RefusalError('AUTH_INVALID')
      return { id: String(token) }
    },
    expiresAt: ({ id }) => (id.startsWith('short') ? Date.now() + Number(id.slice(5)) : undefined),
    autoJoin: ({ id }) => (id === 'outsider' ? [] : [pharmacyRoom('p1')]),
    mayJoin: ({ id }) => id !== 'outsider',
  })
  pharmacy.on('chat:join', ({ roomId }) => ({ room: chatRoom(roomId) }))
  return {
    emit(name, id) {
      if (name === 'chat:message') pharmacy.to(chatRoom('r1')).emit(name, longMessage(id))
      else pharmacy.to(pharmacyRoom('p1')).emit(name as 'order:updated', payloadOf(name, id))
    },
    members: (room) => pharmacy.members(room as 'chat:r1'),
  }
}

function rawEmit(io: Server): Orders {
  io.of('/patient-pharmacy').on('connection', (socket) => {
    void socket.join('pharmacy:p1')
    socket.emit('contract:welcome', {})
  })
  return {
    emit: (name, id) => io.of('/patient-pharmacy').to('pharmacy:p1').emit(name, payloadOf(name, id)),
    members: () => Promise.resolve([]),
  }
}
