import type { Server } from 'socket.io'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { connect, speakLegacy } from '../../src/client/index.js'
import { aliases, event, namespace } from '../../src/index.js'
import { notifications, notificationsAliases } from '../../src/notifications.js'
import { publicRoom, realtime, realtimeAliases } from '../../src/realtime.js'
import { serve } from '../../src/server/index.js'
import { listening } from '../ends/server.js'
import { declaring, joined, socketTo } from '../ends/sockets.js'
import { until } from '../ends/waiting.js'
import { answerMarkers, settled } from './marker.js'

const library = namespace('/library', {
  version: 1,
  serverToClient: {
    'book:back': event({ payload: z.object({ id: z.string(), shelf: z.optional(z.string()) }), example: { id: 'b1' } }),
  },
  clientToServer: {
    'book:lend': event({
      payload: z.object({ id: z.string(), note: z.optional(z.string()) }),
      reply: z.object({ id: z.string() }),
      example: { id: 'b1' },
      replyExample: { id: 'b1' },
    }),
  },
})
/** What a client of a server that never greets is made with. */
const speech = speakLegacy({ greetingMs: 1 })
const failed = { error: { code: 'BOOK_GONE', message: 'it is lent', retryable: false } }
const table = aliases<typeof library>()({
  serverToClient: {},
  clientToServer: {},
  shapes: {
    serverToClient: { 'book:back': { rename: { isbn: 'id' }, bare: 'id' } },
    clientToServer: {
      'book:lend': {
        rename: { isbn: 'id' },
        reply: {
          up: (legacy, { id }) => ((legacy as { done?: boolean }).done ? { id } : failed),
          down: ({ id }) => ({ id, done: true }),
        },
      },
    },
  },
})

/** Answers every event of a path as an old server does. */
function answering(io: Server, path: string, reply: unknown): void {
  io.of(path).on('connection', (socket) =>
    socket.onAny((name: string, ...args) => name !== 'test:marker' && (args.at(-1) as (reply: unknown) => void)(reply)),
  )
}

async function asking(reply: unknown, legacy: boolean) {
  const { io, url } = await listening()
  answering(io, '/library', reply)
  const client = connect(socketTo(url, '/library'), library, { aliases: table, legacy: legacy && speech })
  await until(client, 'status', 'connected')
  return client.request('book:lend', { id: 'b1' }).catch(({ code }) => code)
}

test.each([
  ['of today', { id: 'b2', done: true }, { id: 'b2' }, { id: 'b2' }],
  ['of old', { done: true }, { id: 'b1' }, 'REPLY_INVALID'],
  ['of old, of what was not done', { done: false }, 'BOOK_GONE', 'REPLY_INVALID'],
  ['of old, of what was not done, though it fits today', { id: 'b1', done: false }, 'BOOK_GONE', { id: 'b1' }],
  ['of nobody', null, 'REPLY_INVALID', 'REPLY_INVALID'],
])(
  'R13: a reply %s is read with `speakLegacy`, and is what the contract says without',
  async (_, reply, read, strict) => {
    expect(await asking(reply, true)).toEqual(read)
    expect(await asking(reply, false)).toEqual(strict)
  },
)

test.each([
  [{ id: 'b1' }, { id: 'b1' }, { id: 'b1' }],
  [{ isbn: 'b1' }, { id: 'b1' }, undefined],
  ['b1', { id: 'b1' }, undefined],
  [{ id: 'b1', shelf: null }, { id: 'b1' }, { id: 'b1' }],
  [{ id: null }, undefined, undefined],
  [{ isbn: 7 }, undefined, undefined],
])('R14: %j under a name of today is read as %j with `legacy`, and as %j without', async (sent, read, strict) => {
  const { io, url } = await listening()
  answerMarkers(io, '/library')
  for (const [legacy, expected] of [
    [true, read],
    [false, strict],
  ] as const) {
    const socket = socketTo(url, '/library', { forceNew: true })
    const client = connect(socket, library, { aliases: table, legacy, observe: () => {} })
    const told: unknown[] = []
    client.on('book:back', (payload) => told.push(payload))
    await until(client, 'status', 'connected')
    io.of('/library').emit('book:back', sent)
    await settled(socket)
    expect(told).toEqual(expected ? [expected] : [])
  }
})

const today = { id: 'b1' }
const old = { id: 'b1', done: true }
const misfit = {
  error: expect.objectContaining({ code: 'PAYLOAD_INVALID', issues: [expect.objectContaining({ path: ['id'] })] }),
}
test.each([
  ['of today', { id: 'b1' }, today, old, today],
  ['of old', { isbn: 'b1' }, misfit, old, misfit],
  [
    'with null',
    { id: 'b1', note: null },
    { error: expect.objectContaining({ code: 'PAYLOAD_INVALID' }) },
    old,
    { error: expect.anything() },
  ],
  ['of nobody', { isbn: 7 }, misfit, misfit, misfit],
])(
  'N1: a payload %s is read of who declared nothing where older releases are served, and answered in their shape; others are held to the contract',
  async (_, payload, declared, undeclared, off) => {
    const { io, url } = await listening()
    const end = serve(io, library, { aliases: table, legacy: true, observe: () => {} })
    end.on('book:lend', ({ id, ...others }) => {
      expect(others).toEqual({})
      return { id }
    })
    const ask = async (auth: object) =>
      (await joined(url, '/library', { auth })).timeout(5000).emitWithAck('book:lend', payload)
    expect(await ask(declaring(['/library', 1]))).toEqual(declared)
    expect(await ask({})).toEqual(undeclared)
    end.close()
    serve(io, library, { aliases: table, observe: () => {} }).on('book:lend', ({ id }) => ({ id }))
    expect(await ask({})).toEqual(off)
  },
)

test('a table of shapes is refused for a name that is an alias, or is not declared', async () => {
  const { io } = await listening()
  const declare = aliases<typeof library>() as unknown as (table: object) => never
  const rows = { serverToClient: { BACK: 'book:back' }, clientToServer: {} }
  expect(() => declare({ ...rows, shapes: { serverToClient: { BACK: {} } } })).toThrow('BACK is an alias')
  expect(() =>
    serve(io, library, { aliases: declare({ ...rows, shapes: { clientToServer: { 'book:lnd': {} } } }) }),
  ).toThrow('a row of `shapes` stands for book:lnd, which the contract does not declare; nearest: book:lend')
})

test.each([
  ['nothing', { success: false, channels: [] }, 'ROOM_FORBIDDEN'],
  ['other rooms', { success: true, channels: ['public:news'] }, 'ROOM_FORBIDDEN'],
  ['nothing, in the words of today', { channels: [] }, 'ROOM_FORBIDDEN'],
  ['no list', { success: false }, { legacy: 'ROOM_FORBIDDEN', strict: 'REPLY_INVALID' }],
  ['the room', { success: true, channels: ['public:news', 'public:jobs'] }, 'joins'],
])('R3: a join that is answered with %s settles as that says', async (_, reply, outcome) => {
  for (const legacy of [true, false]) {
    const { io, url } = await listening()
    answering(io, '/realtime', reply)
    const client = connect(socketTo(url, '/realtime'), realtime, {
      aliases: realtimeAliases,
      legacy: legacy && speech,
      observe: () => {},
    })
    const words = await client.join(publicRoom('jobs')).joined.then(
      () => 'joins',
      ({ code }) => code,
    )
    expect(words).toBe(typeof outcome === 'string' ? outcome : outcome[legacy ? 'legacy' : 'strict'])
  }
})

const row = { id: 'n1', userId: 'u1', type: 'message', read: false, createdAt: '2024-12-20T10:29:00Z' }
const entry = { id: 'n1', type: 'message', read: false, priority: 'normal', timestamp: '2024-12-20T10:29:00Z' }
test.each([
  ['a title and a text', 'New message: Ada Obi: hello', { title: 'New message', message: 'Ada Obi: hello' }],
  ['a text alone', 'Hello', { title: 'Hello', message: 'Hello' }],
])('R13: a row of the history that says %s is a notification', async (_, message, words) => {
  const { io, url } = await listening()
  answering(io, '/notifications', { notifications: [{ ...row, message, data: null }], total: 41 })
  const client = connect(socketTo(url, '/notifications'), notifications, {
    aliases: notificationsAliases,
    legacy: speech,
  })
  expect(await client.request('notification:get_history', { page: 2 })).toEqual({
    notifications: [{ ...entry, ...words }],
    total: 41,
    page: 2,
    limit: 20,
    totalPages: 3,
  })
})

test.each(['notification:mark_read', 'notification:delete'] as const)(
  'R13: %s is done or refused as an old server says by `success`',
  async (name) => {
    for (const [reply, outcome] of [
      [{ success: true }, { notificationId: 'n1' }],
      [{ success: false }, 'HANDLER_FAILED'],
      [{ error: 'no such notification' }, 'HANDLER_FAILED'],
    ]) {
      const { io, url } = await listening()
      answering(io, '/notifications', reply)
      const client = connect(socketTo(url, '/notifications'), notifications, {
        aliases: notificationsAliases,
        legacy: speech,
        observe: () => {},
      })
      const asked = client.request(name, { notificationId: 'n1' })
      expect(await asked.catch(({ code, message }) => (/such/.test(message) ? message : code))).toEqual(outcome)
    }
  },
)
