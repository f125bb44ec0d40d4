import { Emitter } from '@socket.io/redis-emitter'
import { type Namespace, Server, type Socket } from 'socket.io'
import { type Socket as ClientSocket, io } from 'socket.io-client'
import { expectTypeOf, test } from 'vitest'
import type { MessagingClientToServerEvents } from '../../messaging.js'
import {
  type ChatJoinInput,
  type ChatMessage,
  chatRoom,
  type OrderNew,
  type PatientPharmacy,
  type PatientPharmacyClientToServerEvents,
  type PatientPharmacyServerToClientEvents,
  pharmacyRoom,
} from '../../patient-pharmacy.js'
import type { Realtime, RealtimeClientToServerEvents } from '../../realtime.js'
import type { Ack, ContractPingReply, ContractRefused, ContractWelcome } from '../wire/protocol.js'
import type { Refusal } from '../wire/refusal.js'
import type { ClientToServerEvents, OptionalAcks, PayloadOf, ReplyOf, ServerToClientEvents } from './event-map.js'

type Up = PatientPharmacyClientToServerEvents
type Down = PatientPharmacyServerToClientEvents

declare const message: ChatMessage
declare const order: OrderNew

test('PayloadOf is what an event carries, in its direction', () => {
  expectTypeOf<PayloadOf<PatientPharmacy, 'clientToServer', 'chat:typing'>>().toEqualTypeOf<{
    roomId: string
    isTyping: boolean
  }>()
  expectTypeOf<PayloadOf<PatientPharmacy, 'serverToClient', 'chat:typing'>>().toEqualTypeOf<{
    roomId: string
    userId: string
    isTyping: boolean
  }>()
  expectTypeOf<PayloadOf<Realtime, 'clientToServer', 'activity:ping'>>().toEqualTypeOf<void>()
})

test('ReplyOf is what comes back, and never where nothing does', () => {
  expectTypeOf<ReplyOf<PatientPharmacy, 'clientToServer', 'chat:join'>>().toEqualTypeOf<{ room: string }>()
  expectTypeOf<ReplyOf<PatientPharmacy, 'clientToServer', 'chat:typing'>>().toEqualTypeOf<never>()
})

test('a listener takes the payload, and the acknowledgement where there is a reply', () => {
  expectTypeOf<Up['chat:join']>().toEqualTypeOf<(payload: { roomId: string }, ack: Ack<{ room: string }>) => void>()
  expectTypeOf<Up['chat:typing']>().toEqualTypeOf<(payload: { roomId: string; isTyping: boolean }) => void>()
  expectTypeOf<Parameters<RealtimeClientToServerEvents['activity:ping']>>().toEqualTypeOf<
    [ack: Ack<ReplyOf<Realtime, 'clientToServer', 'activity:ping'>>]
  >()
})

test('every map holds the events of every contract', () => {
  expectTypeOf<Down['contract:welcome']>().toEqualTypeOf<(payload: ContractWelcome) => void>()
  expectTypeOf<Down['contract:refused']>().toEqualTypeOf<(payload: ContractRefused) => void>()
  expectTypeOf<Up['contract:ping']>().toEqualTypeOf<(ack: Ack<ContractPingReply>) => void>()
})

test('the named maps are the maps of the contract', () => {
  expectTypeOf<keyof Up>().toEqualTypeOf<keyof ClientToServerEvents<PatientPharmacy>>()
  expectTypeOf<keyof Down>().toEqualTypeOf<keyof ServerToClientEvents<PatientPharmacy>>()
  expectTypeOf<Up>().toExtend<ClientToServerEvents<PatientPharmacy>>()
  expectTypeOf<ServerToClientEvents<PatientPharmacy>>().toExtend<Down>()
})

test('OptionalAcks makes acknowledgements optional and leaves the rest', () => {
  type Heard = OptionalAcks<MessagingClientToServerEvents>
  expectTypeOf<Parameters<Heard['message:mark_read']>>().toEqualTypeOf<
    [payload: { messageId: string }, ack?: Ack<{ readAt: string }> | undefined]
  >()
  expectTypeOf<Parameters<Heard['typing:start']>>().toEqualTypeOf<[payload: { receiverId: string }]>()
  expectTypeOf<Parameters<Heard['contract:ping']>>().toEqualTypeOf<[ack?: Ack<ContractPingReply> | undefined]>()
})

test('a server, its namespaces and its sockets take the maps', () => {
  const server = new Server<Up, Down>()
  const namespace: Namespace<Up, Down> = server.of('/patient-pharmacy')
  expectTypeOf(server.emit('chat:message', message)).toEqualTypeOf<boolean>()
  server.to(pharmacyRoom('p1')).except(chatRoom('r1')).emit('order:new', order)
  namespace.volatile.emit('chat:typing', { roomId: 'r1', userId: 'u1', isTyping: true })
  namespace.on('connection', (socket) => {
    expectTypeOf(socket).toEqualTypeOf<Socket<Up, Down>>()
    socket.emit('chat:message', message)
    socket.broadcast.emit('order:new', order)
    socket.on('chat:typing', (typing) => {
      expectTypeOf(typing).toEqualTypeOf<{ roomId: string; isTyping: boolean }>()
    })
    socket.on('chat:join', (asked, ack) => {
      expectTypeOf(asked).toExtend<ChatJoinInput>()
      expectTypeOf(ack).toEqualTypeOf<Ack<{ room: string }>>()
      ack({ room: chatRoom(asked.roomId) })
      ack({ error: { code: 'ROOM_FORBIDDEN', message: 'not yours', retryable: false } })
    })
  })
})

test('a server that hears old clients must ask whether there is an acknowledgement', () => {
  const server = new Server<OptionalAcks<Up>, Down>()
  server.on('connection', (socket) => {
    socket.on('chat:join', ({ roomId }, ack) => {
      expectTypeOf(ack).toEqualTypeOf<Ack<{ room: string }> | undefined>()
      ack?.({ room: chatRoom(roomId) })
    })
  })
})

test('a client takes the maps the other way round', () => {
  const client: ClientSocket<Down, Up> = io({ autoConnect: false })
  client.on('chat:message', (heard) => {
    expectTypeOf(heard).toExtend<ChatMessage>()
    expectTypeOf(heard.senderType).toEqualTypeOf<'patient' | 'pharmacy' | 'system'>()
  })
  client.on('connect', () => {})
  client.emit('chat:typing', { roomId: 'r1', isTyping: true })
  client.emit('chat:join', { roomId: 'r1' }, (reply) => {
    expectTypeOf(reply).toEqualTypeOf<{ room: string } | Refusal>()
  })
})

test('emitWithAck answers the reply or a refusal, on a client', async () => {
  const client: ClientSocket<Down, Up> = io({ autoConnect: false })
  const reply = await client.emitWithAck('chat:join', { roomId: 'r1' })
  expectTypeOf(reply).toEqualTypeOf<{ room: string } | Refusal>()
  expectTypeOf(await client.emitWithAck('contract:ping')).toEqualTypeOf<ContractPingReply | Refusal>()
})

test('emitWithAck answers the reply or a refusal, on a server that asks', async () => {
  const server = new Server<Down, Up>()
  const asked = await server.timeout(100).emitWithAck('chat:join', { roomId: 'r1' })
  expectTypeOf(asked).toEqualTypeOf<({ room: string } | Refusal)[]>()
  const inRoom = await server.to(chatRoom('r1')).timeout(100).emitWithAck('chat:join', { roomId: 'r1' })
  expectTypeOf(inRoom).toEqualTypeOf<typeof asked>()
  server.on('connection', async (socket) => {
    const one = await socket.emitWithAck('chat:join', { roomId: 'r1' })
    expectTypeOf(one).toEqualTypeOf<{ room: string } | Refusal>()
    expectTypeOf(await socket.timeout(100).emitWithAck('chat:join', { roomId: 'r1' })).toEqualTypeOf<typeof one>()
  })
})

test('a reply is told from a refusal by its key error', async () => {
  const client: ClientSocket<Down, Up> = io({ autoConnect: false })
  const reply = await client.emitWithAck('chat:join', { roomId: 'r1' })
  if ('error' in reply) expectTypeOf(reply).toEqualTypeOf<Refusal>()
  else expectTypeOf(reply).toEqualTypeOf<{ room: string }>()
})

test('an emitter takes the map of what the server sends', () => {
  const emitter = new Emitter<Down>({ publish: () => {} })
  emitter.of('/patient-pharmacy').to(chatRoom('r1')).emit('chat:message', message)
})
