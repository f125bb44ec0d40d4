import { Emitter } from '@socket.io/redis-emitter'
import type { Server } from 'socket.io'
import { expectTypeOf, test } from 'vitest'
import { parseRoom } from '../contract/room/parsed-room.js'
import { messaging, messagingAliases, userRoom } from '../messaging.js'
import { notifications } from '../notifications.js'
import {
  chatRoom,
  type OrderNew,
  orderRoom,
  type PatientPharmacyClientToServerEvents,
  type PatientPharmacyServerToClientEvents,
  patientPharmacy,
  patientPharmacyAliases,
  pharmacyRoom,
} from '../patient-pharmacy.js'
import { realtime } from '../realtime.js'
import { workflow } from '../workflow.js'
import { type Around, emitterOf, type RoomMember, serve } from './index.js'

declare const order: OrderNew
declare const name: string
declare function verifyJwt(token: unknown): Promise<{ id: string; pharmacyId: string }>
declare const io: Server<PatientPharmacyClientToServerEvents, PatientPharmacyServerToClientEvents>
declare const plain: Server
declare const redis: { publish(channel: string, message: string): void }

const served = () =>
  serve(io, patientPharmacy, {
    aliases: patientPharmacyAliases,
    authenticate: ({ token }) => verifyJwt(token),
    autoJoin: (user) => [pharmacyRoom(user.pharmacyId)],
    mayJoin: (user, room) => {
      const parsed = parseRoom(patientPharmacy, room)
      return parsed?.pattern === 'pharmacy:{pharmacyId}' ? parsed.ids.pharmacyId === user.pharmacyId : false
    },
  })
declare const pharmacy: ReturnType<typeof served>

test('a handler knows its payload, its user and whom it may address', () => {
  pharmacy.on('chat:typing', (typing, { user, to, emit }) => {
    expectTypeOf(user).toEqualTypeOf<{ id: string; pharmacyId: string }>()
    expectTypeOf(typing).toEqualTypeOf<{ roomId: string; isTyping: boolean }>()
    to(chatRoom(typing.roomId)).emit('chat:typing', { ...typing, userId: user.id })
    emit('order:new', order)
    // @ts-expect-error a chat hears no new orders
    to(chatRoom(typing.roomId)).emit('order:new', order)
  })
  pharmacy.on('chat:join', async ({ roomId }) => ({ room: chatRoom(roomId) }))
  // @ts-expect-error no such event
  pharmacy.on('chat:typin', () => {})
  // @ts-expect-error the reply is missing
  pharmacy.on('chat:join', () => {})
  // @ts-expect-error the reply does not fit
  pharmacy.on('chat:join', () => ({ rom: '' }))
  // @ts-expect-error the client does not say who types
  pharmacy.on('chat:typing', (typing) => typing.userId)
})

test('a room is addressed with the events that list it', () => {
  pharmacy.to(pharmacyRoom('1')).emit('order:new', order)
  pharmacy.to('pharmacy:1').emit('order:new', order)
  pharmacy.to([pharmacyRoom('1'), orderRoom('2')]).emit('order:updated', { id: '', status: 'PENDING', updatedAt: '' })
  // @ts-expect-error a chat hears no new orders
  pharmacy.to(chatRoom('1')).emit('order:new', order)
  // @ts-expect-error a room of another contract
  pharmacy.to(userRoom('1'))
  // @ts-expect-error misspelt
  pharmacy.to('pharmcy:1').emit('order:new', order)
  // @ts-expect-error any text
  pharmacy.to(name).emit('order:new', order)
  // @ts-expect-error one of the two hears no new orders
  pharmacy.to([pharmacyRoom('1'), chatRoom('2')]).emit('order:new', order)
  // @ts-expect-error the payload does not fit
  pharmacy.to(pharmacyRoom('1')).emit('order:new', { ...order, quantity: '1' })
})

test('everybody is addressed with the events that may go to everybody', () => {
  const notice = notifications.serverToClient['notification:broadcast'].example as never
  serve(plain, notifications).emit('notification:broadcast', notice)
  serve(plain, realtime).emit('presence:update', { userId: '', status: 'away', timestamp: '' })
  serve(plain, realtime).to('public:jobs').emit('presence:update', { userId: '', status: 'away', timestamp: '' })
  // @ts-expect-error orders belong to a pharmacy
  pharmacy.emit('order:new', order)
  // @ts-expect-error it only ever goes to the one who asked
  serve(plain, workflow).emit('error', { message: '' })
})

test('who is signed in is what authenticate answers, wherever it stands before those who ask', () => {
  const one = serve(plain, patientPharmacy, {
    authenticate: (auth) => ({ pharmacyId: String(auth['token']) }),
    autoJoin: (user) => [pharmacyRoom(user.pharmacyId)],
    userId: (user) => user.pharmacyId,
  })
  one.on('chat:typing', (_, { user }) => {
    expectTypeOf(user).toEqualTypeOf<{ pharmacyId: string }>()
  })
  const nobody = serve(plain, realtime)
  nobody.on('activity:ping', (nothing, { user }) => {
    expectTypeOf(nothing).toEqualTypeOf<void>()
    expectTypeOf(user).toEqualTypeOf<undefined>()
    return { timestamp: '' }
  })
  serve(plain, patientPharmacy, {
    authenticate: async () => ({ pharmacyId: '' }),
    // @ts-expect-error a room of another contract
    autoJoin: (user) => [userRoom(user.pharmacyId)],
  })
  // @ts-expect-error names of another contract
  serve(plain, patientPharmacy, { aliases: messagingAliases })
  serve(plain, patientPharmacy, { aliases: patientPharmacyAliases, legacy: { also: ['order.updated'] } })
  // @ts-expect-error a name that the table does not have
  serve(plain, patientPharmacy, { aliases: patientPharmacyAliases, legacy: { also: ['order.update'] } })
})

test('a namespace is served as its server is, and an emitter sends with the same types', () => {
  serve(io.of('/'), messaging)
  serve(plain.of('/x'), messaging)
  const sender = emitterOf(new Emitter(redis), patientPharmacy, { aliases: patientPharmacyAliases, legacy: true })
  sender.to(pharmacyRoom('1')).emit('order:new', order)
  // @ts-expect-error a chat hears no new orders
  sender.to(chatRoom('1')).emit('order:new', order)
  // @ts-expect-error an emitter hears nothing
  sender.on('chat:join', () => {})
})

test('authenticate may answer nobody, and one of several kinds of users', () => {
  const served = serve(io, patientPharmacy, {
    authenticate: async ({ token }) => (token === 'a' ? { id: 'a' } : token ? { id: 'b', isGuest: true } : undefined),
  })
  served.on('chat:typing', (_, { user }) => {
    expectTypeOf(user.id).toEqualTypeOf<string>()
  })
  serve(io, patientPharmacy, { authenticate: () => ({ sub: 'u1' }), userId: ({ sub }) => sub })
  // @ts-expect-error users without an id are told apart by `userId`
  serve(io, patientPharmacy, { authenticate: () => ({ sub: 'u1' }) })
})

test('who is behind a connection is what authenticate answers, whatever the event maps of its server are', () => {
  io.of('/patient-pharmacy').on('connection', (socket) => {
    expectTypeOf(pharmacy.user(socket)).toEqualTypeOf<{ id: string; pharmacyId: string } | undefined>()
  })
  plain.on('connection', (socket) => {
    expectTypeOf(serve(plain, realtime).user(socket)).toEqualTypeOf<undefined>()
  })
})

test('who came and went is who authenticate answers, and who is in a room is known by ids', () => {
  const presence = serve(plain, realtime, {
    authenticate: ({ token }) => verifyJwt(token),
    onConnect(user, { emit, to, recovered, socket }) {
      expectTypeOf(user).toEqualTypeOf<{ id: string; pharmacyId: string }>()
      expectTypeOf(recovered).toEqualTypeOf<boolean>()
      expectTypeOf(socket.id).toEqualTypeOf<string>()
      emit('presence:idle', { reason: 'back', timestamp: '2024-12-20T10:30:00Z' })
      to('public:jobs').emit('presence:update', {
        userId: user.id,
        status: 'online',
        timestamp: '2024-12-20T10:30:00Z',
      })
      // @ts-expect-error no such event
      emit('presence:idl', {})
    },
    async onDisconnect(user, context) {
      expectTypeOf(user).toEqualTypeOf<{ id: string; pharmacyId: string }>()
      expectTypeOf(context.reason).toEqualTypeOf<string>()
      // @ts-expect-error nobody is there to hear it
      context.emit('presence:idle', { reason: 'gone', timestamp: '2024-12-20T10:30:00Z' })
    },
  })
  expectTypeOf(presence.members('public:jobs')).resolves.toEqualTypeOf<readonly RoomMember[]>()
  expectTypeOf<RoomMember>().toEqualTypeOf<{ readonly userId: string; readonly connections: number }>()
  // @ts-expect-error no room of this contract
  void presence.members('chat:r1')
  serve(plain, workflow, {
    onConnect(user) {
      expectTypeOf(user).toEqualTypeOf<undefined>()
    },
  })
})

test('what only the application knows of who logged in the old way is made of its user', () => {
  serve(plain, messaging, {
    authenticate: async ({ token }) => (token ? { id: '', email: '' } : undefined),
    aliases: messagingAliases,
    legacy: true,
    legacyLogin: {
      query: true,
      event: { withinMs: 5000 },
      ownPath: { event: true },
      fields: (user) => ({ userEmail: expectTypeOf(user.email).toBeString() }),
    },
  })
})

test('what is around a handler knows the user, and the payload by the event', () => {
  serve(io, patientPharmacy, {
    authenticate: ({ token }) => verifyJwt(token),
    around: async (call, next) => {
      expectTypeOf(call.user).toEqualTypeOf<{ id: string; pharmacyId: string }>()
      expectTypeOf(call.contract).toEqualTypeOf<typeof patientPharmacy>()
      if (call.event === 'chat:typing') {
        expectTypeOf(call.payload).toEqualTypeOf<{ roomId: string; isTyping: boolean }>()
        call.to(chatRoom(call.payload.roomId)).emit('chat:typing', { ...call.payload, userId: call.user.id })
      }
      // @ts-expect-error no such event
      if (call.event === 'chat:typin') return
      await next()
    },
  })
  serve(plain, messaging, {
    around: async (call, next) => {
      expectTypeOf(call.user).toEqualTypeOf<undefined>()
      expectTypeOf(call.event).toEqualTypeOf<keyof typeof messaging.clientToServer>()
      const reply = await next()
      // @ts-expect-error it may be the reply of another event, or none
      reply.messageId.length
      if (reply && 'messageId' in reply) expectTypeOf(reply.messageId).toEqualTypeOf<string>()
    },
  })
  const any: Around<typeof messaging, { id: string }> = (_call, next) => next()
  serve(plain, messaging, {
    authenticate: (auth: { readonly token?: unknown }) => ({ id: String(auth.token) }),
    around: any,
  })
  // @ts-expect-error what is around is a function
  serve(plain, messaging, { around: [any] })
})
