import type { Socket } from 'socket.io-client'
import { describe, expect, test } from 'vitest'
import { messaging, messagingAliases, userRoom } from '../../src/messaging.js'
import { notifications, notificationsAliases } from '../../src/notifications.js'
import { publicRoom, realtime, realtimeAliases } from '../../src/realtime.js'
import { type LegacyLogin, type Observation, serve } from '../../src/server/index.js'
import { cut, endOf, recovering, returning } from '../ends/absence.js'
import { listening } from '../ends/server.js'
import { client, declaring, refusal, settled, transports, wiretap } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

interface User {
  readonly id: string
}

const away = { userId: 'u9', status: 'away', timestamp: '2024-12-20T10:30:00Z' } as const
const secret = 'token_of_u1'
const query = { userId: 'u1', token: secret }
const idle = { reason: 'Inactivity detected', timestamp: '2024-12-20T10:30:00Z' }

/** Serves `/realtime` to clients of old, and writes down what is observed and asked. */
async function serving(legacyLogin: LegacyLogin<User>, options: Parameters<typeof listening>[0] = {}) {
  const { io, url } = await listening(options)
  const seen: Observation[] = []
  const asked: unknown[] = []
  const served = serve(io, realtime, {
    aliases: realtimeAliases,
    legacy: true,
    legacyLogin,
    authenticate: async (auth) => {
      asked.push(auth)
      if (auth['token'] === 'broken') throw new TypeError(String(auth['token']))
      return auth['token'] === secret ? { id: 'u1' } : undefined
    },
    autoJoin: ({ id }) => [userRoom(id)],
    mayJoin: (_, room) => room.startsWith('public:'),
    observe: (noticed) => seen.push(noticed),
  })
  served.on('activity:ping', () => ({ timestamp: '2024-12-20T10:30:00Z' }))
  return { io, url, served, seen, asked }
}

/** Opens a client that shows nothing, and waits until it is connected. */
async function silent(url: string, path = '/ws', options: Parameters<typeof client>[2] = {}) {
  const socket = client(url, path, options)
  const heard = wiretap(socket)
  await next(socket, 'connect')
  return { socket, heard }
}

function answered(socket: Socket, name: string, ...args: unknown[]): Promise<unknown> {
  return socket.timeout(5000).emitWithAck(name, ...args)
}

describe.each(transports)('over %s', (transport) => {
  test('R12: a token in the query lets in on the legacy path, and is told what the old page waits for', async () => {
    const { io, url } = await listening()
    const asked: unknown[] = []
    serve(io, messaging, {
      aliases: messagingAliases,
      legacy: true,
      authenticate: (auth): User | undefined => {
        asked.push(auth)
        return auth['token'] === secret ? { id: 'u1' } : undefined
      },
      legacyLogin: { query: true, fields: ({ id }) => ({ userEmail: `${id}@example.com` }) },
      observe: () => {},
    })
    const page = client(url, '/ws', { transport, query })
    expect(await next(page, 'CONNECTION_SUCCESS')).toEqual({
      userId: 'u1',
      userEmail: 'u1@example.com',
      timestamp: expect.any(String),
    })
    expect(asked).toEqual([query])
    const bad = client(url, '/ws', { transport, query: { ...query, token: 'forged' } })
    expect(await refusal(bad)).toMatchObject({ data: { error: { code: 'AUTH_INVALID' } } })
  })

  test('R12: who sends `authenticate` within the time is in and told so; until then it hears and enters nothing', async () => {
    const { io, url, served, asked } = await serving({ event: true })
    io.of('/ws').on('connection', (socket) => socket.emit('own:greeting'))
    const { socket, heard } = await silent(url, '/ws', { transport })
    const subscribed = await answered(socket, 'subscribe', { channels: ['public:jobs'] })
    expect(subscribed).toMatchObject({ error: { code: 'AUTH_MISSING' } })
    expect(await answered(socket, 'activity:ping')).toMatchObject({ error: { code: 'AUTH_MISSING' } })
    const end = endOf(io, '/ws', socket)
    await end.join(['public:jobs', userRoom('u1')])
    served.emit('presence:update', away)
    served.to(publicRoom('jobs')).emit('presence:update', away)
    served.to(userRoom('u1')).emit('presence:idle', idle)
    io.of('/ws').emit('own:event')
    expect(served.user(end)).toBeUndefined()
    await answered(socket, 'activity:ping')
    expect(heard).toEqual([])
    await end.leave('public:jobs')
    await end.leave(userRoom('u1'))

    expect(asked).toEqual([])
    const told = next(socket, 'auth:success')
    await answered(socket, 'authenticate', { ...query, deviceInfo: { platform: 'web' }, more: 1 })
    expect(await told).toEqual({
      userId: 'u1',
      sessionId: socket.id,
      timestamp: expect.any(String),
      onlineUsers: [],
    })
    expect(asked).toEqual([{ ...query, deviceInfo: { platform: 'web' } }])
    expect(served.user(end)).toEqual({ id: 'u1' })
    heard.length = 0
    expect(await answered(socket, 'activity:ping')).toEqual({ timestamp: idle.timestamp })
    expect(await answered(socket, 'subscribe', { channels: ['public:jobs'] })).toMatchObject({
      channels: ['public:jobs'],
    })
    served.to(publicRoom('jobs')).emit('presence:update', away)
    served.to(userRoom('u1')).emit('presence:idle', idle)
    served.emit('presence:update', { ...away, userId: 'u8' })
    await settled(socket)
    const names = heard.map(([name]) => name)
    expect(names.filter((name) => name === 'presence:update')).toHaveLength(2)
    expect(names.filter((name) => name === 'presence:idle')).toHaveLength(1)
  })
})

test('R12: nothing is read that was not switched on, on either path, and never of who declares the contract', async () => {
  const { url, asked } = await serving({ event: true })
  const none = await serving({})
  const own = await serving({ query: true, event: true })
  const code = async (at: string, path: string, auth: object = {}) => {
    const error = await refusal(client(at, path, { query, auth }))
    return error.data?.error.code
  }
  expect(await code(none.url, '/ws')).toBe('AUTH_MISSING')
  expect(await code(url, '/realtime')).toBe('AUTH_MISSING')
  expect(await code(own.url, '/realtime')).toBe('AUTH_MISSING')
  for (const path of ['/ws', '/realtime']) {
    expect(await code(own.url, path, declaring(['/realtime', 1]))).toBe('AUTH_MISSING')
    expect(await code(own.url, path, { contract: 'of no known form' })).toBe('CONTRACT_MALFORMED')
    expect(await code(own.url, path, { token: 'forged' })).toBe('AUTH_INVALID')
  }
  for (const each of [...asked, ...none.asked, ...own.asked]) expect(each).not.toMatchObject({ token: secret })
})

test('R12: the own path is open where it is said, and in the ways that are said', async () => {
  const { url } = await serving({ query: true, ownPath: { event: true } })
  const { socket } = await silent(url, '/realtime', { query })
  const told = next(socket, 'auth:success')
  socket.emit('authenticate', query)
  expect(await told).toMatchObject({ userId: 'u1' })
})

test('R12: who does not log in within the time is told, and closed', async () => {
  const { url, asked, seen } = await serving({ event: { withinMs: 20 } })
  const { socket, heard } = await silent(url)
  expect(await next(socket, 'disconnect')).toBe('io server disconnect')
  expect(heard).toEqual([
    [
      'auth:error',
      {
        code: 'AUTH_MISSING',
        message: 'Authentication is missing',
        error: 'Authentication is missing',
        timestamp: expect.any(String),
      },
    ],
  ])
  expect(asked).toEqual([])
  expect(seen.map(({ kind }) => kind)).toEqual(['connection-attempted', 'connection-failed'])
})

test.each([
  ['a forged token', { userId: 'u1', token: 'forged' }, 'AUTH_INVALID'],
  ['no token', { userId: 'u1' }, 'AUTH_MISSING'],
  ['a token that is no text', { userId: 'u1', token: { $ne: null } }, 'AUTH_MISSING'],
  ['an endless token', { userId: 'u1', token: 'x'.repeat(20_000) }, 'AUTH_MISSING'],
  ['nothing', undefined, 'AUTH_MISSING'],
  ['a back end that fails', { userId: 'u1', token: 'broken' }, 'HANDLER_FAILED'],
])('R12: who shows %s is told, and closed', async (_, shown, code) => {
  const { url, seen } = await serving({ event: true })
  const { socket } = await silent(url)
  const told = next(socket, 'auth:error')
  const gone = next(socket, 'disconnect')
  socket.emit('authenticate', shown)
  expect(await told).toMatchObject({ code })
  expect(await gone).toBe('io server disconnect')
  expect(seen.filter(({ kind }) => kind === 'connection-failed')).toMatchObject([{ declared: false, reason: code }])
})

test('R12: contracts that share a path tell each event once, and their own failures', async () => {
  const { io, url } = await listening()
  const common = {
    legacy: true,
    legacyLogin: { event: true },
    authenticate: ({ token }: Readonly<Record<string, unknown>>) => (token === secret ? { id: 'u1' } : undefined),
    observe: () => {},
  } as const
  const messages = serve(io, messaging, { ...common, aliases: messagingAliases, autoJoin: () => [userRoom('u1')] })
  serve(io, realtime, { ...common, aliases: realtimeAliases, autoJoin: () => [userRoom('u1')] })
  const { socket, heard } = await silent(url)
  await answered(socket, 'authenticate', query)
  await settled(socket)
  expect(heard.map(([name]) => name)).toEqual(['auth:success'])
  messages.to(userRoom('u1')).emit('message:read', { messageId: 'm1', userId: 'u2', readAt: idle.timestamp })
  await settled(socket)
  expect(heard.map(([name]) => name)).toContain('message:read')
  const other = await silent(url)
  const gone = next(other.socket, 'disconnect')
  other.socket.emit('authenticate', { token: 'forged' })
  await gone
  expect(other.heard.map(([name]) => name)).toEqual(['ERROR', 'auth:error'])
})

test('R12: what only the application knows is told with the rest, and its failure is observed and keeps nobody out', async () => {
  const { io, url } = await listening()
  const seen: Observation[] = []
  let unread: () => object = () => ({ unreadCount: 3 })
  serve(io, notifications, {
    aliases: notificationsAliases,
    legacy: true,
    legacyLogin: { event: true, fields: () => unread() },
    authenticate: ({ token }) => (token === secret ? { id: 'u1' } : undefined),
    observe: (noticed) => seen.push(noticed),
  }).on('notification:get_unread_count', () => ({ count: 3 }))
  const one = await silent(url, '/notifications')
  const told = next(one.socket, 'notification:connected')
  one.socket.emit('authenticate', query)
  expect(await told).toEqual({ userId: 'u1', unreadCount: 3, timestamp: expect.any(String) })
  unread = () => {
    throw new Error('away')
  }
  const two = await silent(url, '/notifications')
  await answered(two.socket, 'authenticate', query)
  expect(await answered(two.socket, 'notification:get_unread_count')).toEqual({ count: 3 })
  expect(seen.filter(({ kind }) => kind === 'failed')).toMatchObject([
    { part: 'legacyLogin.fields' },
    { part: 'legacyLogin.fields' },
  ])
})

test('R12: a row of an alias table that throws costs its event and nothing else', async () => {
  const { io, url } = await listening()
  const seen: Observation[] = []
  const down = (): never => {
    throw new Error('not written')
  }
  const row = { success: { event: 'welcome', down }, failure: { event: 'sorry', down } }
  serve(io, realtime, {
    aliases: { ...realtimeAliases, login: { query: row, event: row } },
    legacy: true,
    legacyLogin: { query: true, event: true },
    authenticate: ({ token }) => (token === secret ? { id: 'u1' } : undefined),
    observe: (noticed) => seen.push(noticed),
  }).on('activity:ping', () => ({ timestamp: idle.timestamp }))
  const page = await silent(url, '/ws', { query })
  expect(await answered(page.socket, 'activity:ping')).toEqual({ timestamp: idle.timestamp })
  const { socket } = await silent(url)
  await answered(socket, 'authenticate', query)
  expect(await answered(socket, 'activity:ping')).toEqual({ timestamp: idle.timestamp })
  const bad = await silent(url)
  const gone = next(bad.socket, 'disconnect')
  bad.socket.emit('authenticate', { token: 'forged' })
  await gone
  expect(seen.filter(({ kind }) => kind === 'failed')).toHaveLength(3)
})

test('R12: who is in already and sends `authenticate` is told as whom it is in', async () => {
  const { url, asked } = await serving({ event: true })
  const { socket } = await silent(url, '/ws', { auth: { token: secret } })
  const told = next(socket, 'auth:success')
  socket.emit('authenticate', { userId: 'u2', token: 'another' })
  expect(await told).toMatchObject({ userId: 'u1' })
  expect(asked).toHaveLength(1)
  // once is enough: each telling asks the application
  socket.on('auth:success', () => expect.unreachable())
  await socket.emitWithAck('authenticate', { userId: 'u2', token: 'another' })
})

test('R12: a cookie that says nothing is asked about, and the client may log in all the same', async () => {
  const { url } = await serving({ event: true })
  const { socket } = await silent(url, '/ws', { extraHeaders: { cookie: 'theme=dark' } })
  const told = next(socket, 'auth:success')
  socket.emit('authenticate', query)
  expect(await told).toMatchObject({ userId: 'u1' })
})

test('R12: no observation and no packet holds a token', async () => {
  const { url, seen } = await serving({ query: true, event: true })
  const forged = 'eyJhbGciOi.forged.token'
  const page = await silent(url, '/ws', { query })
  await settled(page.socket)
  await refusal(client(url, '/ws', { query: { token: forged } }))
  const bad = await silent(url)
  const gone = next(bad.socket, 'disconnect')
  bad.socket.emit('authenticate', { userId: 'u1', token: forged })
  await gone
  const good = await silent(url)
  await answered(good.socket, 'authenticate', query)
  const all = JSON.stringify([seen, page.heard, bad.heard, good.heard])
  expect(seen.length).toBeGreaterThan(4)
  for (const token of [forged, secret]) expect(all).not.toContain(token)
})

test('R12: who logged in by an event is not recovered, and logs in again; by the query it is asked again', async () => {
  const { io, url, served, asked } = await serving({ query: true, event: true }, recovering)
  for (const by of ['event', 'query'] as const) {
    asked.length = 0
    const socket = client(url, '/ws', { ...returning, ...(by === 'query' && { query }) })
    if (by === 'event') socket.on('connect', () => socket.emit('authenticate', query))
    await (by === 'event' ? next(socket, 'auth:success') : next(socket, 'connect'))
    const first = next(socket, 'presence:update')
    served.emit('presence:update', away)
    await first
    const back = next(socket, by === 'event' ? 'auth:success' : 'connect')
    await cut(endOf(io, '/ws', socket), socket)
    await back
    expect(socket.recovered ?? false).toBe(by === 'query')
    const again = next(socket, 'presence:idle')
    await settled(socket)
    served.to(userRoom('u1')).emit('presence:idle', idle)
    expect(await again).toEqual(idle)
    expect(asked.length).toBe(2)
    socket.disconnect()
  }
})

test('R12: a connection that is lost before it logged in is forgotten', async () => {
  const { io, url, seen } = await serving({ event: { withinMs: 60 } })
  const { socket } = await silent(url)
  const end = endOf(io, '/ws', socket)
  const gone = new Promise((resolve) => end.once('disconnect', resolve))
  socket.disconnect()
  await gone
  const other = await silent(url)
  await next(other.socket, 'disconnect')
  expect(seen.filter(({ kind }) => kind === 'connection-failed')).toHaveLength(1)
})

test('R12: what could let in nobody is refused where it is declared', async () => {
  const { io } = await listening()
  const authenticate = (): User => ({ id: 'u1' })
  expect(() => serve(io, realtime, { authenticate, legacyLogin: { query: true } })).toThrow('needs `legacy: true`')
  expect(() => serve(io, realtime, { legacy: true, legacyLogin: { query: true } })).toThrow('needs `authenticate`')
  for (const withinMs of [0, -1, Number.NaN])
    expect(() =>
      serve(io, realtime, {
        authenticate,
        aliases: realtimeAliases,
        legacy: true,
        legacyLogin: { event: { withinMs } },
      }),
    ).toThrow('above 0')
  for (const legacyLogin of [{ event: true }, { ownPath: { event: true } }])
    expect(() => serve(io, realtime, { authenticate, legacy: true, legacyLogin })).toThrow('with `login.event`')
})
