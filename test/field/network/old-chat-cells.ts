import { logInByEvent } from '../../../src/client/index.js'
import { messaging, messagingAliases } from '../../../src/messaging.js'
import { realtime, realtimeAliases } from '../../../src/realtime.js'
import { listening } from '../../ends/server.js'
import { socketTo } from '../../ends/sockets.js'
import { next } from '../../ends/waiting.js'
import type { Block, Right, Seen } from '../cell.js'
import { answerMarkers, settled } from '../marker.js'
import { newEnd, reconnected } from '../new-end.js'
import { liveChatServer, type OldChatServer, retiredChatServer } from './old-chat-server.js'

const path = '/ws'

/** How long a gateway waits for `authenticate` here, where nobody sends it. */
const shortMs = 500

const isDeaf = 'without `legacy` the client hears the names of today only'
const isStrict = 'without `legacy` the client speaks the names of today only'
const isMute = 'the gateway of old does it, and answers nothing'
const notDescribed = 'no contract describes it, on purpose: it is heard with `socket.on`'
const hasNone = 'this gateway of old has no such event'

function right(legacy: boolean, isLive: boolean): Right {
  const heard: Right[string] = legacy ? 'told once' : ['told never', isDeaf]
  const asked: Right[string] = legacy ? 'resolves' : ['rejects: REQUEST_TIMEOUT', isStrict]
  const missing: Right[string] = ['rejects: REQUEST_TIMEOUT', hasNone]
  return {
    'logs in': legacy ? 'stays in' : ['sent away', 'without `legacy` the client says no more than its handshake'],
    'a message, which comes twice': heard,
    typing: heard,
    'a message is read': heard,
    'somebody comes online': heard,
    'its own message is stored': heard,
    'what else the gateway says': ['told never', notDescribed],
    "request('message:send')": isLive ? asked : missing,
    "request('message:mark_read')": ['rejects: REQUEST_TIMEOUT', isLive ? isMute : hasNone],
    "request('message:edit')": isLive ? missing : asked,
    "request('message:delete')": ['rejects: REQUEST_TIMEOUT', isLive ? hasNone : isMute],
    'the gateway takes': legacy
      ? isLive
        ? 'NEW_MESSAGE, MESSAGE_READ, TYPING_START'
        : 'EDIT_MESSAGE, DELETE_MESSAGE'
      : ['nothing', isStrict],
    ...(!isLive && { 'somebody goes offline': heard, 'a message is edited': heard, 'a message is deleted': heard }),
    'again: a message': heard,
  }
}

/** Lists where new clients meet the two gateways of `/ws`. */
export const oldChatCells: readonly Block[] = [true, false].flatMap((legacy) =>
  [true, false].map((isLive) => ({
    system: 'network' as const,
    pair: 'new client, old server' as const,
    path: `${path} (the ${isLive ? 'live' : 'retired'} gateway)`,
    legacy,
    right: right(legacy, isLive),
    see: async () => ({ 'logs in': await seeLogin(legacy, isLive), ...(await see(legacy, isLive)) }),
  })),
)

async function seeLogin(legacy: boolean, isLive: boolean): Promise<string> {
  const { io, url } = await listening()
  if (isLive) liveChatServer(io)
  else retiredChatServer(io, shortMs)
  answerMarkers(io, path)
  const user = { userId: 'user_1', token: 'token_1' }
  const query = legacy && isLive && { query: user }
  const socket = socketTo(url, path, { forceNew: true, auth: (send) => send({ token: user.token }), ...query })
  if (legacy && !isLive) logInByEvent(socket, { aliases: messagingAliases, credentials: () => user })
  newEnd(socket, messaging, { aliases: messagingAliases, legacy })
  return new Promise((resolve) => {
    socket.once('disconnect', () => resolve('sent away'))
    for (const name of ['auth:success', 'CONNECTION_SUCCESS']) socket.once(name, () => resolve('stays in'))
  })
}

/** Looks at the rest, with an application that logs in by lines of its own. */
async function see(legacy: boolean, isLive: boolean): Promise<Seen> {
  const { io, url } = await listening()
  const retired = isLive ? undefined : retiredChatServer(io)
  const old: OldChatServer = retired ?? liveChatServer(io)
  answerMarkers(io, path)
  const user = { userId: 'user_1', token: 'token_1' }
  const socket = socketTo(url, path, { forceNew: true, ...(isLive && { query: user }) })
  if (!isLive) socket.on('connect', () => socket.emit('authenticate', user))
  const { client, during, outcome } = newEnd(socket, messaging, { aliases: messagingAliases, legacy })
  const presence = newEnd(socket, realtime, { aliases: realtimeAliases, legacy })
  await next(socket, 'connect')
  await settled(socket)
  const bring = () => during('message:new', () => old.bring('user_1'))
  const heard = {
    'a message, which comes twice': await bring(),
    typing: await during('typing:update', () => old.typing('user_1')),
    'a message is read': await during('message:read', () => old.read('user_1', 'msg_0')),
    'somebody comes online': await presence.during('presence:update', () => old.status('user_2')),
    // the live one tells it to who sends under the old name
    'its own message is stored': await during('message:sent', () =>
      retired ? retired.sent('user_1') : socket.emit('NEW_MESSAGE', { receiverId: 'user_2', content: 'Hello' }),
    ),
    'what else the gateway says': await during('*', () => old.grumble('user_1')),
    ...(retired && {
      'somebody goes offline': await presence.during('presence:update', () => retired.offline('user_3')),
      'a message is edited': await during('message:edited', () => retired.edited('user_1')),
      'a message is deleted': await during('message:deleted', () => retired.deleted('user_1')),
    }),
  }
  const one = { messageId: 'msg_0' }
  const before = old.taken.length
  const send = { receiverId: 'user_2', content: 'Thanks for connecting!' }
  const asked = {
    "request('message:send')": await outcome(client.request('message:send', send)),
    "request('message:mark_read')": await outcome(client.request('message:mark_read', one)),
    "request('message:edit')": await outcome(client.request('message:edit', { ...one, content: 'Thank you!' })),
    "request('message:delete')": await outcome(client.request('message:delete', one)),
  }
  client.emit('typing:start', { receiverId: 'user_2' })
  await settled(socket)
  const taken = old.taken.slice(before).join(', ') || 'nothing'
  await reconnected(io, path, socket)
  return { ...heard, ...asked, 'the gateway takes': taken, 'again: a message': await bring() }
}
