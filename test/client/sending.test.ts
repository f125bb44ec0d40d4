import type { Socket } from 'socket.io'
import { describe, expect, test } from 'vitest'
import { type ConnectOptions, connect, RequestTimeoutError } from '../../src/client/index.js'
import type { Observation } from '../../src/contract/observation.js'
import { RefusalError } from '../../src/index.js'
import { messaging } from '../../src/messaging.js'
import { fakeClock } from '../../src/testing/index.js'
import { plainServer } from '../ends/server.js'
import { socketTo } from '../ends/sockets.js'
import { gathering, next, until } from '../ends/waiting.js'

const path = '/messaging'
const send = { receiverId: 'u2', content: 'hello', clientMessageId: 'c1' }
const sent = messaging.clientToServer['message:send'].replyExample

async function ends(options: ConnectOptions = {}, socketOptions: object = {}) {
  const { io, url } = await plainServer()
  const served = next<Socket>(io.of(path), 'connection')
  const client = connect(socketTo(url, path, socketOptions), messaging, options)
  return { io, client, served }
}
const away = async ({ client }: Awaited<ReturnType<typeof ends>>) => {
  await until(client, 'status', 'connected')
  client.socket.io.engine.close()
  await until(client, 'status', 'reconnecting')
}

describe('requests', () => {
  test('a request resolves with the reply, without what the contract does not declare', async () => {
    const { client, served } = await ends()
    const answer = client.request('message:send', { ...send, undeclared: 1 } as typeof send)
    ;(await served).on('message:send', (payload, ack) => ack({ ...sent, payload, extra: 1 }))
    expect(await answer).toEqual(sent)
  })

  test('an observer is told how long a request took from its sending to the answer, if it was done', async () => {
    const seen: Observation[] = []
    const clock = fakeClock()
    const { client, served } = await ends({ clock, observe: (noticed) => seen.push(noticed) })
    const answer = client.request('message:send', send)
    let isBad = false
    ;(await served).on('message:send', (_, ack) => {
      clock.advance(7)
      ack(isBad ? { error: { code: 'RATE_LIMITED', message: 'too many', retryable: true } } : sent)
    })
    await answer
    isBad = true
    await client.request('message:send', send).catch(() => {})
    expect(seen.filter(({ kind }) => kind === 'answered')).toEqual([
      {
        kind: 'answered',
        namespace: path,
        path,
        socketId: client.socket.id,
        direction: 'clientToServer',
        event: 'message:send',
        durationMs: 7,
      },
    ])
  })

  test('a request rejects with the refusal it is answered', async () => {
    const { client, served } = await ends()
    const error = { code: 'RATE_LIMITED', message: 'too many', retryable: true, retryAfterMs: 50 }
    ;(await served).on('message:send', (_, ack) => ack({ error }))
    const refused = await client.request('message:send', send).catch((thrown) => thrown)
    expect(refused).toBeInstanceOf(RefusalError)
    expect(refused).toMatchObject(error)
  })

  test('a request rejects what does not fit, before it is sent and when it comes back', async () => {
    const { client, served } = await ends()
    const invalid = client.request('message:send', { ...send, content: '' })
    await expect(invalid).rejects.toMatchObject({ code: 'PAYLOAD_INVALID', issues: [{ path: ['content'] }] })
    ;(await served).on('message:send', (_, ack) => ack({ success: true }))
    const reply = await client.request('message:send', send).catch((thrown) => thrown)
    expect(reply).toBeInstanceOf(RefusalError)
    expect(reply).toMatchObject({ code: 'REPLY_INVALID', issues: expect.any(Array) })
  })

  test('a request of a client that reports sends and takes what does not fit, and tells', async () => {
    const seen = gathering<Observation>()
    const { client, served } = await ends({ validate: 'report', observe: seen.add })
    ;(await served).on('message:send', (payload, ack) => ack({ old: payload.content }))
    expect(await client.request('message:send', { ...send, content: '' })).toEqual({ old: '' })
    const codes = seen.all.flatMap((each) => (each.kind === 'refused' ? [each.error.code] : []))
    expect(codes).toEqual(['PAYLOAD_INVALID', 'REPLY_INVALID'])
  })

  test('a request that is not answered in time rejects with RequestTimeoutError', async () => {
    const clock = fakeClock()
    const { client, served } = await ends({ clock })
    const slow = client.request('message:send', send, { timeoutMs: 700 })
    await next(await served, 'message:send')
    clock.advance(699)
    clock.advance(1)
    const late = await slow.catch((error) => error)
    expect(late).toBeInstanceOf(RequestTimeoutError)
    expect(late).toMatchObject({ code: 'REQUEST_TIMEOUT' })
  })

  test('a request ends in its own time whatever others take, and the last one answered leaves no timer', async () => {
    const clock = fakeClock()
    const { client, served } = await ends({ clock, queue: 9 })
    const answers: ((reply: typeof sent) => void)[] = []
    const asked = gathering<string>()
    ;(await served).on('message:send', ({ content }, ack) => {
      answers.push(ack)
      asked.add(content)
    })
    await until(client, 'status', 'connected')
    const before = clock.pending
    const ended: string[] = []
    const ask = (content: string, timeoutMs: number) =>
      client.request('message:send', { ...send, content }, { timeoutMs }).then(
        () => ended.push(`${content} is answered`),
        () => ended.push(`${content} is late`),
      )
    const all = [ask('slow', 500), ask('quick', 100), ask('middling', 300)]
    await asked.have(3)
    for (const [ms, expected] of [
      [99, []],
      [1, ['quick is late']],
      [200, ['quick is late', 'middling is late']],
    ] as const) {
      clock.advance(ms)
      await new Promise((resolve) => setImmediate(resolve))
      expect(ended).toEqual(expected)
    }
    answers[0]?.(sent)
    await Promise.all(all)
    expect(ended.at(-1)).toBe('slow is answered')
    expect(clock.pending).toBe(before)
  })

  test('a request ends with its signal, and is not sent when that was given before', async () => {
    const { client, served } = await ends()
    const reason = new Error('changed my mind')
    await expect(client.request('message:send', send, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    const controller = new AbortController()
    const asked = client.request('message:send', { ...send, content: 'second' }, { signal: controller.signal })
    expect(await next(await served, 'message:send')).toMatchObject({ content: 'second' })
    controller.abort(reason)
    await expect(asked).rejects.toBe(reason)
  })

  test('a request that was sent and lost its connection rejects, and is not repeated', async () => {
    const there = await ends()
    const { client, io } = there
    const received = gathering<string>()
    io.of(path).on('connection', (socket) => {
      socket.on('message:send', ({ content }) => received.add(content))
      socket.on('typing:start', () => received.add('typing'))
    })
    await until(client, 'status', 'connected')
    const asked = client.request('message:send', send)
    await received.have(1)
    client.socket.io.engine.close()
    await expect(asked).rejects.toMatchObject({ code: 'DISCONNECTED' })
    await until(client, 'status', 'connected')
    void client.request('message:send', { ...send, content: 'next' }).catch(() => {})
    expect(await received.have(2)).toEqual(['hello', 'next'])
  })
})

describe('clients that are away', () => {
  test('events of a client that is away wait in order, after which nothing is in the buffer of socket.io', async () => {
    const there = await ends()
    await away(there)
    const { client, io } = there
    const received = gathering<string>()
    io.of(path).on('connection', (socket) => socket.on('message:send', ({ content }) => received.add(content)))
    const asked = ['1', '2', '3'].map((content) => client.request('message:send', { ...send, content }).catch(() => {}))
    expect(client.socket.sendBuffer).toEqual([])
    expect(await received.have(3)).toEqual(['1', '2', '3'])
    client.close()
    await Promise.all(asked)
  })

  test('a hundred events of a client that is away wait and no more, which is told', async () => {
    const seen = gathering<Observation>()
    const there = await ends({ observe: seen.add })
    await away(there)
    const { client } = there
    const reads = Array.from({ length: 100 }, (_, index) =>
      client.request('message:send', { ...send, content: String(index) }).catch((error) => error.code),
    )
    await expect(client.request('message:send', send)).rejects.toMatchObject({ code: 'QUEUE_FULL', retryable: true })
    const full = seen.all.filter((each) => each.kind === 'refused' && each.error.code === 'QUEUE_FULL')
    expect(full).toHaveLength(1)
    client.close()
    expect(await Promise.all(reads)).toEqual(Array(100).fill('DISCONNECTED'))
    await expect(client.request('message:send', send)).rejects.toMatchObject({ code: 'DISCONNECTED' })
  })

  test('an event that gave up waiting leaves its place to another and is never sent', async () => {
    const clock = fakeClock()
    const there = await ends({ queue: 1, clock })
    await away(there)
    const { client, io } = there
    const received = gathering<string>()
    io.of(path).on('connection', (socket) => socket.on('message:send', ({ content }) => received.add(content)))
    const first = client.request('message:send', { ...send, content: 'first' }, { timeoutMs: 10 })
    const second = client.request('message:send', { ...send, content: 'second' })
    await expect(second).rejects.toMatchObject({ code: 'QUEUE_FULL' })
    clock.advance(10)
    await expect(first).rejects.toBeInstanceOf(RequestTimeoutError)
    void client.request('message:send', { ...send, content: 'third' }).catch(() => {})
    expect(await received.have(1)).toEqual(['third'])
  })

  test('a volatile event is not kept while the client is away', async () => {
    const there = await ends()
    await away(there)
    const { client, io } = there
    const received = gathering<string>()
    io.of(path).on('connection', (socket) => socket.onAny((name) => name.startsWith('contract') || received.add(name)))
    expect(client.emit('typing:start', { receiverId: 'u2' })).toBe(false)
    void client.request('message:send', send).catch(() => {})
    expect(await received.have(1)).toEqual(['message:send'])
  })

  test('emit returns whether an event was taken while the client is away', async () => {
    const there = await ends({ queue: 0 })
    const { client, served } = there
    await until(client, 'status', 'connected')
    const heard = next(await served, 'typing:start')
    expect(client.emit('typing:start', { receiverId: 'u2' })).toBe(true)
    expect(await heard).toEqual({ receiverId: 'u2' })
    expect(() => client.emit('typing:start', { receiverId: '' })).toThrow('receiverId')
  })
})

test('while the server is overdue, nothing enters the buffer of socket.io', async () => {
  const { client } = await ends()
  await until(client, 'status', 'connected')
  const engine = client.socket.io.engine as unknown as { _pingTimeoutTime: number }
  engine._pingTimeoutTime = 1
  void client.request('message:send', send).catch(() => {})
  expect(client.socket.connected).toBe(true)
  expect(client.socket.sendBuffer).toEqual([])
  client.close()
})
