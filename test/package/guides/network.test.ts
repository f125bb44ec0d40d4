import { expect, test } from 'vitest'
import { afterwards } from '../../ends/afterwards.js'
import { listening } from '../../ends/server.js'
import { during } from '../../field/during.js'
import { answerMarkers, settled } from '../../field/marker.js'
import { retiredChatServer } from '../../field/network/old-chat-server.js'
import { oldNotificationsClient, oldRealtimeClient } from '../../field/network/old-clients.js'
import { connection } from '../../field/refusals.js'
import {
  boundPage,
  comeBack,
  doneServer,
  entered,
  guide,
  type Made,
  newServer,
  oldPage,
  oldPages,
  oldServers,
  session,
  told,
  within,
} from './network-ends.js'

const last = ({ heard }: { heard: readonly (readonly [string, unknown])[] }, name: string): Made =>
  heard.findLast(([each]) => each === name)?.[1] as Made

test('an old chat page does at the new server all that it did', async () => {
  const server = await newServer()
  const [writer, reader] = await oldPages(server.url)
  expect(last(writer, 'CONNECTION_SUCCESS')).toEqual({
    userId: 'user_1',
    userEmail: 'user_1@example.com',
    timestamp: expect.any(String),
  })

  expect(
    await during(reader, async () => {
      writer.send('user_2', 'Hello')
      await settled(writer.socket)
    }),
  ).toBe('heard once as NEW_MESSAGE')
  const [bubble] = writer.bubbles
  expect(writer.bubbles).toHaveLength(1)
  expect(bubble).toMatchObject({ id: 'msg_1', isConfirmed: true })
  expect(last(writer, 'MESSAGE_SENT')).toEqual({
    id: 'msg_1',
    messageId: 'msg_1',
    tempId: 'temp_1',
    timestamp: expect.any(String),
  })
  expect(last(reader, 'NEW_MESSAGE')).not.toHaveProperty('sender')

  expect(
    await during(reader, async () => {
      writer.type('user_2')
      await settled(writer.socket)
    }),
  ).toBe('heard once as USER_TYPING')
  reader.markRead('msg_1')
  await settled(reader.socket, writer.socket)
  writer.edit('msg_1', 'Hello!')
  await settled(writer.socket)
  expect(bubble).toMatchObject({ content: 'Hello!', editedAt: expect.any(String), readAt: expect.any(String) })
  writer.remove('msg_1')
  await settled(writer.socket, reader.socket)
  expect(bubble).toMatchObject({ deletedAt: expect.any(String) })
  expect(last(reader, 'MESSAGE_EDITED')).toMatchObject({ messageId: 'msg_1', newContent: 'Hello!' })

  const message = { receiverId: 'user_2', content: 'Hello' }
  expect(await writer.socket.timeout(5000).emitWithAck('NEW_MESSAGE', message)).toMatchObject({
    success: true,
    message: { id: 'msg_2', ...message },
  })
  await settled(writer.socket)

  expect(await during(writer, () => writer.ping())).toBe('heard once as PONG')
  const refused = await during(writer, () => writer.send('user_2', ''))
  expect(refused).toBe('heard once as ERROR')
  expect(last(writer, 'ERROR')).toEqual({ message: expect.any(String) })
})

test('an old chat page hears at the new server who is there and who asks to connect', async () => {
  const server = await newServer()
  const [page, asked] = await oldPages(server.url)
  const others: Made[] = []
  for (const name of ['USER_PRESENCE_UPDATE', 'USER_ONLINE', 'USER_OFFLINE', 'presence:update'])
    page.socket.on(name, () => others.push({ name }))
  page.socket.on('CONNECTION_STATUS_UPDATE', (update) => others.push(update))
  await during(page, () => server['tellPresence']('user_2', 'online'))
  expect(last(page, 'USER_STATUS_CHANGE')).toMatchObject({ userId: 'user_2', status: 'ONLINE' })
  expect(
    others
      .splice(0)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['USER_ONLINE', 'USER_PRESENCE_UPDATE', 'presence:update'])
  await during(asked, () => server['tellRequest']('conn_1', { id: 'user_1', name: 'Ada Obi' }, 'user_2'))
  expect(last(asked, 'CONNECTION_REQUEST')).toMatchObject({ sender: { name: 'Ada Obi' } })
  await during(page, () => server['tellRejected']('conn_1', 'user_1', 'user_2'))
  await during(page, () => server['tellAccepted']('conn_2', 'user_1', 'user_2'))
  expect(others.map(({ status }) => status)).toEqual(['REJECTED', 'ACCEPTED'])
})

test.for(['/ws', '/realtime'])('an old client that sends `authenticate` on %s is told that it is in', async (path) => {
  const { url } = await newServer()
  const client = oldRealtimeClient({ url, path, ...session(1) })
  const wrong = oldRealtimeClient({ url, path, userId: 'user_1', token: 'wrong' })
  const failed: Made[] = []
  wrong.socket.on('ERROR', (failure) => failed.push(failure))
  for (const { socket } of [client, wrong]) afterwards(() => socket.disconnect())
  await within(new Promise((resolve) => wrong.socket.once('disconnect', resolve)))
  await settled(client.socket)
  expect(client.isReady).toBe(true)
  expect(last(client, 'auth:success')).toMatchObject({ userId: 'user_1', sessionId: expect.any(String) })
  expect(wrong.isReady).toBe(false)
  expect(last(wrong, 'auth:error')).toBeDefined()
  expect(failed.length > 0).toBe(path === '/ws')
  if (path === '/ws') return
  expect(last(client, 'auth:success')).toMatchObject({ onlineUsers: ['user_1', 'user_2'] })
  expect(await client.ask('subscribe', { channels: ['public:jobs'] })).toMatchObject({ success: true })
  expect(await client.ask('health:check')).toMatchObject({ error: { code: 'EVENT_UNKNOWN' } })
})

test('an old page of `/notifications` is told what waits for it, and gets the replies it reads', async () => {
  const server = await newServer()
  const client = oldNotificationsClient({ url: server.url, path: '/notifications', ...session(1) })
  afterwards(() => client.socket.disconnect())
  await entered(client.socket)
  await settled(client.socket)
  expect(last(client, 'notification:connected')).toMatchObject({ userId: 'user_1', unreadCount: 2 })
  expect(await client.ask('notification:mark_all_read')).toEqual({ success: true, count: 2 })
  expect(await client.ask('notification:mark_read', { notificationId: 'n_1' })).toMatchObject({ success: true })
  expect(last(client, 'notification:read')).toMatchObject({ notificationId: 'n_1' })
  expect(await client.ask('notification:get_history')).toMatchObject({ total: 0, page: 1, limit: 20 })
  expect(await client.ask('notification:get_history', {})).toMatchObject({ total: 0, page: 1, limit: 20 })
  const news = { type: 'system', title: 'News', message: 'Tonight', priority: 'normal', read: false }
  const one = { ...news, id: 'n_2', timestamp: new Date().toISOString() }
  expect(await during(client, () => server['notify']('user_1', one))).toBe('heard once as notification:new')
})

test('a bound page works with the old gateways, also after a reconnection', async () => {
  const { io, url, chat, presence, news } = await oldServers()
  const { made, shown, use, sockets } = boundPage(url, 1)
  await entered(...sockets)
  expect(await shown.unread.first()).toEqual({ count: 2 })
  expect(await within(use['sendMessage']('user_2', 'Hello'))).toMatch(/^msg_/)
  await expect(within(use['sendMessage']('nobody', 'Hello'))).rejects.toMatchObject({ code: 'HANDLER_FAILED' })

  const hear = async (round: number) => {
    chat.bring('user_1')
    await shown.message.first(() => shown.message.all.length >= round)
    chat.typing('user_1')
    await shown.typing.first()
    presence.presence('user_2', 'away', 'public:jobs')
    await shown.presence.first(() => shown.presence.all.length >= round)
    await settled(...sockets)
    expect(shown.message.all).toHaveLength(round)
    expect(shown.presence.all).toHaveLength(round)
  }
  // the gateway is taken for one of old after a second, and the channel is entered then
  await within(use['jobs'].joined)
  await hear(1)
  expect(await within(made['news'].request('notification:mark_all_read'))).toMatchObject({ count: expect.any(Number) })
  const { notifications } = (await within(made['news'].request('notification:get_history', {}))) as Made
  expect(notifications[0]).toMatchObject({ title: 'New message', message: 'Ada Obi sent you a message' })
  expect(news).toBeDefined()

  const refusals = told()
  made['people'].socket.on('CONNECTION_STATUS_UPDATE', refusals.tell)
  const accepted = told()
  made['people'].on('connection:accepted', accepted.tell)
  io.of('/ws').to('user:user_1').emit('CONNECTION_STATUS_UPDATE', { id: 'c_1', status: 'REJECTED' })
  await refusals.first()
  expect(accepted.all).toEqual([])

  await comeBack(io, ...sockets)
  await within(made['presence'].request('activity:ping'))
  await settled(...sockets)
  await hear(2)
  expect(await within(use['sendMessage']('user_2', 'Again'))).toMatch(/^msg_/)
})

test('a bound page logs in at the retired gateway, also after a reconnection, and is not answered where it deletes', async () => {
  const { io, url } = await listening()
  const gateway = retiredChatServer(io)
  answerMarkers(io, '/ws')
  const { messages }: Made = guide.run('client-retired', { backEnd: url, session: session(1) })
  afterwards(() => messages.close())
  afterwards(() => messages.socket.disconnect())
  const heard = { message: told(), deleted: told() }
  messages.on('message:new', heard.message.tell)
  messages.on('message:deleted', heard.deleted.tell)
  await entered(messages.socket)
  const edit = { messageId: 'msg_0', content: 'Hello!' }
  expect(await within(messages.request('message:edit', edit))).toMatchObject({ editedAt: expect.any(String) })
  const gone = messages.request('message:delete', { messageId: 'msg_0' }, { timeoutMs: 500 })
  await expect(within(gone)).rejects.toMatchObject({ name: 'RequestTimeoutError' })
  expect(await heard.deleted.first()).toMatchObject({ messageId: 'msg_0' })
  await comeBack(io, messages.socket)
  gateway.bring('user_1')
  await heard.message.first()
})

test('a bound page tells the live gateway what was read by a line of its own, and a server of today too', async () => {
  for (const start of [oldServers, newServer]) {
    const { url } = await start()
    const writer = boundPage(url, 2)
    const reader = boundPage(url, 1)
    await entered(...writer.sockets, ...reader.sockets)
    const read = told()
    writer.made['messages'].on('message:read', read.tell)
    const messageId = await within(writer.use['sendMessage']('user_1', 'Hello'))
    const { senderId } = await reader.shown.message.first()
    reader.made['ws'].emit('MESSAGE_READ', { messageId, senderId }, () => {})
    expect(await read.first()).toMatchObject({ messageId, userId: 'user_1' })
  }
})

test('a bound page works with the new server, beside an old one, also after a reconnection', async () => {
  const server = await newServer()
  const { shown, use, sockets } = boundPage(server.url, 1)
  const old = oldPage(server.url, 2)
  await entered(...sockets, old.socket)
  await settled(...sockets, old.socket)
  old.send('user_1', 'Hello')
  expect(await shown.message.first()).toMatchObject({ senderId: 'user_2', content: 'Hello' })
  await settled(old.socket)
  expect(await during(old, () => use['sendMessage']('user_2', 'Hello back'))).toBe('heard once as NEW_MESSAGE')
  server['tellRequest']('conn_1', { id: 'user_2', name: 'Ada Obi' }, 'user_1')
  expect(await shown.request.first()).toMatchObject({ requester: { name: 'Ada Obi' } })
  await settled(...sockets)
  expect(shown.message.all).toHaveLength(1)
  expect(shown.request.all).toHaveLength(1)

  await comeBack(server.io, ...sockets, old.socket)
  await settled(...sockets, old.socket)
  old.send('user_1', 'Again')
  await shown.message.first(({ content }) => content === 'Again')
  await settled(...sockets)
  expect(shown.message.all).toHaveLength(2)
})

test('a moved page and one that stayed write to each other', async () => {
  const { url } = await newServer()
  const moved = boundPage(url, 1, 'client-moved')
  const stayed = boundPage(url, 2, 'client-moved')
  expect([moved.made['path'], stayed.made['path']]).toEqual(['/messaging', '/ws'])
  await entered(...moved.sockets, ...stayed.sockets)
  await settled(...moved.sockets, ...stayed.sockets)
  await within(moved.use['sendMessage']('user_2', 'Hello'))
  await within(stayed.use['sendMessage']('user_1', 'Hello back'))
  expect(await stayed.shown.message.first()).toMatchObject({ content: 'Hello' })
  expect(await moved.shown.message.first()).toMatchObject({ content: 'Hello back' })
  await settled(...moved.sockets, ...stayed.sockets)
  expect([moved, stayed].map(({ shown }) => shown.message.all.length)).toEqual([1, 1])
})

test('without the login of old an old page is refused, and a bound one is not', async () => {
  const { url } = await newServer({ hasOldLogin: false })
  const old = oldPage(url, 1)
  const error = await within(new Promise<Error>((resolve) => old.socket.once('connect_error', resolve)))
  expect(error.message).toMatch(/^Authentication/)
  expect(error).toMatchObject({ data: { error: { code: 'AUTH_MISSING' } } })
  const { use, sockets } = boundPage(url, 2)
  await entered(...sockets)
  expect(await within(use['sendMessage']('user_1', 'Hello'))).toMatch(/^msg_/)
})

test('what counts old clients counts those that declare nothing', () => {
  const counted: string[] = []
  const { countOld } = guide.run('count', { count: (path: string) => counted.push(path) }) as Made
  countOld({ kind: 'connection-made', namespace: '/messaging', path: '/ws', declared: false })
  countOld({ kind: 'connection-made', namespace: '/messaging', path: '/messaging', declared: true })
  expect(counted).toEqual(['/ws'])
})

test('the server at which the page ends has no old path, and moved pages hear it', async () => {
  const { url, served } = await doneServer()
  expect(await within(connection(oldPage(url, 1).socket))).toBe('refused: Invalid namespace')
  const { shown, sockets } = boundPage(url, 1, 'client-moved')
  await entered(...sockets)
  const message = { id: 'msg_1', senderId: 'user_2', receiverId: 'user_1', content: 'Hello' }
  served['messages'].to('user:user_1').emit('message:new', { ...message, createdAt: new Date().toISOString() })
  expect(await shown.message.first()).toMatchObject(message)
})

test('every block of the page is run', () => {
  // that one is run by a test of its own
  expect([...guide.left]).toEqual(['server-presence'])
})
