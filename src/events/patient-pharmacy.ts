import * as z from 'zod/mini'
import { event } from '../contract/event/event.js'
import type { ClientToServerEvents, PayloadOf, ReplyOf, ServerToClientEvents } from '../contract/event/event-map.js'
import { defineNamespace } from '../contract/namespace.js'
import { dispatchStatus, orderStatus } from '../fields/domain/pharmacy-status.js'
import { id, integer, openEnum, sensitive, text, timestamp, url } from '../fields/index.js'
import { chatRoom, dispatchRoom, orderRoom, pharmacyRoom } from '../rooms/patient-pharmacy.js'

const roomAsked = z.object({
  /** The room's full name. */
  room: text(160),
})
const chatAsked = z.object({
  /** The chat's own id, without the room's prefix. */
  roomId: id,
})
const roomEntered = z.object({
  /** The full name of the room that was entered. */
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
    /** A message was posted in a chat. */
    'chat:message': event({
      payload: z.object({
        /** Unique among all messages. */
        id,
        /** The chat it was posted in. */
        roomId: id,
        /** Who wrote it. */
        senderId: id,
        /** The side its writer is on. */
        senderType: z.enum([
          /** The patient who placed the order. */
          'patient',
          /** A member of the pharmacy's staff. */
          'pharmacy',
          /** The software: nobody typed it. */
          'system',
        ]),
        /** What was said, or where the image or file is. */
        content: sensitive('phi', text(10_000)),
        /** The kind of content it has. */
        messageType: z.enum([
          /** Plain text, which is the `content`. */
          'TEXT',
          /** An image, whose address is the `content`. */
          'IMAGE',
          /** Any other file, whose address is the `content`. */
          'FILE',
        ]),
        /** When it was posted. */
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
        /** Unique among all orders. */
        id,
        /** The name of the medicine. */
        drugName: sensitive('phi', text(500)),
        /** How many packs were ordered. */
        quantity: integer(1, 100_000),
        /** Where the order stands. */
        status: orderStatus,
        /** The person the medicine is for. */
        patient: z.object({
          /** Unique among all patients. */
          id,
          /** The number to call, which may be shortened. */
          phone: sensitive('pii', text(32)),
        }),
        /** The pharmacy that prepares it. */
        pharmacy: z.object({
          /** Unique among all pharmacies. */
          id,
          /** The name it trades under. */
          name: text(200),
        }),
        /** When it was placed. */
        createdAt: timestamp,
        /** The chat in which it is talked about. */
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
    /** An order moved on to another status. */
    'order:updated': event({
      payload: z.object({
        /** The order that moved on. */
        id,
        /** Where it stands now. */
        status: orderStatus,
        /** When it moved on. */
        updatedAt: timestamp,
        /** The chat in which it is talked about. */
        roomId: z.optional(id),
      }),
      identity: ['id', 'updatedAt', 'status'],
      state: 'patch',
      to: [pharmacyRoom, orderRoom, chatRoom],
      example: { id: 'order_123', status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' },
    }),
    /** A delivery moved on, or became traceable. */
    'dispatch:updated': event({
      payload: z.object({
        /** The delivery as it stands now. */
        dispatch: z.object({
          /** Unique among all deliveries. */
          id,
          /** The order it brings. */
          orderId: id,
          /** Where it stands. */
          status: dispatchStatus,
          /** The courier that drives. */
          provider: openEnum([
            /** Kwik Delivery. */
            'kwik',
            /** Gokada. */
            'gokada',
            /** The courier is chosen automatically. */
            'auto',
          ]),
          /** The page on which the patient can follow it. */
          trackingUrl: z.optional(sensitive('pii', url)),
          /** The digits the patient tells the driver. */
          otp: z.optional(sensitive('secret', z.string().check(z.regex(/^[0-9]{4,6}$/)))),
          /** When it moved on, in whole seconds. */
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
    /** Someone in a chat started or stopped typing. */
    'chat:typing': event({
      payload: z.object({
        /** The chat in which it happens. */
        roomId: id,
        /** Who types. */
        userId: id,
        /** Whether typing goes on. */
        isTyping: z.boolean(),
      }),
      volatile: true,
      endsAfter: { ms: 5000, by: { isTyping: false } },
      to: [chatRoom],
      example: { roomId: 'room_456', userId: 'user_789', isTyping: true },
    }),
  },
  clientToServer: {
    /** Enters the room of a pharmacy, a delivery or an order. */
    join: event({
      payload: roomAsked,
      reply: roomEntered,
      joins: [pharmacyRoom, dispatchRoom, orderRoom],
      example: { room: 'pharmacy:pharmacy_123' },
      replyExample: { room: 'pharmacy:pharmacy_123' },
    }),
    /** Leaves the room of a pharmacy, a delivery or an order. */
    leave: event({
      payload: roomAsked,
      reply: roomLeft,
      leaves: [pharmacyRoom, dispatchRoom, orderRoom],
      example: { room: 'pharmacy:pharmacy_123' },
      replyExample: { room: 'pharmacy:pharmacy_123' },
    }),
    /** Enters a chat. */
    'chat:join': event({
      payload: chatAsked,
      reply: roomEntered,
      joins: [chatRoom],
      example: { roomId: 'room_456' },
      replyExample: { room: 'chat:room_456' },
    }),
    /** Leaves a chat. */
    'chat:leave': event({
      payload: chatAsked,
      reply: roomLeft,
      leaves: [chatRoom],
      example: { roomId: 'room_456' },
      replyExample: { room: 'chat:room_456' },
    }),
    /** The user started or stopped typing in a chat. */
    'chat:typing': event({
      payload: z.object({
        /** The chat in which it happens. */
        roomId: id,
        /** Whether typing goes on. */
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

/** Where an order stands. */
export type OrderStatus = OrderNew['status']
/** Where a delivery stands. */
export type DispatchStatus = DispatchUpdated['dispatch']['status']
/** The courier that drives; others than the known ones may come. */
export type DispatchProvider = DispatchUpdated['dispatch']['provider']
/** The side a message's writer is on. */
export type SenderType = ChatMessage['senderType']
/** The kind of content a message has. */
export type MessageType = ChatMessage['messageType']
