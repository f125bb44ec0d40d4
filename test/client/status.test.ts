import { describe, expect, test, vi } from 'vitest'
import { type ConnectionStatus, connect } from '../../src/client/index.js'
import type { Observation } from '../../src/contract/observation.js'
import { RefusalError } from '../../src/index.js'
import { patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { simulation, simulationAliases } from '../../src/simulation.js'
import { fakeClock } from '../../src/testing/index.js'
import { gathering, next, plainServer, socketTo, until } from './plain-server.js'
import { ways } from './way.js'

const path = '/patient-pharmacy'
const order = patientPharmacy.serverToClient['order:new'].example as NonNullable<
  (typeof patientPharmacy.serverToClient)['order:new']['example']
>

interface User {
  readonly id: string
  readonly until?: number
}
/** Reads the tokens of these tests: a name, and when it ends. */
const userOf = ({ token }: Readonly<Record<string, unknown>>): User => {
  const [id = '', end] = String(token).split('@')
  if (id === 'revoked') throw new RefusalError('AUTH_INVALID')
  if (end && Number(end) <= Date.now()) throw new RefusalError('AUTH_EXPIRED')
  return { id, ...(end ? { until: Number(end) } : {}) }
}
const served = (io: Parameters<typeof serve>[0]) =>
  serve(io, patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    authenticate: userOf,
    userId: ({ id }) => id,
    expiresAt: ({ until: end }) => end,
    autoJoin: () => [pharmacyRoom('auto')],
    mayJoin: () => true,
  })

describe.each(ways.map((way) => [way.name, way] as const))('between both ends over %s', (_, way) => {
  test('a declared client of either path, in two rooms and two namespaces, hears each fact once', async () => {
    const { io, socket } = await way.ends()
    const shop = served(io)
    const school = serve(io, simulation, { aliases: simulationAliases, legacy: true, mayJoin: () => true })
    school.on('session:join', ({ sessionId }) => ({ sessionId, replayed: 0 }))
    const auth = { token: 'u1' }
    const options = { aliases: patientPharmacyAliases, legacy: true }
    const wire = socket('/', { auth })
    const clients = [connect(socket(path, { auth }), patientPharmacy, options), connect(wire, patientPharmacy, options)]
    const heard = clients.map((client) => {
      const list = gathering<string>()
      client.on('order:new', ({ id }) => list.add(id))
      client.on('chat:message', ({ id }) => list.add(id))
      return list
    })
    const student = connect(wire, simulation, { aliases: simulationAliases, legacy: true })
    const said = gathering<string>()
    student.on('transcript:update', ({ text }) => said.add(text))
    for (const client of clients) {
      await client.join(pharmacyRoom('p1')).joined
      await client.join('chat:c1').joined
    }
    await student.join('session:s1').joined
    for (let count = 0; count < 3; count++) {
      shop.to(pharmacyRoom('p1')).emit('order:new', { ...order, id: `o${count}` })
      shop.to(['chat:c1', pharmacyRoom('p1')]).emit('chat:message', {
        ...(patientPharmacy.serverToClient['chat:message'].example as never as { roomId: string }),
        id: `m${count}`,
      } as never)
    }
    school.to('session:s1').emit('transcript:update', simulation.serverToClient['transcript:update'].example as never)
    await said.have(1)
    for (const list of heard) {
      await list.have(6)
      expect(list.all).toEqual(['o0', 'm0', 'o1', 'm1', 'o2', 'm2'])
    }
  })

  test('a token that ends is asked for again once, and the client is back by itself', async () => {
    vi.useFakeTimers({
      toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
      shouldAdvanceTime: true,
    })
    try {
      const { io, socket } = await way.ends()
      served(io)
      const tokens = [`u1@${Date.now() + 3000}`, 'u1']
      const asked: string[] = []
      const auth = (answer: (data: object) => void) => {
        const token = tokens[asked.length] as string
        asked.push(token)
        answer({ token })
      }
      const client = connect(socket(path, { auth }), patientPharmacy)
      await until(client, 'status', 'connected')
      const told = next(client.socket, 'contract:refused')
      await vi.advanceTimersByTimeAsync(3100)
      expect(await told).toMatchObject({ error: { code: 'AUTH_EXPIRED' } })
      const back = next(client.socket, 'connect')
      await vi.advanceTimersByTimeAsync(1100)
      await back
      expect(client.status).toBe('connected')
      expect(asked).toEqual(tokens)
    } finally {
      vi.useRealTimers()
    }
  })

  test('with the same token that has ended it stays refused', async () => {
    const { io, socket } = await way.ends()
    served(io)
    let asked = 0
    const auth = (answer: (data: object) => void) => {
      asked++
      answer({ token: 'u1@1' })
    }
    const client = connect(socket(path, { auth }), patientPharmacy)
    const failed = next<Error>(client.socket, 'connect_error')
    await until(client, 'status', 'refused')
    expect((await failed).message).toMatch(/^Authentication/)
    expect(client.refusal).toMatchObject({ code: 'AUTH_EXPIRED' })
    expect(asked).toBe(2)
    expect(client.socket.active).toBe(false)
  })

  test('a refusal that is not retryable stays refused until the application connects again', async () => {
    const { io, socket } = await way.ends()
    served(io)
    const client = connect(socket(path, { auth: { token: 'revoked' } }), patientPharmacy)
    await until(client, 'status', 'refused')
    expect(client.refusal).toMatchObject({ code: 'AUTH_INVALID', retryable: false })
    expect(client.quality).toBe('offline')
    client.socket.auth = { token: 'u1' }
    client.socket.connect()
    await until(client, 'status', 'connected')
    expect(client.refusal).toBeUndefined()
  })

  test('a contract version the server does not know is refused for good', async () => {
    const { io, socket } = await way.ends()
    served(io)
    const client = connect(socket(path, { auth: { token: 'u1' } }), { ...patientPharmacy, version: 99 })
    await until(client, 'status', 'refused')
    expect(client.refusal).toMatchObject({ code: 'CONTRACT_UNSUPPORTED' })
  })

  test('a revoked client that was away comes back recovered and is ended without hearing anything new', async () => {
    const { io, socket, cut } = await way.ends({ connectionStateRecovery: {} })
    const shop = served(io)
    let token = 'u1'
    const client = connect(
      socket(path, { auth: (answer: (data: object) => void) => answer({ token }) }),
      patientPharmacy,
    )
    const heard = gathering<string>()
    client.on('order:new', ({ id }) => heard.add(id))
    await until(client, 'status', 'connected')
    shop.to(pharmacyRoom('auto')).emit('order:new', { ...order, id: 'before' })
    await heard.have(1)
    token = 'revoked'
    cut()
    await until(client, 'status', 'refused')
    shop.to(pharmacyRoom('auto')).emit('order:new', { ...order, id: 'after' })
    expect(client.refusal).toMatchObject({ code: 'AUTH_INVALID' })
    expect(heard.all).toEqual(['before'])
  })
})

test('a retryable refusal is tried again after the time it names', async () => {
  const clock = fakeClock()
  const { io, url } = await plainServer()
  let refusals = 0
  io.of(path).use((_, done) => {
    const error = { code: 'RATE_LIMITED', message: 'too many', retryable: true, retryAfterMs: 5000 }
    done(refusals++ ? undefined : Object.assign(new Error('too many'), { data: { error } }))
  })
  const client = connect(socketTo(url, path), patientPharmacy, { clock })
  await next(client.socket, 'connect_error')
  expect(client.status).toBe('connecting')
  clock.advance(4999)
  expect(client.socket.active).toBe(false)
  clock.advance(1)
  await until(client, 'status', 'connected')
})

test('a server without the contract is refused by name of the namespace', async () => {
  const { url } = await plainServer()
  const client = connect(socketTo(url, '/nowhere'), patientPharmacy)
  await until(client, 'status', 'refused')
  expect(client.refusal).toMatchObject({ code: 'REFUSED', message: 'Invalid namespace' })
})

test('every status is told in its order, with recovered at each connection', async () => {
  const { io, url } = await plainServer({ connectionStateRecovery: {} })
  const seen: Observation[] = []
  const client = connect(socketTo(url, path), patientPharmacy, { observe: (each) => seen.push(each) })
  const statuses: ConnectionStatus[] = [client.status]
  const recovered: boolean[] = []
  client.watch('status', (status) => statuses.push(status))
  client.watch('recovered', (now) => recovered.push(now))
  const heard = gathering<unknown>()
  client.on('chat:typing', heard.add)
  await until(client, 'status', 'connected')
  io.of(path).emit('chat:typing', { roomId: 'r', userId: 'u', isTyping: true })
  await heard.have(1)
  client.socket.io.engine.close()
  await until(client, 'status', 'reconnecting')
  await until(client, 'status', 'connected')
  io.of(path).disconnectSockets()
  await until(client, 'status', 'offline')
  client.socket.connect()
  await until(client, 'status', 'connected')
  expect(statuses).toEqual(['connecting', 'connected', 'reconnecting', 'connected', 'offline', 'connected'])
  expect(recovered.slice(0, 2)).toEqual([false, true])
  expect(seen.flatMap(({ kind }) => (kind.startsWith('connection') ? [kind] : []))).toEqual([
    'connection-attempted',
    'connection-made',
    'connection-lost',
    'connection-attempted',
    'connection-made',
    'connection-lost',
    'connection-made',
  ])
})

test('a client that gave up, or may not try again, is offline', async () => {
  const { url } = await plainServer()
  const nobody = url.replace(/\d+$/, '1')
  const gaveUp = connect(socketTo(nobody, path, { reconnectionAttempts: 1 }), patientPharmacy)
  await until(gaveUp, 'status', 'offline')
  const single = connect(socketTo(nobody, path, { reconnection: false }), patientPharmacy)
  await until(single, 'status', 'offline')
})

describe('the probe', () => {
  test('answers the average of the last ten samples, and grades it', async () => {
    const clock = fakeClock(1_000_000)
    const { io, url } = await plainServer()
    const delays = [50, 250, 600, 5000]
    let passed = 0
    const seen: Observation[] = []
    io.of(path).on('connection', (socket) =>
      socket.on('contract:ping', (ack) => {
        passed = delays.shift() ?? 0
        clock.advance(passed)
        ack({ at: clock.now() + 500 })
      }),
    )
    const client = connect(socketTo(url, path), patientPharmacy, { clock, observe: (each) => seen.push(each) })
    const grades: [number | undefined, unknown][] = []
    client.watch('latencyMs', (latencyMs) => latencyMs !== undefined && grades.push([latencyMs, client.quality]))
    for (let count = 1; count <= 4; count++) {
      await vi.waitUntil(() => grades.length === count)
      clock.advance(10_000 - passed)
    }
    expect(grades).toEqual([
      [50, 'excellent'],
      [150, 'good'],
      [300, 'fair'],
      [1475, 'poor'],
    ])
    const first = seen.find(({ kind }) => kind === 'latency')
    expect(first).toMatchObject({ latencyMs: 50, clockOffsetMs: 525 })
    for (let count = 5; count <= 14; count++) {
      await vi.waitUntil(() => seen.filter(({ kind }) => kind === 'latency').length === count)
      clock.advance(10_000 - passed)
    }
    expect(client.latencyMs).toBe(0)
  })

  test('that is not answered leaves quality and latency unknown, and nothing runs on after close', async () => {
    const clock = fakeClock()
    const { url } = await plainServer()
    const client = connect(socketTo(url, path), patientPharmacy, { clock })
    expect(client.quality).toBe('offline')
    await until(client, 'status', 'connected')
    expect([client.quality, client.latencyMs]).toEqual([undefined, undefined])
    void client.request('join', { room: 'pharmacy:p1' }).catch(() => {})
    expect(clock.pending).toBe(2)
    client.close()
    expect(clock.pending).toBe(0)
    expect(client.status).toBe('offline')
  })
})
