import type { Socket as ServerSocket } from 'socket.io'
import { describe, expect, test, vi } from 'vitest'
import { RefusalError } from '../../src/index.js'
import { messaging, messagingAliases } from '../../src/messaging.js'
import { realtime, realtimeAliases } from '../../src/realtime.js'
import { type CommonServeOptions, type Observation, serve } from '../../src/server/index.js'
import { rawClient } from '../ends/frames.js'
import { listening } from '../ends/server.js'
import { client, declaring, joined, settled, transports } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

const sent = { messageId: 'm1', createdAt: '2024-12-20T10:30:00Z' }
const message = { receiverId: 'u2', content: 'hi' }

/** Serves messaging where the application has listeners of its own for what it names. */
async function listeningFor(names: readonly string[], options: CommonServeOptions<typeof messaging, unknown> = {}) {
  const { io, url, port } = await listening()
  const heard: [string, ...unknown[]][] = []
  const seen: Observation[] = []
  const served = serve(io, messaging, {
    aliases: messagingAliases,
    legacy: true,
    observe: (noticed) => seen.push(noticed),
    ...options,
    userId: () => 'u1',
  })
  const listen = (socket: ServerSocket): void => {
    for (const name of names)
      socket.on(name, (...args: unknown[]) => {
        const ack = args.at(-1)
        heard.push([name, ...args.filter((each) => typeof each !== 'function')])
        if (typeof ack === 'function') ack({ own: true })
      })
  }
  for (const path of ['/messaging', '/ws']) io.of(path).on('connection', listen)
  return { io, url, port, heard, served, refusals: () => seen.filter(({ kind }) => kind === 'refused'), seen }
}

describe.each(transports)('over %s', (transport) => {
  test("a listener of the application's own hears what the contract declares and no more, and answers itself", async () => {
    const { url, heard, seen } = await listeningFor(['message:send', 'typing:start'])
    const socket = await joined(url, '/messaging', { transport })
    expect(await socket.emitWithAck('message:send', { ...message, admin: true })).toEqual({ own: true })
    socket.emit('typing:start', { receiverId: 'u2', admin: true })
    await settled(socket)
    expect(heard).toEqual([
      ['message:send', message],
      ['typing:start', { receiverId: 'u2' }],
    ])
    expect(seen.filter(({ kind }) => kind === 'received')).toMatchObject([
      { event: 'message:send' },
      { event: 'typing:start' },
    ])
  })

  test('what does not fit is refused before the listener hears it, with an acknowledgement and without', async () => {
    const { url, heard, refusals } = await listeningFor(['message:send', 'typing:start'])
    const socket = await joined(url, '/messaging', { transport })
    const unfit = { error: { code: 'PAYLOAD_INVALID' } }
    expect(await socket.emitWithAck('message:send', { receiverId: 7 })).toMatchObject(unfit)
    expect(await socket.emitWithAck('message:send', message, 'more')).toMatchObject(unfit)
    const refused = next(socket, 'contract:refused')
    socket.emit('typing:start', { receiverId: ['u2'] })
    expect(await refused).toMatchObject({ event: 'typing:start', ...unfit })
    expect(heard).toEqual([])
    expect(refusals()).toHaveLength(3)
  })
})

test('frames written by hand reach the listener only where they fit', async () => {
  const { port, heard } = await listeningFor(['message:send'])
  const raw = await rawClient(port, '/messaging')
  raw.write('42/messaging,1["message:send",{"receiverId":"u2"}]', '42/messaging,2["message:send"]')
  for (const id of [1, 2]) expect(await raw.until(`43/messaging,${id}`)).toContain('PAYLOAD_INVALID')
  raw.write(`42/messaging,3["message:send",${JSON.stringify(message)}]`)
  expect(await raw.until('43/messaging,3')).toContain('{"own":true}')
  expect(heard).toHaveLength(1)
})

test('a contract that refused a client, or was not opened for it, has no listener for it', async () => {
  const { io, url, heard } = await listeningFor(['message:send'], {
    authenticate: () => {
      throw new RefusalError('AUTH_INVALID')
    },
  })
  serve(io, realtime, { aliases: realtimeAliases, legacy: true })
  const refused = await joined(url, '/ws')
  const other = await joined(url, '/ws', { auth: declaring(['/realtime', 1]) })
  expect(await refused.emitWithAck('message:send', message)).toMatchObject({ error: { code: 'AUTH_INVALID' } })
  expect(await other.emitWithAck('message:send', message)).toMatchObject({ error: { code: 'CONTRACT_UNSUPPORTED' } })
  expect(heard).toEqual([])
})

test('a client whose time is over is not heard by a listener', async () => {
  const { url, heard } = await listeningFor(['message:send'], { expiresAt: () => Date.now() + 50 })
  const socket = client(url, '/messaging')
  await next(socket, 'contract:refused')
  expect(await socket.emitWithAck('message:send', message)).toMatchObject({ error: { code: 'AUTH_EXPIRED' } })
  expect(heard).toEqual([])
})

test('a limiter is asked for what a listener takes, and one too many is refused', async () => {
  let left = 1
  const keys: string[] = []
  const consume = async (key: string) => {
    keys.push(key)
    if (left-- === 0) throw { msBeforeNext: 1000 }
  }
  const { url, heard } = await listeningFor(['typing:start'], { limiter: { consume } })
  const socket = await joined(url, '/messaging')
  expect(await socket.emitWithAck('typing:start', { receiverId: 'u2' })).toEqual({ own: true })
  expect(await socket.emitWithAck('typing:start', { receiverId: 'u2' })).toMatchObject({
    error: { code: 'RATE_LIMITED' },
  })
  expect(heard).toHaveLength(1)
  expect(new Set(keys)).toEqual(new Set(['/messaging:typing%3Astart:user:u1']))
})

test('a listener for an old name hears the old shape, where it can be read as what the name stands for', async () => {
  const { url, heard } = await listeningFor(['NEW_MESSAGE'])
  const old = await joined(url, '/ws')
  const legacy = { ...message, tempId: 't1', beyond: 'the contract' }
  expect(await old.emitWithAck('NEW_MESSAGE', legacy)).toEqual({ own: true })
  expect(await old.emitWithAck('NEW_MESSAGE', { content: 7 })).toMatchObject({ error: { code: 'PAYLOAD_INVALID' } })
  expect(heard).toEqual([['NEW_MESSAGE', legacy]])
})

test.each(['report', 'off'] as const)(
  'with validate %s what does not fit reaches the listener, and is told of as asked',
  async (validate) => {
    const { url, heard, refusals } = await listeningFor(['message:send', 'NEW_MESSAGE'], { validate })
    const socket = await joined(url, '/ws')
    for (const name of ['message:send', 'NEW_MESSAGE'])
      expect(await socket.emitWithAck(name, { content: 7 })).toEqual({ own: true })
    expect(heard).toEqual([
      ['message:send', { content: 7 }],
      ['NEW_MESSAGE', { content: 7 }],
    ])
    expect(refusals()).toHaveLength(validate === 'report' ? 2 : 0)
  },
)

test('what no contract declares passes untouched, and a handler goes before a listener', async () => {
  const { url, heard, served } = await listeningFor(['own:event', 'message:send'])
  const handler = vi.fn(() => sent)
  served.on('message:send', handler)
  const socket = await joined(url, '/messaging')
  expect(await socket.emitWithAck('own:event', { any: 'thing' }, 'more')).toEqual({ own: true })
  expect(await socket.emitWithAck('message:send', message)).toEqual(sent)
  expect(heard).toEqual([['own:event', { any: 'thing' }, 'more']])
  expect(handler).toHaveBeenCalledTimes(1)
})
