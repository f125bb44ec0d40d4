import type { Server } from 'socket.io'
import { expect, test } from 'vitest'
import type { Client } from '../../../src/client/index.js'
import type { Messaging } from '../../../src/messaging.js'
import { listening } from '../../ends/server.js'
import { joined, socketTo } from '../../ends/sockets.js'
import { until } from '../../ends/waiting.js'
import { guideOf } from './guide.js'

const guide = guideOf('observing')
const message = { receiverId: 'u2', content: 'Ms Doe, the lilac room' }
const sent = { messageId: 'm1', createdAt: '2024-12-20T10:30:00Z' }
type Served = { on(name: string, handler: (payload: { content: string }) => unknown): void }

async function raw(url: string) {
  return joined(url, '/messaging', { auth: { token: 'u1' } })
}

/** Serves by a block of the guide, with a handler that fails where it is told to. */
async function servedBy(mark: string, name: string, given: object = {}) {
  const { io, url } = await listening()
  const made = guide.run(mark, { io: io as Server, ...given })
  ;(made[name] as Served).on('message:send', ({ content }) => {
    if (content === 'fail') throw new TypeError('lilac')
    return sent
  })
  return { url, made }
}

test('a request context reaches the handler', async () => {
  const { io, url } = await listening()
  guide.run('context', { io })
  expect(await (await raw(url)).emitWithAck('message:send', message)).toMatchObject({ messageId: 'of-u1' })
})

test('metrics count durations by event and code', async () => {
  const { url, made } = await servedBy('metrics', 'measured')
  const socket = await raw(url)
  for (const content of ['one', 'two', 'fail']) await socket.emitWithAck('message:send', { ...message, content })
  await socket.emitWithAck('message:send', {})
  const text = await (made['registry'] as { metrics(): Promise<string> }).metrics()
  const counts = text.split('\n').filter((line) => line.includes('_count{'))
  const label = (code: string) => `{namespace="/messaging",event="message:send",code="${code}"}`
  expect(counts.sort()).toEqual([
    `socket_event_duration_seconds_count${label('HANDLER_FAILED')} 1`,
    `socket_event_duration_seconds_count${label('OK')} 2`,
    `socket_event_duration_seconds_count${label('PAYLOAD_INVALID')} 1`,
  ])
})

test('logs have a line for what was refused, without what it held', async () => {
  const written: string[] = []
  const { url } = await servedBy('logs', 'logged', { lines: { write: (line: string) => written.push(line) } })
  const socket = await raw(url)
  await socket.emitWithAck('message:send', message)
  await socket.emitWithAck('message:send', { ...message, content: 'fail' })
  expect(written.map((line) => JSON.parse(line))).toEqual([
    {
      level: 40,
      time: expect.any(Number),
      event: 'message:send',
      socketId: socket.id,
      durationMs: expect.any(Number),
      code: 'HANDLER_FAILED',
      msg: 'refused',
    },
  ])
  expect(written.join()).not.toContain('lilac')
})

test('traces are asked for at both ends', async () => {
  const { url } = await servedBy('server-traces', 'traced')
  const socket = socketTo(url, '/messaging', { auth: { token: 'u1' } })
  const greetings: unknown[] = []
  socket.on('contract:welcome', (told) => greetings.push(told))
  const { tracedClient } = guide.run('client-traces', { socket })
  const client = tracedClient as Client<Messaging>
  await until(client, 'version', 1)
  expect(greetings).toMatchObject([{ trace: true }])
  expect(await client.request('message:send', message)).toEqual(sent)
})

test('every block of the guide was run', () => {
  // a test with Sentry beside it runs that one
  expect([...guide.left]).toEqual(['errors/sentry.ts'])
})
