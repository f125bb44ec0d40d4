import * as z from 'zod/mini'
import { event } from '../contract/event/event.js'
import type { ClientToServerEvents, PayloadOf, ReplyOf, ServerToClientEvents } from '../contract/event/event-map.js'
import { defineNamespace } from '../contract/namespace.js'
import { dispatchStatus, orderStatus } from '../fields/domain/pharmacy-status.js'
import { id, integer, openEnum, sensitive, text, timestamp, url } from '../fields/index.js'
import { chatRoom, dispatchRoom, orderRoom, pharmacyRoom } from '../rooms/patient-pharmacy.js'

const roomAsked = z.object({
  /** The room's full name, such as `pharmacy:pharmacy_123`. */
  room: text(160),
})
const chatAsked = z.object({
  /** The id of the chat, without the `chat:` that the room's name begins with. */
  roomId: id,
})
const roomEntered = z.object({
  /** The full name of the room that was joined. */
  room: text(160),
})
const roomLeft = z.object({
  /** The full name of the room that was left. */
  room: text(160),
})

const contract = defineNamespace('/patient-pharmacy', {
  version: 1,
  legacyPath: '/',
  rooms: [pharmacyRoom, chatRoom, dispatchRoom, orderRoom],
  serverToClient: {
    /** A new chat message, with text or with the address of an image or file. */
    'chat:message': event({
      payload: z.object({
        /** The id of the message, unique among all messages. */
        id,
        /** The id of the chat that the message belongs to. */
        roomId: id,
        /** The id of the user who sent the message. */
        senderId: id,
        /** Whether a patient, the pharmacy or the system sent the message. */
        senderType: z.enum([
          /** The patient who placed the order. */
          'patient',
          /** A member of the pharmacy's staff. */
          'pharmacy',
          /** The software: nobody typed it. */
          'system',
        ]),
        /** The text of the message; for an image or a file, its address. */
        content: sensitive('phi', text(10_000)),
        /** Whether the content is text, an image or a file. */
        messageType: z.enum([
          /** Plain text, which is the `content`. */
          'TEXT',
          /** An image, whose address is the `content`. */
          'IMAGE',
          /** Any other file, whose address is the `content`. */
          'FILE',
        ]),
        /** When the message was sent. */
        createdAt: timestamp,
      }),
      identity: ['id'],
      to: [chatRoom, pharmacyRoom],
      example: {
        id: 'msg_123',
        roomId: 'room_456',
        senderId: 'user_789',
        senderType: 'patient',
        content: 'Hello world',
        messageType: 'TEXT',
        createdAt: '2024-12-20T10:30:00Z',
      },
    }),
    /** A patient placed an order. */
    'order:new': event({
      payload: z.object({
        /** The id of the order, unique among all orders. */
        id,
        /** The name of the medicine that was ordered. */
        drugName: sensitive('phi', text(500)),
        /** How many packs were ordered. */
        quantity: integer(1, 100_000),
        /** The order's status, which is `PENDING` until the pharmacy accepts the order. */
        status: orderStatus,
        /** The patient the medicine is for. */
        patient: z.object({
          /** The id of the patient, unique among all patients. */
          id,
          /** The patient's phone number, which may be masked or shortened. */
          phone: sensitive('pii', text(32)),
        }),
        /** The pharmacy that fills the order. */
        pharmacy: z.object({
          /** The id of the pharmacy, unique among all pharmacies. */
          id,
          /** The name the pharmacy trades under. */
          name: text(200),
        }),
        /** When the patient placed the order. */
        createdAt: timestamp,
        /** The id of the chat about this order, where there is one. */
        roomId: z.optional(id),
      }),
      identity: ['id'],
      to: [pharmacyRoom],
      example: {
        id: 'order_123',
        drugName: 'Paracetamol',
        quantity: 2,
        status: 'PENDING',
        patient: { id: 'patient_456', phone: '+234...' },
        pharmacy: { id: 'pharmacy_789', name: 'MedSync Pharmacy' },
        createdAt: '2024-12-20T10:30:00Z',
      },
    }),
    /** The status of an order changed: a patch, to be merged into the order that the client holds. */
    'order:updated': event({
      payload: z.object({
        /** The id of the order whose status changed. */
        id,
        /** The order's new status. */
        status: orderStatus,
        /** When it moved on. */
        updatedAt: timestamp,
        /** The id of the chat about this order, where there is one. */
        roomId: z.optional(id),
      }),
      identity: ['id', 'updatedAt', 'status'],
      state: 'patch',
      to: [pharmacyRoom, orderRoom, chatRoom],
      example: { id: 'order_123', status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' },
    }),
    /** The status of a delivery changed, or its tracking link or delivery code was added. */
    'dispatch:updated': event({
      payload: z.object({
        /** The delivery, with all that is known of it now. */
        dispatch: z.object({
          /** The id of the delivery, unique among all deliveries. */
          id,
          /** The id of the order that is delivered. */
          orderId: id,
          /** The delivery's status, from booked to delivered; the order has a status of its own. */
          status: dispatchStatus,
          /** The courier service that delivers. */
          provider: openEnum([
            /** Kwik Delivery. */
            'kwik',
            /** Gokada. */
            'gokada',
            /** The courier is chosen automatically. */
            'auto',
          ]),
          /** The web page on which the patient can track the delivery. */
          trackingUrl: z.optional(sensitive('pii', url)),
          /** The one-time code that the patient tells the driver at the door, 4 to 6 digits. */
          otp: z.optional(sensitive('secret', z.string().check(z.regex(/^[0-9]{4,6}$/)))),
          /** When the delivery last changed, in whole seconds. */
          updatedAt: timestamp,
        }),
      }),
      identity: ['dispatch.id', 'dispatch.updatedAt', 'dispatch.status', 'dispatch.trackingUrl', 'dispatch.otp'],
      to: [pharmacyRoom, dispatchRoom, orderRoom],
      example: {
        dispatch: {
          id: 'dispatch_123',
          orderId: 'order_456',
          status: 'IN_TRANSIT',
          provider: 'kwik',
          trackingUrl: 'https://...',
          otp: '1234',
          updatedAt: '2024-12-20T10:40:00Z',
        },
      },
    }),
    /** A typing indicator: someone in a chat started or stopped typing. */
    'chat:typing': event({
      payload: z.object({
        /** The id of the chat. */
        roomId: id,
        /** The id of the user who is typing. */
        userId: id,
        /** Whether the user is typing; `false` once they stop. */
        isTyping: z.boolean(),
      }),
      volatile: true,
      endsAfter: { ms: 5000, by: { isTyping: false } },
      to: [chatRoom],
      example: { roomId: 'room_456', userId: 'user_789', isTyping: true },
    }),
  },
  clientToServer: {
    /** Joins the room of a pharmacy, a delivery or an order, to receive its events. */
    join: event({
      payload: roomAsked,
      reply: roomEntered,
      joins: [pharmacyRoom, dispatchRoom, orderRoom],
      example: { room: 'pharmacy:pharmacy_123' },
      replyExample: { room: 'pharmacy:pharmacy_123' },
    }),
    /** Leaves the room of a pharmacy, a delivery or an order; its events are no longer received. */
    leave: event({
      payload: roomAsked,
      reply: roomLeft,
      leaves: [pharmacyRoom, dispatchRoom, orderRoom],
      example: { room: 'pharmacy:pharmacy_123' },
      replyExample: { room: 'pharmacy:pharmacy_123' },
    }),
    /** Joins a chat, to receive its messages and typing indicators. */
    'chat:join': event({
      payload: chatAsked,
      reply: roomEntered,
      joins: [chatRoom],
      example: { roomId: 'room_456' },
      replyExample: { room: 'chat:room_456' },
    }),
    /** Leaves a chat; its messages are no longer received. */
    'chat:leave': event({
      payload: chatAsked,
      reply: roomLeft,
      leaves: [chatRoom],
      example: { roomId: 'room_456' },
      replyExample: { room: 'chat:room_456' },
    }),
    /** Shows the others in a chat that the user started or stopped typing. */
    'chat:typing': event({
      payload: z.object({
        /** The id of the chat. */
        roomId: id,
        /** Whether the user is typing; `false` once they stop. */
        isTyping: z.boolean(),
      }),
      within: [chatRoom],
      volatile: true,
      limit: { count: 100, perMs: 10_000 },
      example: { roomId: 'room_456', isTyping: true },
    }),
  },
})

type Contract = typeof contract
/** Chat, orders and deliveries between patients and a pharmacy. */
export interface PatientPharmacy extends Contract {}
/** The contract of `/patient-pharmacy`: chat, orders and deliveries between patients and a pharmacy. */
export const patientPharmacy: PatientPharmacy = contract

/** What the server sends on `/patient-pharmacy`. */
export interface PatientPharmacyServerToClientEvents extends ServerToClientEvents<PatientPharmacy> {}
/** What a client sends on `/patient-pharmacy`. */
export interface PatientPharmacyClientToServerEvents extends ClientToServerEvents<PatientPharmacy> {}

/** What `chat:message` carries. */
export interface ChatMessage extends PayloadOf<PatientPharmacy, 'serverToClient', 'chat:message'> {}
/** What `order:new` carries. */
export interface OrderNew extends PayloadOf<PatientPharmacy, 'serverToClient', 'order:new'> {}
/** What `order:updated` carries. */
export interface OrderUpdated extends PayloadOf<PatientPharmacy, 'serverToClient', 'order:updated'> {}
/** What `dispatch:updated` carries. */
export interface DispatchUpdated extends PayloadOf<PatientPharmacy, 'serverToClient', 'dispatch:updated'> {}
/** What `chat:typing` carries from the server. */
export interface ChatTyping extends PayloadOf<PatientPharmacy, 'serverToClient', 'chat:typing'> {}
/** What `join` carries. */
export interface JoinInput extends PayloadOf<PatientPharmacy, 'clientToServer', 'join'> {}
/** What comes back for `join`. */
export interface JoinReply extends ReplyOf<PatientPharmacy, 'clientToServer', 'join'> {}
/** What `leave` carries. */
export interface LeaveInput extends PayloadOf<PatientPharmacy, 'clientToServer', 'leave'> {}
/** What comes back for `leave`. */
export interface LeaveReply extends ReplyOf<PatientPharmacy, 'clientToServer', 'leave'> {}
/** What `chat:join` carries. */
export interface ChatJoinInput extends PayloadOf<PatientPharmacy, 'clientToServer', 'chat:join'> {}
/** What comes back for `chat:join`. */
export interface ChatJoinReply extends ReplyOf<PatientPharmacy, 'clientToServer', 'chat:join'> {}
/** What `chat:leave` carries. */
export interface ChatLeaveInput extends PayloadOf<PatientPharmacy, 'clientToServer', 'chat:leave'> {}
/** What comes back for `chat:leave`. */
export interface ChatLeaveReply extends ReplyOf<PatientPharmacy, 'clientToServer', 'chat:leave'> {}
/** What `chat:typing` carries from a client. */
export interface ChatTypingInput extends PayloadOf<PatientPharmacy, 'clientToServer', 'chat:typing'> {}

/** The status of an order, from placed to completed; that of its delivery is `DispatchStatus`. */
export type OrderStatus = OrderNew['status']
/** The status of a delivery, from booked to delivered; that of its order is `OrderStatus`. */
export type DispatchStatus = DispatchUpdated['dispatch']['status']
/** The courier service that delivers; others than the known ones may come. */
export type DispatchProvider = DispatchUpdated['dispatch']['provider']
/** Who sent a chat message: a patient, the pharmacy or the system. */
export type SenderType = ChatMessage['senderType']
/** What a chat message holds: text, an image or a file. */
export type MessageType = ChatMessage['messageType']
