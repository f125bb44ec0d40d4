import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect, speakLegacy } from '../../src/client/index.js'
import { RefusalError } from '../../src/index.js'
import { type MessageDeleted, messaging, messagingAliases, userRoom } from '../../src/messaging.js'
import { traceClient, traceServer } from '../../src/otel/index.js'
import {
  chatRoom,
  type OrderNew,
  patientPharmacy,
  patientPharmacyAliases,
  pharmacyRoom,
} from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { workflow } from '../../src/workflow.js'
import { listening } from '../ends/server.js'
import { declaring, joined, type Packet, settled, socketTo, wiretap } from '../ends/sockets.js'
import { gathering, until } from '../ends/waiting.js'
import { family, tracing } from './spans.js'

const sent = { messageId: 'm1', createdAt: '2024-12-20T10:30:00Z' }
const message = { receiverId: 'u2', content: 'Ms Doe, lilac room' }
const order = patientPharmacy.serverToClient['order:new'].example as OrderNew
const deleted = messaging.serverToClient['message:deleted'].example as MessageDeleted
const traceparent = expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
let traces: ReturnType<typeof tracing>

beforeAll(() => {
  traces = tracing()
})
beforeEach(() => traces.reset())
afterAll(() => traces.end())

/** Serves the pharmacy to everybody, with what each end asks of the trace. */
async function pharmacy(serverCarries: boolean, options: object = {}, serverOptions: object = {}) {
  const { io, url } = await listening(serverOptions)
  const served = serve(io, patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    authenticate: ({ token }: { readonly token?: unknown }) => ({ id: String(token) }),
    autoJoin: () => [pharmacyRoom('p1')],
    mayJoin: () => true,
    ...options,
    ...traceServer({ carry: serverCarries }),
  })
  return { io, url, served }
}

/** Connects a client that is greeted. */
async function greeted(url: string, trace: object, path = '/patient-pharmacy') {
  const client = connect(socketTo(url, path, { auth: { token: 'u1' } }), patientPharmacy, trace)
  const packets = wiretap(client.socket)
  await until(client, 'version', 1)
  return { client, packets }
}

const names = (): string[] => family(traces.spans())

describe('a trace', () => {
  test('leads from a request to its handler and what that does, and from there to who hears of it', async () => {
    const { served, url } = await pharmacy(true)
    served.on('chat:join', async (_payload, { emit }) => {
      await new Promise((resolve) => setImmediate(resolve))
      traces.provider.getTracer('test').startActiveSpan('query', (query) => {
        served.to(pharmacyRoom('p1')).emit('order:new', order)
        query.end()
      })
      emit('order:new', { ...order, id: 'order_2' })
      return { room: chatRoom('r1') }
    })
    const { client } = await greeted(url, { ...traceClient({ carry: true }) })
    const heard = gathering<string | undefined>()
    client.on('order:new', () => heard.add(trace.getActiveSpan()?.spanContext().traceId))
    await traces.provider.getTracer('test').startActiveSpan('click', async (click) => {
      await client.request('chat:join', { roomId: 'r1' })
      click.end()
    })
    const ids = new Set([...(await heard.have(2)), ...traces.spans().map((span) => span.spanContext().traceId)])
    expect(ids.size).toBe(1)
    expect(names().sort()).toEqual(
      [
        'click',
        'click > send /patient-pharmacy chat:join',
        'send /patient-pharmacy chat:join > process /patient-pharmacy chat:join',
        'process /patient-pharmacy chat:join > query',
        'query > send /patient-pharmacy order:new',
        'process /patient-pharmacy chat:join > send /patient-pharmacy order:new',
        'send /patient-pharmacy order:new > process /patient-pharmacy order:new',
        'send /patient-pharmacy order:new > process /patient-pharmacy order:new',
      ].sort(),
    )
  })

  test('has spans by the conventions for messaging, without a payload, an id or the name of a room', async () => {
    const { served, url } = await pharmacy(true)
    served.on('chat:join', ({ roomId }) => ({ room: chatRoom(roomId) }))
    const { client } = await greeted(url, { ...traceClient({ carry: true }) })
    await client.request('chat:join', { roomId: 'room_lilac' })
    served
      .to([chatRoom('room_lilac'), chatRoom('r2')])
      .emit('chat:typing', { roomId: 'room_lilac', userId: 'u-lilac', isTyping: true })
    await settled(client.socket)
    const found = traces.spans().map(({ name, kind, attributes }) => ({ name, kind, attributes }))
    expect(found).toEqual([
      {
        name: 'process /patient-pharmacy chat:join',
        kind: SpanKind.CONSUMER,
        attributes: {
          'messaging.system': 'socket.io',
          'messaging.operation.name': 'process',
          'messaging.operation.type': 'process',
          'messaging.destination.name': '/patient-pharmacy',
          'messaging.socket.io.event_name': 'chat:join',
          'messaging.socket.io.namespace': '/patient-pharmacy',
          'socket_canon.version': 1,
        },
      },
      {
        name: 'send /patient-pharmacy chat:join',
        kind: SpanKind.PRODUCER,
        attributes: {
          'messaging.system': 'socket.io',
          'messaging.operation.name': 'send',
          'messaging.operation.type': 'send',
          'messaging.destination.name': '/patient-pharmacy',
          'messaging.socket.io.event_name': 'chat:join',
        },
      },
      {
        name: 'send /patient-pharmacy chat:typing',
        kind: SpanKind.PRODUCER,
        attributes: expect.objectContaining({ 'messaging.socket.io.rooms': ['chat:{roomId}'] }),
      },
    ])
    expect(
      JSON.stringify(traces.spans().map(({ name, attributes, events, status }) => [name, attributes, events, status])),
    ).not.toContain('lilac')
  })

  test.each<[string, () => never, string, string]>([
    [
      'a refusal',
      () => {
        throw new RefusalError('ROOM_FORBIDDEN', 'lilac room')
      },
      'ROOM_FORBIDDEN',
      'ROOM_FORBIDDEN',
    ],
    [
      'an error',
      () => {
        throw new TypeError('no lilac row')
      },
      'TypeError',
      'HANDLER_FAILED',
    ],
    ['a reply that does not fit', () => ({ room: 7 }) as never, 'REPLY_INVALID', 'REPLY_INVALID'],
  ])('tells of %s by its code, and of nothing else', async (_what, handler, atServer, atClient) => {
    const { served, url } = await pharmacy(true, { observe: () => {} })
    served.on('chat:join', handler)
    const { client } = await greeted(url, { ...traceClient() })
    await client.request('chat:join', { roomId: 'r1' }).catch(() => {})
    const told = traces.spans().map(({ attributes, status, events }) => [attributes['error.type'], status, events])
    expect(told).toEqual([
      [atServer, { code: SpanStatusCode.ERROR }, []],
      [atClient, { code: SpanStatusCode.ERROR }, []],
    ])
  })

  test.each([
    [true, false],
    [false, true],
    [false, false],
  ])('is carried neither way where the server asks: %s, the client asks: %s', async (server, client) => {
    const { io, served, url } = await pharmacy(server)
    served.on('chat:join', () => ({ room: chatRoom('r1') }))
    const auth = gathering<unknown>()
    const arrived = gathering<unknown[]>()
    io.of('/patient-pharmacy').on('connection', (socket) => {
      auth.add(socket.handshake.auth['contract'])
      socket.conn.on('packet', ({ data }: { data: unknown }) => {
        if (String(data).includes('chat:join')) arrived.add(data as never)
      })
    })
    const greeting = gathering<unknown>()
    const socket = socketTo(url, '/patient-pharmacy', { auth: { token: 'u1' } })
    socket.on('contract:welcome', greeting.add)
    const one = connect(socket, patientPharmacy, { ...traceClient({ carry: client }) })
    const packets = wiretap(socket)
    await until(one, 'version', 1)
    await one.request('chat:join', { roomId: 'r1' })
    served.to(pharmacyRoom('p1')).emit('order:new', order)
    await settled(socket)
    expect(await auth.have(1)).toEqual([
      {
        package: expect.any(String),
        versions: { '/patient-pharmacy': [1] },
        ...(client && { trace: ['/patient-pharmacy'] }),
      },
    ])
    expect(greeting.all).toEqual([{ contract: '/patient-pharmacy', version: 1, digest: expect.any(String) }])
    expect(String(arrived.all)).not.toContain('trace')
    expect(packets).toEqual([['order:new', order]])
    expect(names()).toEqual(
      expect.arrayContaining(['process /patient-pharmacy chat:join', 'send /patient-pharmacy chat:join']),
    )
  })

  test.each([{}, { connectionStateRecovery: {} }])(
    'goes with a fact to who asked for it and to nobody else, with one packet each: %o',
    async (serverOptions) => {
      const { served, url } = await pharmacy(true, {}, serverOptions)
      const withOffset = 'connectionStateRecovery' in serverOptions ? [expect.any(String)] : []
      const asking = await greeted(url, { ...traceClient({ carry: true }) })
      const { client: twice, packets: onLegacyPath } = await greeted(url, { ...traceClient({ carry: true }) }, '/')
      const silent = await greeted(url, { ...traceClient() })
      const plain = await greeted(url, {})
      const stock = await joined(url, '/patient-pharmacy', { auth: { token: 'u5' } })
      const declared = await joined(url, '/patient-pharmacy', {
        auth: { token: 'u6', ...declaring(['/patient-pharmacy', 1]) },
      })
      const old = await joined(url, '/', { auth: { token: 'u7' } })
      const taps = [stock, declared].map(wiretap)
      const oldTap = wiretap(old)
      served.to(pharmacyRoom('p1')).emit('order:new', order)
      const all = [asking.client.socket, twice.socket, silent.client.socket, plain.client.socket, stock, declared, old]
      await settled(...all)
      const carried = { 'contract:trace': { traceparent } }
      expect(asking.packets).toEqual([['order:new', order, carried, ...withOffset]])
      expect(onLegacyPath).toEqual([['order:new', order, carried, ...withOffset]])
      for (const packets of [silent.packets, plain.packets, ...taps] as Packet[][])
        expect(packets).toEqual([['order:new', order, ...withOffset]])
      expect(oldTap.map(([name]) => name)).toEqual(['order:new', 'order:created'])
      expect(JSON.stringify(oldTap)).not.toContain('trace')
      // what is heard is the same
      const heard = gathering<unknown>()
      asking.client.on('order:new', heard.add)
      served.to(pharmacyRoom('p1')).emit('order:new', { ...order, id: 'order_2' })
      expect(await heard.have(1)).toEqual([{ ...order, id: 'order_2' }])
      // the offset is the last argument still, by which the client is recovered
      if (withOffset.length) {
        asking.client.socket.io.engine.close()
        await until(asking.client, 'status', 'reconnecting')
        served.to(pharmacyRoom('p1')).emit('order:new', { ...order, id: 'order_3' })
        await until(asking.client, 'status', 'connected')
        expect(asking.client.recovered).toBe(true)
        expect(await heard.have(2)).toMatchObject([{ id: 'order_2' }, { id: 'order_3' }])
      }
    },
  )

  test('is taken from a raw client as the documents have it, also where that sends no payload or wants no answer', async () => {
    const { served, url } = await pharmacy(true)
    served.on('chat:typing', () => {})
    served.on('chat:join', () => ({ room: chatRoom('r1') }))
    const { contract } = declaring(['/patient-pharmacy', 1])
    const auth = { token: 'u1', contract: { ...contract, trace: ['/patient-pharmacy'] } }
    const raw = await joined(url, '/patient-pharmacy', { auth })
    const remote = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const carried = { 'contract:trace': { traceparent: remote } }
    expect(await raw.emitWithAck('chat:join', { roomId: 'r1' }, carried)).toEqual({ room: 'chat:r1' })
    raw.emit('chat:typing', { roomId: 'r1', isTyping: true }, carried)
    // what is badly written is as if it were not there
    for (const bad of [null, {}, { traceparent: 7 }, { traceparent: 'x'.repeat(9000) }, 'text'])
      expect(await raw.emitWithAck('chat:join', { roomId: 'r1' }, { 'contract:trace': bad })).toEqual({
        room: 'chat:r1',
      })
    const handled = traces.spans().filter(({ kind }) => kind === SpanKind.CONSUMER)
    const parents = handled.map(({ parentSpanContext, name }) => [name.split(' ')[2], parentSpanContext?.spanId])
    expect(parents).toEqual([
      ['chat:join', 'b7ad6b7169203331'],
      ['chat:typing', 'b7ad6b7169203331'],
      ...Array.from({ length: 5 }, () => ['chat:join', undefined]),
    ])
    // who did not ask sends an argument too many, as ever
    const unasked = await joined(url, '/patient-pharmacy', { auth: { token: 'u2', contract } })
    expect(await unasked.emitWithAck('chat:join', { roomId: 'r1' }, carried)).toMatchObject({
      error: { code: 'PAYLOAD_INVALID' },
    })
  })

  test('is carried by a client that can speak to servers of old, once a server of today has greeted it', async () => {
    const { served, url } = await pharmacy(true)
    served.on('chat:join', () => ({ room: chatRoom('r1') }))
    const client = connect(socketTo(url, '/', { auth: { token: 'u1' } }), patientPharmacy, {
      aliases: patientPharmacyAliases,
      legacy: speakLegacy(),
      ...traceClient({ carry: true }),
    })
    await until(client, 'version', 1)
    await client.request('chat:join', { roomId: 'r1' })
    expect(names()).toEqual([
      'send /patient-pharmacy chat:join > process /patient-pharmacy chat:join',
      'send /patient-pharmacy chat:join',
    ])
  })

  test('has a span for what waited for a connection, from the moment it was given', async () => {
    const { io, url } = await listening()
    const moved = gathering<unknown>()
    const served = serve(io, workflow, { ...traceServer({ carry: true }) })
    served.on('card_move', moved.add)
    const client = connect(socketTo(url, workflow.path), workflow, { queue: 2, ...traceClient() })
    const move = workflow.clientToServer.card_move.example as NonNullable<
      typeof workflow.clientToServer.card_move.example
    >
    expect([1, 2, 3].map(() => client.emit('card_move', move))).toEqual([true, true, false])
    expect(() => client.emit('card_move', {} as never)).toThrow()
    await moved.have(2)
    client.close()
    expect(client.emit('card_move', move)).toBe(false)
    const sends = traces.spans().filter(({ kind }) => kind === SpanKind.PRODUCER)
    expect(sends.map(({ attributes }) => attributes['error.type'])).toEqual([
      'QUEUE_FULL',
      'PAYLOAD_INVALID',
      undefined,
      undefined,
      'DISCONNECTED',
    ])
  })

  test('ends where a connection is given up before anything could be sent', async () => {
    const { url } = await pharmacy(true)
    const client = connect(socketTo(url, '/nowhere', { auth: { token: 'u1' } }), workflow, { ...traceClient() })
    const move = workflow.clientToServer.card_move.example as never
    client.emit('card_move', move)
    client.close()
    expect(traces.spans().map(({ attributes }) => attributes['error.type'])).toEqual(['DISCONNECTED'])
  })

  test('has a span on a legacy path for what comes by an old name, and none of the old client knows', async () => {
    const { io, url } = await listening()
    const served = serve(io, messaging, {
      aliases: messagingAliases,
      legacy: true,
      autoJoin: () => [userRoom('u1')],
      ...traceServer({ carry: true }),
    })
    served.on('message:send', () => {
      served.to(userRoom('u1')).emit('message:deleted', deleted)
      return sent
    })
    const old = await joined(url, '/ws')
    const tap = wiretap(old)
    expect(await old.emitWithAck('NEW_MESSAGE', { ...message, tempId: 't1' })).toMatchObject({ success: true })
    await settled(old)
    expect(JSON.stringify(tap)).not.toContain('trace')
    expect(traces.spans().map(({ name, attributes }) => [name, attributes['socket_canon.legacy_name']])).toEqual([
      ['send /messaging message:deleted', undefined],
      ['process /messaging message:send', 'NEW_MESSAGE'],
    ])
  })
})

test('an option of the wrong kind is refused in words', async () => {
  const { io } = await listening()
  expect(() => serve(io, messaging, { trace: traceServer() as never })).toThrow(
    '`trace` must be what traceServer returns, spread',
  )
})
