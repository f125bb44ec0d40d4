import type { Socket } from 'socket.io'
import { describe, expect, test } from 'vitest'
import { waitable } from '../../src/client/connection/pause.js'
import { connect, factMemory, handover, RequestTimeoutError } from '../../src/client/index.js'
import type { Observation } from '../../src/contract/observation.js'
import { patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { fakeClock } from '../../src/testing/index.js'
import { plainServer } from '../ends/server.js'
import { socketTo } from '../ends/sockets.js'
import { gathering, next, until } from '../ends/waiting.js'

const path = '/patient-pharmacy'
const room = pharmacyRoom('p1')
const monthMs = 30 * 24 * 3_600_000
const longestMs = 2 ** 31 - 1

/** Is a clock that does as the machine's timers do with what they can't wait for. */
function machineClock() {
  const clock = fakeClock()
  const asked: number[] = []
  return {
    ...clock,
    asked,
    get pending() {
      return clock.pending
    },
    setTimeout: (run: () => void, ms: number) => {
      asked.push(ms)
      return clock.setTimeout(run, ms > 0 && ms <= longestMs ? ms : 1)
    },
  }
}

test.each([
  [5, 5],
  [longestMs + 1, longestMs],
  [Number.POSITIVE_INFINITY, longestMs],
  [-1, 0],
  [Number.NaN, 0],
])('%d ms can be waited for as %d', (ms, expected) => {
  expect(waitable(ms)).toBe(expected)
})

describe('servers that ask to come back', () => {
  test.each([monthMs, Number.MAX_VALUE, -5, 0])(
    'a server that asks to come back in %d ms is not asked again at once',
    async (retryAfterMs) => {
      const { io, url } = await plainServer()
      let asked = 0
      io.of(path).use((_, done) => {
        asked++
        const error = { code: 'RATE_LIMITED', message: 'too many', retryable: true, retryAfterMs }
        done(Object.assign(new Error('too many'), { data: { error } }))
      })
      const clock = machineClock()
      const client = connect(socketTo(url, path), patientPharmacy, { clock })
      await next(client.socket, 'connect_error')
      clock.advance(999)
      expect([asked, client.socket.active]).toEqual([1, false])
      expect(Math.max(...clock.asked)).toBeLessThanOrEqual(longestMs)
      client.close()
      expect(clock.pending).toBe(0)
    },
  )

  test('a server that asks all its clients to come back is asked by them at different times', async () => {
    const { io, url } = await plainServer()
    io.of(path).use((_, done) => {
      const error = { code: 'RATE_LIMITED', message: 'too many', retryable: true, retryAfterMs: 8000 }
      done(Object.assign(new Error('too many'), { data: { error } }))
    })
    const delays = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const clock = machineClock()
        const client = connect(socketTo(url, path, { forceNew: true }), patientPharmacy, { clock })
        await next(client.socket, 'connect_error')
        client.close()
        return clock.asked.at(-1) as number
      }),
    )
    expect(new Set(delays).size).toBe(delays.length)
    for (const ms of delays) expect(ms >= 8000 && ms <= 12_000).toBe(true)
  })
})

describe('requests', () => {
  const asking = async (timeoutMs: number) => {
    const { io, url } = await plainServer()
    const clock = machineClock()
    const served = next<Socket>(io.of(path), 'connection')
    const client = connect(socketTo(url, path), patientPharmacy, { clock })
    await until(client, 'status', 'connected')
    let isOver = false
    const answer = client.request('join', { room }, { timeoutMs }).finally(() => {
      isOver = true
    })
    const heard = next<unknown>(await served, 'join')
    return { clock, answer, heard, client, isOver: () => isOver }
  }

  test.each([monthMs, Number.POSITIVE_INFINITY])('a request that may take %d ms waits', async (timeoutMs) => {
    const { clock, answer, heard, client, isOver } = await asking(timeoutMs)
    await heard
    clock.advance(60_000)
    await null
    expect(isOver()).toBe(false)
    client.close()
    await expect(answer).rejects.toMatchObject({ code: 'DISCONNECTED' })
  })

  test.each([Number.NaN, -1])('a request that may take %d ms ends, and its timer with it', async (timeoutMs) => {
    const { clock, answer } = await asking(timeoutMs)
    const before = clock.pending
    clock.advance(1)
    await expect(answer).rejects.toBeInstanceOf(RequestTimeoutError)
    clock.advance(9)
    expect(clock.pending).toBe(before - 1)
  })
})

test('a handover that may take a month is not late at once', async () => {
  const { io, url } = await plainServer()
  io.on('connection', (socket) => socket.on('contract:ping', (ack) => ack({ at: 0 })))
  const clock = machineClock()
  const client = handover(socketTo(url, '/'), patientPharmacy, { clock })
  await until(client, 'status', 'connected')
  const socket = socketTo(url, path)
  const moved = client.moveTo(socket, { timeoutMs: monthMs })
  await Promise.resolve()
  clock.advance(1000)
  await moved
  expect(client.socket).toBe(socket)
})

describe('clocks that somebody sets', () => {
  const dayMs = 24 * 3_600_000
  const settable = () => {
    const clock = fakeClock(1_000_000_000_000)
    let shift = 0
    return {
      ...clock,
      now: () => clock.now() + shift,
      set: (ms: number) => {
        shift += ms
      },
    }
  }

  test.each([dayMs, -dayMs])('a clock that is set by %d ms leaves the latency and the offset true', async (ms) => {
    const { io, url } = await plainServer()
    const clock = settable()
    io.of(path).on('connection', (socket) =>
      socket.on('contract:ping', (ack) => {
        clock.advance(50)
        clock.set(ms)
        ack({ at: clock.now() + 500 - 25 })
      }),
    )
    const seen = gathering<Observation>()
    const observe = (each: Observation) => each.kind === 'latency' && seen.add(each)
    const client = connect(socketTo(url, path), patientPharmacy, { clock, observe })
    const [told] = await seen.have(1)
    expect(told).toMatchObject({ latencyMs: 50, clockOffsetMs: 500 })
    expect(client.quality).toBe('excellent')
  })

  test.each([dayMs, -dayMs])(
    'a clock that is set by %d ms between two copies of a fact leaves them one',
    async (ms) => {
      const { io, url } = await plainServer()
      const clock = settable()
      const memory = factMemory()
      const socket = socketTo(url, '/')
      const options = { aliases: patientPharmacyAliases, legacy: true, memory, clock }
      const clients = [
        connect(socket, patientPharmacy, options),
        connect(socket.io.socket(path, {}), patientPharmacy, options),
      ]
      const heard: boolean[] = []
      const copies = gathering<unknown>()
      for (const client of clients) {
        client.on('chat:typing', ({ isTyping }) => heard.push(isTyping))
        client.socket.on('chat:typing', copies.add)
        await until(client, 'status', 'connected')
      }
      const typing = { roomId: 'r', userId: 'u', isTyping: true }
      io.of('/').emit('chat:typing', typing)
      await copies.have(1)
      clock.set(ms)
      io.of(path).emit('chat:typing', typing)
      await copies.have(2)
      expect(heard).toEqual([true])
    },
  )
})
