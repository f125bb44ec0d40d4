import { publicRoom, userRoom } from '../../../src/realtime.js'
import { afterwards } from '../../ends/afterwards.js'
import { listening } from '../../ends/server.js'
import { next } from '../../ends/waiting.js'
import type { Block, Right, Seen } from '../cell.js'
import { during } from '../during.js'
import { answerMarkers, settled } from '../marker.js'
import { reconnected } from '../new-end.js'
import { connection } from '../refusals.js'
import { fieldWords } from '../words.js'
import { newNetworkServer } from './new-server.js'
import {
  type OldClientOptions,
  type OldGatewayClient,
  oldNotificationsClient,
  oldRealtimeClient,
} from './old-clients.js'

const isOff = 'logging in by an event is of old, and is off without `legacy`'
const isLeftAlone = 'without `legacy` the old path is not served'
const notDescribed = 'no contract describes it, on purpose: ask `activity:ping`'
const isToday = 'without `legacy` a reply is what the contract says'
const succeeding = (legacy: boolean, today: string): Right[string] => (legacy ? `${today}, success` : [today, isToday])
const login = (legacy: boolean): Right => ({
  'gets in, and is told': legacy ? 'told' : ['refused: AUTH_MISSING', isOff],
})

const realtimeRight = (legacy: boolean): Right => ({
  ...login(legacy),
  'subscribe, what it reads': succeeding(legacy, 'channels'),
  'presence in its channel': 'heard once as presence:update',
  'its own idleness': 'heard once as presence:idle',
  'activity:ping, what it reads': 'timestamp',
  'health:check': ['refused: EVENT_UNKNOWN', notDescribed],
  'again: its own idleness': 'heard once as presence:idle',
})

const notificationsRight = (legacy: boolean): Right => ({
  ...login(legacy),
  'a notification': 'heard once as notification:new',
  'news for everybody': 'heard once as notification:broadcast',
  'mark_read, what it reads': succeeding(legacy, 'notificationId'),
  'mark_all_read, what it reads': succeeding(legacy, 'count'),
  'get_unread_count, what it reads': 'count',
  'get_history, what it reads': 'limit, notifications, page, total, totalPages',
  'delete, what it reads': succeeding(legacy, 'notificationId'),
  'again: a notification': 'heard once as notification:new',
})

/** Lists where clients of old meet new servers in place of the two gateways that want an event `authenticate`. */
export const gatewayClientCells: readonly Block[] = [true, false].flatMap((legacy) => [
  {
    system: 'network',
    pair: 'old client, new server',
    path: '/ws (a client of the retired gateway)',
    legacy,
    right: legacy ? login(legacy) : { 'gets in, and is told': ['refused: Invalid namespace', isLeftAlone] },
    see: () => seeLogin(legacy, '/ws', oldRealtimeClient),
  },
  {
    system: 'network',
    pair: 'old client, new server',
    path: '/realtime',
    legacy,
    right: realtimeRight(legacy),
    see: async () => ({ ...(await seeLogin(legacy, '/realtime', oldRealtimeClient)), ...(await seeRealtime(legacy)) }),
  },
  {
    system: 'network',
    pair: 'old client, new server',
    path: '/notifications',
    legacy,
    right: notificationsRight(legacy),
    see: async () => ({
      ...(await seeLogin(legacy, '/notifications', oldNotificationsClient)),
      ...(await seeNotifications(legacy)),
    }),
  },
])

type Open = (options: OldClientOptions) => OldGatewayClient

async function seeLogin(legacy: boolean, path: string, open: Open): Promise<Seen> {
  const { io, url } = await listening()
  newNetworkServer(io, legacy)
  // a marker would open a path that nobody serves
  if (legacy || path !== '/ws') answerMarkers(io, path)
  const client = open({ url, path, userId: 'user_1', token: 'token_1' })
  afterwards(() => client.socket.disconnect())
  const words = await connection(client.socket)
  if (words !== 'connected') return { 'gets in, and is told': words }
  await settled(client.socket)
  return { 'gets in, and is told': client.isReady ? 'told' : 'told nothing' }
}

/** Opens a client that shows its token in the handshake too, which lets it in today. */
async function enter(legacy: boolean, path: string, open: Open) {
  const { io, url } = await listening()
  const server = newNetworkServer(io, legacy)
  answerMarkers(io, path)
  const manager = { auth: { token: 'token_1' }, reconnectionDelay: 5, reconnectionDelayMax: 20 }
  const client = open({ url, path, userId: 'user_1', token: 'token_1', manager })
  afterwards(() => client.socket.disconnect())
  await next(client.socket, 'connect')
  await settled(client.socket)
  return { io, server, client }
}

/** Returns which fields an answer has, or its refusal. */
async function read(client: OldGatewayClient, name: string, payload?: object): Promise<string> {
  const reply = (await client.ask(name, payload)) as { error?: { code: string } }
  return reply.error ? `refused: ${reply.error.code}` : fieldWords(reply)
}

async function seeRealtime(legacy: boolean): Promise<Seen> {
  const { io, server, client } = await enter(legacy, '/realtime', oldRealtimeClient)
  const timestamp = new Date().toISOString()
  const idle = () =>
    during(client, () =>
      server.presence.to(userRoom('user_1')).emit('presence:idle', { reason: 'Inactivity detected', timestamp }),
    )
  const subscribed = await read(client, 'subscribe', { channels: ['public:jobs'] })
  const update = { userId: 'user_2', status: 'away', timestamp } as const
  const seen = {
    'subscribe, what it reads': subscribed,
    'presence in its channel': await during(client, () =>
      server.presence.to(publicRoom('jobs')).emit('presence:update', update),
    ),
    'its own idleness': await idle(),
    'activity:ping, what it reads': await read(client, 'activity:ping'),
    'health:check': await read(client, 'health:check'),
  }
  await reconnected(io, '/realtime', client.socket)
  return { ...seen, 'again: its own idleness': await idle() }
}

async function seeNotifications(legacy: boolean): Promise<Seen> {
  const { io, server, client } = await enter(legacy, '/notifications', oldNotificationsClient)
  const news = {
    type: 'system',
    title: 'Maintenance',
    message: 'Tonight',
    priority: 'high',
    timestamp: new Date().toISOString(),
  } as const
  const notify = (id: string) =>
    during(client, () => server.news.to('notifications:user_1').emit('notification:new', { ...news, id, read: false }))
  const seen = {
    'a notification': await notify('notif_1'),
    'news for everybody': await during(client, () => server.news.emit('notification:broadcast', news)),
    'mark_read, what it reads': await read(client, 'notification:mark_read', { notificationId: 'notif_1' }),
    'mark_all_read, what it reads': await read(client, 'notification:mark_all_read'),
    'get_unread_count, what it reads': await read(client, 'notification:get_unread_count'),
    'get_history, what it reads': await read(client, 'notification:get_history', { page: 1 }),
    'delete, what it reads': await read(client, 'notification:delete', { notificationId: 'notif_1' }),
  }
  await reconnected(io, '/notifications', client.socket)
  return { ...seen, 'again: a notification': await notify('notif_2') }
}
