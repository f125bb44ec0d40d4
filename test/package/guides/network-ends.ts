import type { Server } from 'socket.io'
import type { Socket } from 'socket.io-client'
import { afterwards } from '../../ends/afterwards.js'
import { listening } from '../../ends/server.js'
import { answerMarkers, settled } from '../../field/marker.js'
import { liveChatServer } from '../../field/network/old-chat-server.js'
import { oldChatPage } from '../../field/network/old-clients.js'
import { oldNotificationsServer } from '../../field/network/old-notifications-server.js'
import { oldRealtimeServer } from '../../field/network/old-realtime-server.js'
import { type Guide, guideOf } from './guide.js'

/** The page under test. */
export const guide: Guide = guideOf('network')

/** A user of the network, whose token says who it is. */
export const session = (which: 1 | 2) => ({ userId: `user_${which}`, token: `token_${which}` })

/** Whatever a block makes, by its name. */
// biome-ignore lint/suspicious/noExplicitAny: the types of a block are compiled by the test of all documents
export type Made = Readonly<Record<string, any>>

const now = () => new Date().toISOString()
const verifyToken = async (token: unknown) => {
  const id = /^token_(\d)$/.exec(String(token))?.[1]
  return id === undefined ? undefined : { id: `user_${id}`, email: `user_${id}@example.com` }
}

/** Makes the database that the page's handlers ask. */
function database() {
  const messages: Made[] = []
  const held = (id: string) => messages.find((each) => each['id'] === id) as Made
  return {
    add: async (message: Made) => {
      if (message['receiverId'] === 'nobody') throw new Error('no such user')
      messages.push({ ...message, id: `msg_${messages.length + 1}`, createdAt: now() })
      return messages.at(-1)
    },
    edit: async (_: Made, id: string, content: string) => ({ ...held(id), content, editedAt: now() }),
    remove: async (_: Made, id: string) => ({ ...held(id), deletedAt: now() }),
    markRead: async (_: Made, id: string) => ({ ...held(id), readAt: now() }),
  }
}

const inbox = {
  unread: async () => 2,
  markRead: async () => 2,
  remove: async () => {},
  page: async () => ({ notifications: [], total: 0 }),
}

/** Starts the page's server, all of its blocks together. */
export async function newServer({ hasOldLogin = true } = {}) {
  const { io, url } = await listening()
  const common = { io, hasOldLogin, verifyToken }
  guide.run('server-messages', { ...common, database: database() })
  const presence: Made = guide.run('server-realtime', { ...common, usersOnline: () => ['user_1', 'user_2'] })
  const news: Made = guide.run('server-notifications', { ...common, inbox })
  const old: Made = guide.run('server-old-only', { io })
  answerMarkers(io, '/ws', '/messaging', '/realtime', '/notifications')
  return { io, url, ...presence, ...news, ...old } as unknown as Made & { readonly io: Server; readonly url: string }
}

/** Starts the server at which the page ends. */
export async function doneServer() {
  const { io, url } = await listening()
  const served: Made = guide.run('server-done', { io, verifyToken })
  return { io, url, served }
}

/** Counts how often something was told, and waits until it was. */
export function told() {
  const all: Made[] = []
  const waiting: (() => void)[] = []
  return {
    all,
    tell: (payload: Made) => {
      all.push(payload)
      for (const check of waiting) check()
    },
    /** Waits for the first that fits. */
    first: (fits: (payload: Made) => boolean = () => true): Promise<Made> =>
      within(
        new Promise((resolve) => {
          const check = () => {
            const found = all.find(fits)
            if (found) resolve(found)
          }
          waiting.push(check)
          check()
        }),
      ),
  }
}

/** Waits, but not for ever. */
export function within<Value>(promise: Promise<Value>, ms = 8000): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it did not happen in time')), ms)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/** Opens the page's client of step 2 with what its application shows. */
export function boundPage(backEnd: string, which: 1 | 2, mark: 'client' | 'client-moved' = 'client') {
  const more = mark === 'client-moved' && { percent: 0, colleagues: ['user_1'] }
  const made: Made = guide.run(mark, { backEnd, session: session(which), ...more })
  for (const name of ['messages', 'people', 'presence', 'news'])
    afterwards(() => {
      made[name].close()
      made[name].socket.io.engine?.close()
      made[name].socket.disconnect()
    })
  const shown = { message: told(), typing: told(), presence: told(), request: told(), unread: told() }
  const { messages, people, presence, news } = made
  const use: Made = guide.run('client-use', {
    ...{ messages, people, presence, news },
    showMessage: shown.message.tell,
    showTyping: shown.typing.tell,
    showPresence: shown.presence.tell,
    showRequest: shown.request.tell,
    showUnread: (count: number) => shown.unread.tell({ count }),
  })
  const sockets = [messages, presence, news].map(({ socket }) => socket as Socket)
  return { made, shown, use, sockets }
}

/** Waits until all sockets of a page are connected. */
export async function entered(...sockets: readonly Socket[]): Promise<void> {
  await within(
    Promise.all(
      sockets.map((socket) => (socket.connected ? undefined : new Promise<void>((go) => socket.once('connect', go)))),
    ),
  )
}

/** Opens the chat page of old. */
export function oldPage(url: string, which: 1 | 2) {
  const page = oldChatPage({ url, path: '/ws', ...session(which) })
  afterwards(() => page.socket.disconnect())
  return page
}

/** Opens it for two users, and waits until both are in. */
export async function oldPages(url: string) {
  const pages = [oldPage(url, 1), oldPage(url, 2)] as const
  await entered(...pages.map(({ socket }) => socket))
  await settled(...pages.map(({ socket }) => socket))
  return pages
}

/** Serves the gateways of old. */
export async function oldServers() {
  const { io, url } = await listening()
  const servers = { chat: liveChatServer(io), presence: oldRealtimeServer(io), news: oldNotificationsServer(io) }
  answerMarkers(io, '/ws', '/realtime', '/notifications')
  return { io, url, ...servers }
}

/** Breaks all connections below, and waits until a page is back. */
export async function comeBack(io: Server, ...sockets: readonly Socket[]): Promise<void> {
  const back = Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.once('connect', resolve))))
  for (const socket of io.of('/ws').sockets.values()) socket.conn.close()
  await within(back)
}
