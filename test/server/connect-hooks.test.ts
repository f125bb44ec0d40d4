import { expect, test, vi } from 'vitest'
import { RefusalError } from '../../src/index.js'
import { messaging, messagingAliases } from '../../src/messaging.js'
import { realtime, realtimeAliases } from '../../src/realtime.js'
import { type Observation, serve } from '../../src/server/index.js'
import { away, comeBack, cut, endOf, recovering, returning } from '../ends/absence.js'
import { listening } from '../ends/server.js'
import { client, declaring, joined, refusal, settled } from '../ends/sockets.js'
import { deferred, next } from '../ends/waiting.js'

const authenticate = ({ token }: Readonly<Record<string, unknown>>) => {
  if (token === 'failing') throw new RefusalError('AUTH_INVALID')
  return typeof token === 'string' ? { id: token } : undefined
}
const options = { authenticate, observe: () => {}, aliases: realtimeAliases, legacy: true } as const

/** Makes options that write down who came and went. */
function writing() {
  const lines: string[] = []
  return {
    lines,
    hooks: {
      onConnect: ({ id }: { readonly id: string }, { recovered }: { readonly recovered: boolean }) =>
        void lines.push(`${id} ${recovered ? 'recovered' : 'fresh'}`),
      onDisconnect: ({ id }: { readonly id: string }, { reason }: { readonly reason: string }) =>
        void lines.push(`${id} ${reason}`),
    },
  }
}

test('the application is told once of each connection that the contract let in, on either path, and of its end', async () => {
  const { io, url } = await listening()
  const { lines, hooks } = writing()
  serve(io, realtime, { ...options, ...hooks })
  const own = await joined(url, '/realtime', { auth: { token: 'u1', ...declaring(['/realtime', 1]) } })
  await vi.waitFor(() => expect(lines).toEqual(['u1 fresh']))
  const old = await joined(url, '/ws', { auth: { token: 'u1' } })
  await settled(old)
  for (const token of ['failing', undefined]) await refusal(client(url, '/realtime', { auth: { token } }))
  expect(lines.splice(0)).toEqual(['u1 fresh', 'u1 fresh'])
  own.disconnect()
  await vi.waitFor(() => expect(lines.splice(0)).toEqual(['u1 client namespace disconnect']))
  io.of('/ws').disconnectSockets()
  await vi.waitFor(() => expect(lines).toEqual(['u1 server namespace disconnect']))
})

test('each contract of a path is told of those it let in', async () => {
  const { io, url } = await listening()
  const [one, two] = [writing(), writing()]
  serve(io, realtime, { ...options, ...one.hooks })
  serve(io, messaging, { ...options, aliases: messagingAliases, ...two.hooks })
  await joined(url, '/ws', { auth: { token: 'both' } })
  await joined(url, '/ws', { auth: { token: 'one', ...declaring(['/messaging', 1]) } })
  await vi.waitFor(() => expect([one.lines, two.lines]).toEqual([['both fresh'], ['both fresh', 'one fresh']]))
})

test('who comes back is told apart from who is new, and whose time is over from who went', async () => {
  const { io, url } = await listening(recovering)
  const { lines, hooks } = writing()
  serve(io, realtime, {
    ...options,
    ...hooks,
    expiresAt: ({ id }) => (id === 'short' ? Date.now() + 50 : undefined),
  })
  const short = await joined(url, '/realtime', { auth: { token: 'short' } })
  await next(short, 'disconnect')
  await vi.waitFor(() => expect(lines.splice(0)).toEqual(['short fresh', 'short AUTH_EXPIRED']))
  const socket = client(url, '/realtime', { ...returning, auth: { token: 'u1' } })
  await next(socket, 'connect')
  const heard = next(socket, 'own:event')
  io.of('/realtime').emit('own:event')
  await heard
  const back = away(socket)
  await cut(endOf(io, '/realtime', socket), socket)
  await comeBack(socket, back)
  expect(socket.recovered).toBe(true)
  expect(lines.splice(0)).toEqual(['u1 fresh', 'u1 forced close', 'u1 recovered'])
  socket.disconnect()
  await vi.waitFor(() => expect(lines).toEqual(['u1 client namespace disconnect']))
})

test('who comes back and is refused was told of once, and is lost before it is asked without a word', async () => {
  const { io, url } = await listening(recovering)
  const { lines, hooks } = writing()
  const asked = deferred()
  let calls = 0
  async function once({ token }: Readonly<Record<string, unknown>>): Promise<{ readonly id: string }> {
    if (++calls === 1) return { id: String(token) }
    await asked.promise
    throw new RefusalError('AUTH_INVALID')
  }
  serve(io, realtime, { ...options, ...hooks, authenticate: once })
  const socket = client(url, '/realtime', { ...returning, auth: { token: 'u1' } })
  await next(socket, 'connect')
  const heard = next(socket, 'own:event')
  io.of('/realtime').emit('own:event')
  await heard
  await cut(endOf(io, '/realtime', socket), socket)
  await next(socket, 'connect')
  await cut(endOf(io, '/realtime', socket), socket)
  await next(socket, 'connect')
  const ended = next(socket, 'disconnect')
  asked.resolve()
  await ended
  expect(lines).toEqual(['u1 fresh', 'u1 forced close'])
})

test('the end is told after the beginning has settled, and both know whom to send to', async () => {
  const { io, url } = await listening()
  const begun = deferred()
  const lines: string[] = []
  serve(io, realtime, {
    ...options,
    autoJoin: () => ['public:jobs'],
    async onConnect({ id }, { emit, to, socket }) {
      lines.push(`${id} ${[...socket.rooms].includes('public:jobs')}`)
      emit('presence:idle', { reason: id, timestamp: '2024-12-20T10:30:00Z' })
      to('public:jobs').emit('presence:update', { userId: id, status: 'online', timestamp: '2024-12-20T10:30:00Z' })
      if (id !== 'other') await begun.promise
      lines.push(`${id} in`)
    },
    onDisconnect({ id }, { to, reason }) {
      lines.push(`${id} ${reason}`)
      to('public:jobs').emit('presence:update', { userId: id, status: 'offline', timestamp: '2024-12-20T10:30:00Z' })
    },
  })
  const other = await joined(url, '/realtime', { auth: { token: 'other' } })
  const online = next(other, 'presence:update')
  const greeted = client(url, '/realtime', { auth: { token: 'u1' } })
  expect(await next(greeted, 'presence:idle')).toMatchObject({ reason: 'u1' })
  expect(await online).toMatchObject({ userId: 'u1', status: 'online' })
  const offline = next(other, 'presence:update')
  greeted.disconnect()
  await vi.waitFor(() => expect(io.of('/realtime').sockets.size).toBe(1))
  await settled(other)
  expect(lines).toEqual(['other true', 'other in', 'u1 true'])
  begun.resolve()
  expect(await offline).toMatchObject({ userId: 'u1', status: 'offline' })
  expect(lines.slice(3)).toEqual(['u1 in', 'u1 client namespace disconnect'])
})

test('what the application throws there, or is silent about, is observed and harms nobody', async () => {
  const { io, url } = await listening()
  const seen: Observation[] = []
  const [begin, end] = [new TypeError('begin'), new TypeError('end')]
  let ends = 0
  const served = serve(io, realtime, {
    ...options,
    handlerTimeoutMs: 50,
    observe: (each) => void (each.kind === 'failed' && seen.push(each)),
    onConnect({ id }) {
      if (id === 'silent') return new Promise(() => {})
      throw begin
    },
    async onDisconnect() {
      ends++
      throw end
    },
  })
  served.on('activity:ping', () => ({ timestamp: '2024-12-20T10:30:00Z' }))
  const one = await joined(url, '/realtime', { auth: { token: 'u1' } })
  const two = await joined(url, '/realtime', { auth: { token: 'silent' } })
  for (const socket of [one, two])
    expect(await socket.emitWithAck('activity:ping')).toEqual({ timestamp: '2024-12-20T10:30:00Z' })
  for (const socket of [one, two]) socket.disconnect()
  await vi.waitFor(() => expect(ends).toBe(2))
  await vi.waitFor(() => expect(seen).toHaveLength(4))
  const parts = seen.map((each) => [(each as { part: string }).part, (each as { cause: unknown }).cause])
  expect(parts).toContainEqual(['onConnect', begin])
  expect(parts).toContainEqual(['onConnect', expect.objectContaining({ code: 'HANDLER_TIMEOUT' })])
  expect(parts.filter(([part, cause]) => part === 'onDisconnect' && cause === end)).toHaveLength(2)
})

test('who logs in by an event of old is told of when it has', async () => {
  const { io, url } = await listening()
  const { lines, hooks } = writing()
  serve(io, realtime, { ...options, ...hooks, legacyLogin: { event: true } })
  const never = await joined(url, '/ws')
  never.disconnect()
  const socket = await joined(url, '/ws')
  expect(lines).toEqual([])
  const told = next(socket, 'auth:success')
  socket.emit('authenticate', { userId: 'u1', token: 'u1' })
  await told
  await vi.waitFor(() => expect(lines).toEqual(['u1 fresh']))
  socket.disconnect()
  await vi.waitFor(() => expect(lines).toEqual(['u1 fresh', 'u1 client namespace disconnect']))
})
