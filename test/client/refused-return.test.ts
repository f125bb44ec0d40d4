import type { Server } from 'socket.io'
import { describe, expect, test } from 'vitest'
import { type Client, type Clock, connect } from '../../src/client/index.js'
import type { Observation } from '../../src/contract/observation.js'
import { RefusalError } from '../../src/index.js'
import { type PatientPharmacy, patientPharmacy, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { type FakeClock, fakeClock, fixture } from '../../src/testing/index.js'
import { plainServer } from '../ends/server.js'
import { socketTo } from '../ends/sockets.js'
import { gathering, until } from '../ends/waiting.js'

const path = '/patient-pharmacy'
const order = fixture(patientPharmacy.serverToClient['order:new'])

/** Connects a client that can be recovered, and cuts it. */
async function lost(io: Server, url: string, clock: Clock, auth: () => object = () => ({ token: 't' })) {
  const seen: Observation[] = []
  const socket = socketTo(url, path, { auth: (answer: (data: object) => void) => answer(auth()) })
  const client = connect(socket, patientPharmacy, { clock, observe: (each) => seen.push(each) })
  const heard = gathering<string>()
  client.on('order:new', ({ id }) => heard.add(id))
  await until(client, 'status', 'connected')
  // only who heard something can be recovered
  io.of(path).emit('order:new', order)
  await heard.have(1)
  const ends = gathering<string>()
  // after the client's own listener
  socket.on('disconnect', ends.add)
  return { client, ends, seen, cut: () => void client.socket.io.engine.close() }
}

/** Waits until a server ended a connection and the client waits to try again. */
async function ended(client: Client<PatientPharmacy>): Promise<void> {
  await new Promise<void>((resolve) => void client.socket.once('disconnect', () => queueMicrotask(resolve)))
}

describe('recovered connections that the server refuses', () => {
  const refusing = [
    ['with RATE_LIMITED', () => Promise.reject(new RefusalError('RATE_LIMITED', 'busy', { retryable: true }))],
    ['by a silent `authenticate`', () => new Promise<never>(() => {})],
  ] as const
  test.each(refusing)('a recovery that is refused %s is tried again, and is back', async (_, refuse) => {
    const { io, url } = await plainServer({ connectionStateRecovery: {} })
    let isRefusing = false
    serve(io, patientPharmacy, {
      authenticate: () => (isRefusing ? refuse() : { id: 'u1' }),
      mayJoin: () => true,
      handlerTimeoutMs: 40,
    })
    const clock = fakeClock()
    const { client, cut, ends } = await lost(io, url, clock)
    isRefusing = true
    cut()
    expect((await ends.have(2))[1]).toBe('io server disconnect')
    expect([client.status, client.refusal]).toEqual(['reconnecting', undefined])
    const waiting = client.request('join', { room: pharmacyRoom('p1') })
    isRefusing = false
    clock.advance(1500)
    await until(client, 'status', 'connected')
    expect(await waiting).toEqual({ room: 'pharmacy:p1' })
  })

  test('a recovery that is refused for good is refused, with the refusal', async () => {
    const { io, url } = await plainServer({ connectionStateRecovery: {} })
    let isRefusing = false
    serve(io, patientPharmacy, {
      authenticate: () => {
        if (isRefusing) throw new RefusalError('ROOM_FORBIDDEN', 'not any more')
        return { id: 'u1' }
      },
    })
    const { client, cut, seen } = await lost(io, url, fakeClock())
    isRefusing = true
    cut()
    await until(client, 'status', 'refused')
    expect(client.refusal).toMatchObject({ code: 'ROOM_FORBIDDEN', retryable: false })
    expect(seen.findLast(({ kind }) => kind === 'connection-lost')).toMatchObject({ reason: 'ROOM_FORBIDDEN' })
  })

  /** Serves, with no help of `serve`, recovered connections that are all refused. */
  const refused = async (error: object, clock: FakeClock) => {
    const { io, url } = await plainServer({ connectionStateRecovery: {} })
    let asked = 0
    io.of(path).on('connection', (socket) => {
      if (!socket.recovered) return
      asked++
      socket.emit('contract:refused', { event: '', error })
      // the session stays, as those in memory do
      const { pid, offset } = socket.handshake.auth as { pid: string; offset: string }
      const { adapter } = io.of(path)
      socket.disconnect()
      adapter.persistSession({ sid: socket.id, pid, rooms: [socket.id], data: {} })
      expect(offset).toBeDefined()
    })
    const there = await lost(io, url, clock)
    return { ...there, asked: () => asked }
  }

  test('a recovery that is refused again and again is asked less and less often', async () => {
    const clock = fakeClock()
    const error = { code: 'RATE_LIMITED', message: 'busy', retryable: true }
    const { client, cut, asked, ends } = await refused(error, clock)
    cut()
    for (const [count, leastMs] of [1000, 2000, 4000, 8000].entries()) {
      await ends.have(count + 2)
      expect(asked()).toBe(count + 1)
      clock.advance(leastMs - 1)
      expect(client.socket.active).toBe(false)
      clock.advance(leastMs / 2 + 2)
      expect(client.socket.active).toBe(true)
    }
    client.close()
  })

  test('a recovery that is refused since its token has ended is asked once more, and then stays refused', async () => {
    const error = { code: 'AUTH_EXPIRED', message: 'Authentication has expired', retryable: true }
    const { client, cut, asked } = await refused(error, fakeClock())
    cut()
    await until(client, 'status', 'refused')
    expect(asked()).toBe(2)
    expect(client.refusal).toMatchObject(error)
  })
})

describe('connections that the server ends', () => {
  const ending = async (...words: readonly object[]) => {
    const { io, url } = await plainServer()
    const client = connect(socketTo(url, path), patientPharmacy, { clock: fakeClock() })
    await until(client, 'status', 'connected')
    const [there] = io.of(path).sockets.values()
    for (const word of words) there?.emit('contract:refused', word)
    there?.disconnect()
    await ended(client)
    return client
  }

  test('a connection that the server ends without a word is offline, whatever single events were refused', async () => {
    const busy = { code: 'RATE_LIMITED', message: 'too often', retryable: true }
    const unknown = { code: 'EVENT_UNKNOWN', message: 'no contract of this path declares this event', retryable: false }
    for (const words of [[], [{ event: 'join', error: busy }], [{ event: '', error: unknown }]]) {
      const client = await ending(...words)
      expect([client.status, client.refusal]).toEqual(['offline', undefined])
    }
  })

  test('a connection that the server ends after a word that may be tried again is tried again', async () => {
    const error = { code: 'HANDLER_FAILED', message: 'the server failed to handle this', retryable: true }
    expect((await ending({ event: '', error })).status).toBe('reconnecting')
  })

  const expired = { code: 'AUTH_EXPIRED', message: 'Authentication has expired', retryable: true }
  const told = async () => {
    const clock = fakeClock()
    const seen: Observation[] = []
    const { io, url } = await plainServer()
    const client = connect(socketTo(url, path), patientPharmacy, { clock, observe: (each) => seen.push(each) })
    await until(client, 'status', 'connected')
    const word = new Promise((resolve) => client.socket.once('contract:refused', resolve))
    io.of(path).emit('contract:refused', { event: '', error: expired })
    await word
    return { io, client, clock, seen }
  }

  test('a connection that the server ends however long after its word is tried again: a process may stall between the two', async () => {
    const { io, client, clock } = await told()
    clock.advance(600_000)
    io.of(path).disconnectSockets()
    await ended(client)
    expect(client.status).toBe('reconnecting')
    await until(client, 'status', 'connected')
  })

  test('a connection that the server ends is not taken for one that the application ends after a word, nor for one that the network ends', async () => {
    const { client, seen } = await told()
    client.socket.io.engine.close()
    await until(client, 'status', 'reconnecting')
    await until(client, 'status', 'connected')
    expect(seen.findLast(({ kind }) => kind === 'connection-lost')).toMatchObject({ reason: 'forced close' })
    const other = await told()
    other.client.socket.disconnect()
    expect([other.client.status, other.client.refusal]).toEqual(['offline', undefined])
    expect(other.client.socket.active).toBe(false)
  })
})

test('a refused client stays refused when its Manager gives up for others', async () => {
  const { io, url } = await plainServer()
  const error = { code: 'AUTH_INVALID', message: 'Authentication is not valid', retryable: false }
  io.of(path).use((_, next) => next(Object.assign(new Error('no'), { data: { error } })))
  const client = connect(socketTo(url, path), patientPharmacy)
  await until(client, 'status', 'refused')
  // one of its other namespaces waited for a connection
  ;(client.socket.io as unknown as { emitReserved(name: string): void }).emitReserved('reconnect_failed')
  expect([client.status, client.refusal]).toEqual(['refused', error])
})
