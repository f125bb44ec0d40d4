import { expect, test } from 'vitest'
import { connect, logInByEvent } from '../../src/client/index.js'
import { notifications, notificationsAliases } from '../../src/notifications.js'
import { publicRoom, realtime, realtimeAliases, userRoom } from '../../src/realtime.js'
import { serve } from '../../src/server/index.js'
import { cut, endOf } from '../ends/absence.js'
import { afterwards } from '../ends/afterwards.js'
import { listening } from '../ends/server.js'
import { socketTo } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'
import { oldNotificationsServer } from '../field/network/old-notifications-server.js'
import { oldRealtimeServer } from '../field/network/old-realtime-server.js'

const good = { userId: 'user_1', token: 'token_1' }

/** Opens a client of `/realtime` that logs in by an event. */
function presenceAt(url: string, credentials: () => object | Promise<object>) {
  const socket = logInByEvent(socketTo(url, '/realtime', { forceNew: true }), { aliases: realtimeAliases, credentials })
  const client = connect(socket, realtime, { aliases: realtimeAliases, legacy: true })
  afterwards(() => client.close())
  return { socket, client }
}

test('R12: a client is connected once the gateway said so, and what it asked before is done then', async () => {
  const { io, url } = await listening()
  const old = oldRealtimeServer(io)
  const order: string[] = []
  io.of('/realtime').on('connection', (socket) => socket.onAny((name) => order.push(name)))
  const { socket, client } = presenceAt(url, async () => good)
  const stay = client.join(publicRoom('jobs'))
  const told = next(socket, 'auth:success')
  await told
  await stay.joined
  expect(order.filter((name) => name !== 'contract:ping')).toEqual(['authenticate', 'subscribe'])
  const heard = new Promise((resolve) => client.on('presence:update', resolve))
  old.presence('user_2', 'away', 'public:jobs')
  expect(await heard).toMatchObject({ userId: 'user_2' })
})

test('R12: it logs in again after every connection, with what it shows then', async () => {
  const { io, url } = await listening()
  oldRealtimeServer(io)
  let count = 0
  const { socket, client } = presenceAt(url, () => {
    count++
    return good
  })
  await client.join(publicRoom('jobs')).joined
  const again = next(socket, 'auth:success')
  await cut(endOf(io, '/realtime', socket), socket)
  await again
  expect(count).toBe(2)
})

test('R12: who is not let in is refused, and does not come back', async () => {
  const { io, url } = await listening()
  oldRealtimeServer(io)
  const { socket, client } = presenceAt(url, () => ({ ...good, token: 'forged' }))
  const refusal = await new Promise((resolve) => client.watch('refusal', (seen) => seen && resolve(seen)))
  expect(refusal).toMatchObject({ code: 'AUTH_INVALID' })
  expect(socket.connected).toBe(false)
  expect(socket.active).toBe(false)
})

test('R12: credentials that can not be had now are asked for again', async () => {
  const { io, url } = await listening()
  oldRealtimeServer(io)
  let isAway = true
  const { socket } = presenceAt(url, () => {
    if (!isAway) return good
    isAway = false
    throw new Error('away')
  })
  expect(await next(socket, 'auth:success')).toMatchObject({ userId: 'user_1' })
})

test('R12: what says that the client is in is told as the event that it is', async () => {
  const { io, url } = await listening()
  oldNotificationsServer(io)
  const socket = logInByEvent(socketTo(url, '/notifications', { forceNew: true }), {
    aliases: notificationsAliases,
    credentials: () => good,
  })
  const client = connect(socket, notifications, { aliases: notificationsAliases, legacy: true })
  afterwards(() => client.close())
  const told = await new Promise((resolve) => client.on('notification:connected', resolve))
  expect(told).toMatchObject({ userId: 'user_1', unreadCount: 2 })
})

test('R12: a server that serves the contract greets it, and is not waited for', async () => {
  const { io, url } = await listening()
  const served = serve(io, realtime, {
    authenticate: ({ token }) => (token === good.token ? { id: 'user_1' } : undefined),
    autoJoin: ({ id }) => [userRoom(id)],
    observe: () => {},
  })
  const socket = socketTo(url, '/realtime', { forceNew: true, auth: { token: good.token } })
  const client = connect(logInByEvent(socket, { aliases: realtimeAliases, credentials: () => good }), realtime)
  afterwards(() => client.close())
  await next(socket, 'connect')
  const heard = new Promise((resolve) => client.on('presence:idle', resolve))
  served.to(userRoom('user_1')).emit('presence:idle', { reason: 'Inactivity', timestamp: '2024-12-20T10:30:00Z' })
  expect(await heard).toMatchObject({ reason: 'Inactivity' })
})

test('R12: a table that does not say how a gateway answers is refused', () => {
  const { login: _, ...aliases } = realtimeAliases
  expect(() => logInByEvent(socketTo('http://localhost', '/realtime'), { aliases, credentials: () => good })).toThrow(
    'the alias table has no `login.event`',
  )
})
