import { type Namespace, Server } from 'socket.io'
import { expectTypeOf, test } from 'vitest'
import { type MessageNew, type Messaging, userRoom } from '../../messaging.js'
import { type ChatMessage, chatRoom, type PatientPharmacy, patientPharmacy } from '../../patient-pharmacy.js'
import { serve } from '../serve.js'
import type { TypedConnection, TypedNamespace, TypedServer } from './typed-server.js'

declare const message: ChatMessage
declare const sent: MessageNew

test('the namespace at a path takes the events and rooms of the contract there', () => {
  const io: TypedServer<PatientPharmacy | Messaging> = new Server()
  const pharmacy = io.of('/patient-pharmacy')
  expectTypeOf(pharmacy).toEqualTypeOf<TypedNamespace<PatientPharmacy>>()
  pharmacy.emit('chat:message', message)
  pharmacy.to(chatRoom('r1')).emit('chat:message', message)
  pharmacy.volatile
    .in([chatRoom('r1')])
    .except('pharmacy:p1')
    .local.emit('chat:message', message)
  io.of('/messaging').to(userRoom('u1')).emit('message:new', sent)
  // @ts-expect-error no contract is there
  io.of('/patient-farmacy')
  // @ts-expect-error an event of another namespace
  io.of('/messaging').emit('chat:message', message)
  // @ts-expect-error an event of another namespace
  io.of('/messaging').to(userRoom('u1')).emit('chat:message', message)
  // @ts-expect-error a room of another namespace
  io.of('/messaging').to(chatRoom('r1'))
  // @ts-expect-error a room of no family
  pharmacy.in('chatt:r1')
  // @ts-expect-error a room of no family
  pharmacy.to(chatRoom('r1')).except('chatt:r1')
  // @ts-expect-error a payload that does not fit
  pharmacy.to(chatRoom('r1')).emit('chat:message', { id: 'm1' })
  // @ts-expect-error a room of no family
  pharmacy.socketsJoin('chatt:r1')
})

test('a connection enters and addresses the rooms of the contract, and hears its events', () => {
  const io: TypedServer<PatientPharmacy> = new Server()
  io.of('/patient-pharmacy').on('connection', (socket: TypedConnection<PatientPharmacy>) => {
    socket.on('chat:join', ({ roomId }, ack) => {
      socket.join(chatRoom(roomId))
      ack({ room: chatRoom(roomId) })
    })
    socket.to(chatRoom('r1')).emit('chat:message', message)
    socket.broadcast.emit('chat:message', message)
    // @ts-expect-error a room of no family
    socket.join('chatt:r1')
    // @ts-expect-error a room of no family
    socket.to('chatt:r1')
    // @ts-expect-error an event of another namespace
    socket.on('message:send', () => {})
  })
})

test('it is stock all the same', () => {
  const io: TypedServer<PatientPharmacy> = new Server()
  const stock: Server = io
  const namespace: Namespace = io.of('/patient-pharmacy')
  serve(io, patientPharmacy)
  serve(io.of('/patient-pharmacy'), patientPharmacy)
  const typed: TypedNamespace<PatientPharmacy> = stock.of('/patient-pharmacy')
  void [namespace, typed]
})
