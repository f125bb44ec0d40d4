import type { Server } from 'socket.io'
import type { Socket } from 'socket.io-client'
import { logInByEvent } from '../../../src/client/index.js'
import { notifications, notificationsAliases } from '../../../src/notifications.js'
import { publicRoom, realtime, realtimeAliases } from '../../../src/realtime.js'
import { listening } from '../../ends/server.js'
import { socketTo } from '../../ends/sockets.js'
import type { Block, Right, Seen } from '../cell.js'
import { answerMarkers } from '../marker.js'
import { newEnd, reconnected } from '../new-end.js'
import { oldNotificationsServer } from './old-notifications-server.js'
import { oldRealtimeServer } from './old-realtime-server.js'

const hasNone = 'the gateway of old has no such event'

/** How long a gateway waits for `authenticate` here, where nobody sends it. */
const shortMs = 500

const isStrict = 'without `legacy` a reply is what the contract says'
const done = (legacy: boolean): Right[string] => (legacy ? 'resolves' : ['rejects: REPLY_INVALID', isStrict])

const realtimeRight = (legacy: boolean): Right => ({
  'logs in': legacy ? 'stays in' : ['sent away', 'without `legacy` the client says no more than its handshake'],
  'join, where nobody is let in': 'rejects: ROOM_FORBIDDEN',
  'join(public), joined': 'resolves',
  'presence in its channel': 'told once',
  'its own idleness': 'told once',
  "request('activity:ping')": 'resolves',
  "request('presence:update')": ['rejects: REQUEST_TIMEOUT', hasNone],
  "request('unsubscribe')": done(legacy),
  'again: presence in its channel': 'told once',
})

const notificationsRight = (legacy: boolean): Right => ({
  'logs in': legacy ? 'stays in' : ['sent away', 'without `legacy` the client says no more than its handshake'],
  'it is connected': 'told once',
  'a notification': 'told once',
  'news for everybody': 'told once',
  "request('mark_read')": done(legacy),
  "request('mark_all_read')": 'resolves',
  "request('get_unread_count')": 'resolves',
  "request('get_history')": done(legacy),
  "request('delete')": done(legacy),
  'it is read': 'told once',
  'again: a notification': 'told once',
})

/** Lists where new clients meet the two gateways that want an event `authenticate`. */
export const oldGatewayCells: readonly Block[] = [true, false].flatMap((legacy) => [
  {
    system: 'network',
    pair: 'new client, old server',
    path: '/realtime',
    legacy,
    right: realtimeRight(legacy),
    see: async () => ({
      'logs in': await seeLogin((io) => oldRealtimeServer(io, shortMs), '/realtime', legacy),
      ...(await seeRealtime(legacy)),
    }),
  },
  {
    system: 'network',
    pair: 'new client, old server',
    path: '/notifications',
    legacy,
    right: notificationsRight(legacy),
    see: async () => ({
      'logs in': await seeLogin((io) => oldNotificationsServer(io, shortMs), '/notifications', legacy),
      ...(await seeNotifications(legacy)),
    }),
  },
])

const contracts = {
  '/realtime': { contract: realtime, aliases: realtimeAliases },
  '/notifications': { contract: notifications, aliases: notificationsAliases },
}

async function seeLogin(
  serve: (io: Server) => unknown,
  path: keyof typeof contracts,
  legacy: boolean,
): Promise<string> {
  const { io, url } = await listening()
  serve(io)
  answerMarkers(io, path)
  const { contract, aliases } = contracts[path]
  const socket = socketTo(url, path, { forceNew: true, auth: (send) => send({ token: 'token_1' }) })
  if (legacy) logInByEvent(socket, { aliases, credentials: () => ({ userId: 'user_1', token: 'token_1' }) })
  newEnd(socket, contract, { aliases, legacy })
  return new Promise((resolve) => {
    socket.once('disconnect', () => resolve('sent away'))
    for (const name of ['auth:success', 'notification:connected']) socket.once(name, () => resolve('stays in'))
  })
}

/** Makes a socket whose application sends `authenticate` by a line of its own. */
function authenticating(url: string, path: string): Socket {
  const socket = socketTo(url, path, { forceNew: true, auth: (send) => send({ token: 'token_1' }) })
  socket.on('connect', () => socket.emit('authenticate', { userId: 'user_1', token: 'token_1' }))
  return socket
}

async function seeRealtime(legacy: boolean): Promise<Seen> {
  const { io, url } = await listening()
  const old = oldRealtimeServer(io)
  answerMarkers(io, '/realtime')
  const options = { aliases: realtimeAliases, legacy }
  const unknown = newEnd(socketTo(url, '/realtime', { forceNew: true }), realtime, options)
  const outside = await unknown.outcome(unknown.client.join(publicRoom('jobs')).joined)
  const { client, during, outcome } = newEnd(authenticating(url, '/realtime'), realtime, options)
  const presence = () => during('presence:update', () => old.presence('user_2', 'away', 'public:jobs'))
  const seen = {
    'join, where nobody is let in': outside,
    'join(public), joined': await outcome(client.join(publicRoom('jobs')).joined),
    'presence in its channel': await presence(),
    'its own idleness': await during('presence:idle', () => old.idle('user_1')),
    "request('activity:ping')": await outcome(client.request('activity:ping')),
    "request('presence:update')": await outcome(client.request('presence:update', { status: 'dnd' })),
    "request('unsubscribe')": await outcome(client.request('unsubscribe', { channels: ['public:news'] })),
  }
  await reconnected(io, '/realtime', client.socket)
  return { ...seen, 'again: presence in its channel': await presence() }
}

async function seeNotifications(legacy: boolean): Promise<Seen> {
  const { io, url } = await listening()
  const old = oldNotificationsServer(io)
  answerMarkers(io, '/notifications')
  const socket = authenticating(url, '/notifications')
  const { client, during, outcome } = newEnd(socket, notifications, { aliases: notificationsAliases, legacy })
  const timestamp = new Date().toISOString()
  const news = { type: 'system', title: 'Maintenance', message: 'Tonight', priority: 'high', timestamp }
  const notify = (id: string) => during('notification:new', () => old.notify('user_1', { ...news, id, read: false }))
  const one = { notificationId: 'notif_1' }
  const seen = {
    'it is connected': await during('notification:connected', () => {}),
    'a notification': await notify('notif_7'),
    'news for everybody': await during('notification:broadcast', () => old.broadcast(news)),
    "request('mark_read')": await outcome(client.request('notification:mark_read', one)),
    "request('mark_all_read')": await outcome(client.request('notification:mark_all_read')),
    "request('get_unread_count')": await outcome(client.request('notification:get_unread_count')),
    "request('get_history')": await outcome(client.request('notification:get_history', { page: 1 })),
    "request('delete')": await outcome(client.request('notification:delete', one)),
    'it is read': await during('notification:read', () =>
      outcome(client.request('notification:mark_read', { notificationId: 'notif_2' })),
    ),
  }
  await reconnected(io, '/notifications', client.socket)
  return { ...seen, 'again: a notification': await notify('notif_8') }
}
