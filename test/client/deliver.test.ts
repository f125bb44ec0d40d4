import { describe, expect, test } from 'vitest'
import { connect, deliver, handover, RequestTimeoutError } from '../../src/client/index.js'
import type { Observation } from '../../src/contract/observation.js'
import { RefusalError } from '../../src/index.js'
import { fakeClock } from '../../src/testing/index.js'
import { proxy } from '../ends/proxy.js'
import { plainServer } from '../ends/server.js'
import { socketTo } from '../ends/sockets.js'
import { until } from '../ends/waiting.js'
import { ways } from '../ends/way.js'
import { notes, serving } from './notes.js'

const path = '/realtime'
const auth = { token: 'u1' }

/** Makes something that is waited for until it is let go. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

describe.each(ways.map((way) => [way.name, way] as const))('deliveries over %s', (_, way) => {
  test('a delivery resolves when its handler has run, with a payload or without', async () => {
    const { io, socket } = await way.ends()
    const { handled } = serving(io)
    const client = connect(socket(path, { auth }), notes)
    await deliver(client, 'noted', { id: 'n1' })
    expect(handled.all).toEqual(['n1'])
    await deliver(client, 'woken')
    expect(handled.all).toEqual(['n1', 'woken'])
  })

  test('a delivery waits for a connection', async () => {
    const { io, socket, cut } = await way.ends()
    const { handled } = serving(io)
    const client = connect(socket(path, { auth }), notes)
    await deliver(client, 'noted', { id: 'here' })
    cut()
    await until(client, 'status', 'reconnecting')
    await deliver(client, 'noted', { id: 'away' })
    expect(handled.all).toEqual(['here', 'away'])
  })

  test.each([false, true])(
    'a delivery that lost its connection gets the answer of its one handler (recovered: %j)',
    async (recovers) => {
      const { io, socket, cut } = await way.ends(recovers ? { connectionStateRecovery: {} } : {})
      const { open, opened } = gate()
      const { handled } = serving(io, ({ id }) => (id === 'slow' ? opened : undefined))
      const client = connect(socket(path, { auth }), notes)
      const slow = deliver(client, 'noted', { id: 'slow' })
      await handled.have(1)
      for (let count = 0; count < 3; count++) {
        cut()
        await until(client, 'status', 'reconnecting')
        await deliver(client, 'noted', { id: `next ${count}` })
      }
      open()
      await slow
      expect(handled.all).toEqual(['slow', 'next 0', 'next 1', 'next 2'])
    },
  )

  test.each([false, true])(
    'each of 2,000 deliveries is handled once while the connection is cut again and again (recovered: %j)',
    async (recovers) => {
      const { io, socket, cut } = await way.ends(recovers ? { connectionStateRecovery: {} } : {})
      const { handled } = serving(io)
      const client = connect(socket(path, { auth }), notes, { queue: 2000 })
      const ids = Array.from({ length: 2000 }, (_, index) => `n${index}`)
      const all: Promise<void>[] = []
      for (const [index, id] of ids.entries()) {
        all.push(deliver(client, 'noted', { id }))
        if (index % 100 !== 99) continue
        await until(client, 'status', 'connected')
        await new Promise<void>((resolve) => setImmediate(resolve))
        cut()
      }
      await Promise.all(all)
      expect(handled.all.toSorted()).toEqual(ids.toSorted())
    },
  )
})

test('2,000 deliveries into a network that falls silent are all handled, and once', async () => {
  const { io, url } = await plainServer({ pingInterval: 60, pingTimeout: 120 })
  const { handled } = serving(io)
  const network = await proxy(url)
  const client = connect(socketTo(network.url, path, { auth, timeout: 500 }), notes, { queue: 2000 })
  await deliver(client, 'noted', { id: 'first' })
  const ids = Array.from({ length: 2000 }, (_, index) => `n${index}`)
  const all = ids.slice(0, 1000).map((id) => deliver(client, 'noted', { id }))
  await handled.have(100)
  network.silence()
  for (const id of ids.slice(1000)) all.push(deliver(client, 'noted', { id }))
  await until(client, 'status', 'reconnecting')
  network.mend()
  await Promise.all(all)
  expect(handled.all.toSorted()).toEqual(['first', ...ids].toSorted())
})

describe('deliveries', () => {
  const ends = async (noted?: (payload: { id: string }) => unknown, options: object = {}) => {
    const { io, url } = await plainServer()
    const seen: Observation[] = []
    const { handled } = serving(io, noted)
    const client = connect(socketTo(url, path, { auth }), notes, { observe: (each) => seen.push(each), ...options })
    return { io, url, handled, client, seen }
  }

  test('a delivery rejects with the refusal of its handler, and with what does not fit', async () => {
    const { client, handled } = await ends(() => {
      throw new RefusalError('STOCK_EMPTY', 'nothing is left', { retryable: true })
    })
    await expect(deliver(client, 'noted', { id: 'n1' })).rejects.toMatchObject({ code: 'STOCK_EMPTY', retryable: true })
    await expect(deliver(client, 'noted', { id: '' })).rejects.toMatchObject({ code: 'PAYLOAD_INVALID' })
    expect(handled.all).toEqual(['n1'])
  })

  test('a delivery that came too often is sent again when it may be', async () => {
    const { client, handled } = await ends()
    await Promise.all(['a', 'b', 'c'].map((id) => deliver(client, 'rare', { id })))
    expect(handled.all.toSorted()).toEqual(['a', 'b', 'c'])
  })

  test('a delivery of a server that knows none rejects with EVENT_UNKNOWN, and says what to do', async () => {
    const { io, url } = await plainServer()
    const error = { code: 'EVENT_UNKNOWN', message: 'no contract of this path declares this event', retryable: false }
    io.of(path).on('connection', (socket) => socket.on('contract:deliver', (_, ack) => ack({ error })))
    const client = connect(socketTo(url, path), notes)
    const refused = await deliver(client, 'noted', { id: 'n1' }).catch((thrown) => thrown)
    expect(refused).toBeInstanceOf(RefusalError)
    expect(refused).toMatchObject({ code: 'EVENT_UNKNOWN', message: expect.stringContaining('`emit` only') })
  })

  test('a delivery ends with its time, its signal and its client, and is not sent any more', async () => {
    const clock = fakeClock()
    const { client, handled } = await ends(undefined, { clock })
    await until(client, 'status', 'connected')
    client.socket.io.engine.close()
    await until(client, 'status', 'reconnecting')
    const late = deliver(client, 'noted', { id: 'late' }, { clock })
    const short = deliver(client, 'noted', { id: 'short' }, { timeoutMs: 10, clock })
    const controller = new AbortController()
    const given = deliver(client, 'noted', { id: 'given up' }, { signal: controller.signal })
    clock.advance(10)
    await expect(short).rejects.toBeInstanceOf(RequestTimeoutError)
    controller.abort(new Error('no more'))
    await expect(given).rejects.toThrow('no more')
    clock.advance(59_990)
    await expect(late).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' })
    const last = deliver(client, 'noted', { id: 'last' })
    await last
    expect(handled.all).toEqual(['last'])
    const under = deliver(client, 'rare', { id: 'taken' })
    const over = deliver(client, 'rare', { id: 'too often' }, { clock })
    await under
    client.close()
    await expect(over).rejects.toMatchObject({ code: 'DISCONNECTED' })
    expect(clock.pending).toBe(0)
  })

  test('a delivery with an id of its own is handled once, however often it is made', async () => {
    const { client, handled } = await ends()
    await deliver(client, 'noted', { id: 'n1' }, { id: 'draft-7' })
    client.socket.io.engine.close()
    await deliver(client, 'noted', { id: 'n1' }, { id: 'draft-7' })
    await deliver(client, 'noted', { id: 'n1' }, { id: 'draft-8' })
    expect(handled.all).toEqual(['n1', 'n1'])
  })

  test.each(['deliver', 'emit', 'request'] as const)(
    '%s, given an event of the other kind, says which to use',
    async (way) => {
      const { client } = await ends()
      const name = way === 'request' ? 'noted' : 'asked'
      const use = way === 'request' ? 'has no reply: use `emit`' : 'has a reply: use `request`'
      const send = async () =>
        way === 'deliver'
          ? deliver(client, name as never, { id: 'n1' } as never)
          : (client[way] as (name: string, payload: object) => unknown)(name, { id: 'n1' })
      await expect(send()).rejects.toMatchObject({ code: 'EVENT_UNKNOWN', message: `/realtime ${name} ${use}` })
    },
  )
})

test('a delivery that is under way when its client moves goes on by the new path, and is handled once', async () => {
  const { io, url } = await plainServer()
  const { open, opened } = gate()
  const { handled } = serving(io, ({ id }) => (id === 'slow' ? opened : undefined))
  const client = handover(socketTo(url, '/', { auth }), notes)
  await deliver(client, 'woken')
  const slow = deliver(client, 'noted', { id: 'slow' })
  await handled.have(2)
  await client.moveTo(socketTo(url, path, { auth }))
  open()
  await slow
  await deliver(client, 'noted', { id: 'next' }, { timeoutMs: 5000 })
  expect(handled.all).toEqual(['woken', 'slow', 'next'])
  const refused = deliver(client, 'noted', { id: '' })
  await expect(refused).rejects.toMatchObject({ code: 'PAYLOAD_INVALID' })
  client.close()
  await expect(deliver(client, 'woken')).rejects.toMatchObject({ code: 'DISCONNECTED' })
})
