import { describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { type ConnectionStatus, type ConnectOptions, connect } from '../../src/client/index.js'
import type { Observation } from '../../src/contract/observation.js'
import { event, namespace } from '../../src/index.js'
import { patientPharmacy, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { fakeClock } from '../../src/testing/index.js'
import { plainServer } from '../ends/server.js'
import { socketTo } from '../ends/sockets.js'
import { gathering, next, until } from '../ends/waiting.js'

const path = '/patient-pharmacy'

test('an event that waited for a connection that is refused is never sent, which is told', async () => {
  const { io, url } = await plainServer()
  const error = { code: 'AUTH_INVALID', message: 'Authentication is invalid', retryable: false }
  let isRefused = true
  io.of(path).use((_, done) => done(isRefused ? Object.assign(new Error('no'), { data: { error } }) : undefined))
  const heard = gathering<unknown>()
  io.of(path).on('connection', (socket) => socket.on('note', heard.add))
  const note = event({ payload: z.strictObject({ id: z.string() }) })
  const notes = namespace(path, { serverToClient: {}, clientToServer: { note } })
  const seen: Observation[] = []
  const client = connect(socketTo(url, path), notes, { observe: (each) => seen.push(each) })
  expect(client.emit('note', { id: 'waits' })).toBe(true)
  await until(client, 'status', 'refused')
  expect(client.emit('note', { id: 'late' })).toBe(false)
  const refused = { kind: 'refused', direction: 'clientToServer', event: 'note', error }
  expect(seen.filter(({ kind }) => kind === 'refused')).toMatchObject([refused, refused])
  isRefused = false
  client.socket.connect()
  expect(client.emit('note', { id: 'mended' })).toBe(true)
  expect(await heard.have(1)).toEqual([{ id: 'mended' }])
})
test('a retryable refusal is tried again not before the time it names, nor much later', async () => {
  const clock = fakeClock()
  const { io, url } = await plainServer()
  let refusals = 0
  io.of(path).use((_, done) => {
    const error = { code: 'RATE_LIMITED', message: 'too many', retryable: true, retryAfterMs: 5000 }
    done(refusals++ ? undefined : Object.assign(new Error('too many'), { data: { error } }))
  })
  const client = connect(socketTo(url, path), patientPharmacy, { clock })
  io.of(path).on('connection', (socket) => socket.on('join', (payload, ack) => ack(payload)))
  const room = pharmacyRoom('p1')
  const waiting = [client.join(room).joined, client.request('join', { room })]
  await next(client.socket, 'connect_error')
  expect(client.status).toBe('connecting')
  waiting.push(client.request('join', { room }))
  clock.advance(4999)
  expect(client.socket.active).toBe(false)
  clock.advance(2502)
  await until(client, 'status', 'connected')
  await Promise.all(waiting)
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
  test('the probe measures the average of the last ten samples, and grades it', async () => {
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

  test.each([
    ['that is recovered asks at once', { connectionStateRecovery: {} }, true, 9_999, [1, 2, 2]],
    ['that is not asks somewhere within ten seconds', {}, true, 9_999, [1, 1, 2]],
    ['that nobody watches asks somewhere within a minute', {}, false, 59_999, [1, 1, 2]],
  ])('after a lost connection one %s', async (_, options, isWatched, ms, expected) => {
    const clock = fakeClock()
    const { io, url } = await plainServer(options)
    let asked = 0
    io.of(path).on('connection', (socket) => {
      socket.on('contract:ping', () => asked++)
      socket.on('chat:join', (_payload, ack) => ack({}))
    })
    const client = connect(socketTo(url, path), patientPharmacy, { clock })
    if (isWatched) client.watch('quality', () => {})
    // what is asked after a probe tells that the probe was heard
    const settle = () => client.request('chat:join', { roomId: 'r1' }).catch(() => {})
    await until(client, 'status', 'connected')
    io.of(path).emit('chat:typing', { roomId: 'r1', userId: 'u1', isTyping: true })
    await settle()
    const counts = [asked]
    client.socket.io.engine.close()
    await until(client, 'status', 'reconnecting')
    await until(client, 'status', 'connected')
    await settle()
    counts.push(asked)
    clock.advance(ms)
    await settle()
    expect([...counts, asked]).toEqual(expected)
    client.close()
  })

  test('it asks every ten seconds while somebody looks, and every minute while nobody does', async () => {
    const clock = fakeClock()
    const { io, url } = await plainServer()
    const asked = { unseen: 0, watched: 0, observed: 0 }
    io.of(path).on('connection', (socket) => {
      const { who } = socket.handshake.auth as { who: keyof typeof asked }
      socket.on('contract:ping', (ack) => {
        asked[who]++
        ack({ at: clock.now() })
      })
    })
    const clientOf = (who: string, options: ConnectOptions = {}) =>
      connect(socketTo(url, path, { auth: { who } }), patientPharmacy, { clock, ...options })
    const unseen = clientOf('unseen')
    const clients = [unseen, clientOf('watched'), clientOf('observed', { observe: () => {} })]
    clients[1]?.watch('latencyMs', () => {})
    const passes = async (turns: number) => {
      for (let turn = 0; turn < turns; turn++) {
        clock.advance(10_000)
        // what is asked after a probe tells that the probe was heard
        for (const { socket } of clients) await new Promise((heard) => socket.emit('contract:ping', heard))
      }
      // less the questions of this test
      const counts = Object.values(asked).map((count) => count - turns)
      Object.assign(asked, { unseen: 0, watched: 0, observed: 0 })
      return counts
    }
    for (const client of clients) await until(client, 'quality', 'excellent')
    expect(await passes(12)).toEqual([1 + 2, 1 + 12, 1 + 12])
    const stop = unseen.watch('quality', () => {})
    expect(await passes(6)).toEqual([6, 6, 6])
    stop()
    expect(await passes(6)).toEqual([1, 6, 6])
    for (const client of clients) client.close()
  })

  test('a probe that is not answered leaves quality and latency unknown, and nothing runs on after close', async () => {
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
