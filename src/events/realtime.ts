import * as z from 'zod/mini'
import { event } from '../contract/event/event.js'
import type { ClientToServerEvents, PayloadOf, ReplyOf, ServerToClientEvents } from '../contract/event/event-map.js'
import { defineNamespace } from '../contract/namespace.js'
import { id, sensitive, text, timestamp } from '../fields/index.js'
import { publicRoom, userRoom } from '../rooms/realtime.js'
import { messageNew } from './network-message.js'

const presenceChoice = z.enum([
  /** The user wants to be seen as online. */
  'online',
  /** The user wants to be seen as away. */
  'away',
  /** Do not disturb: the user wants no notifications. */
  'dnd',
])
const channels = z.array(text(160)).check(z.maxLength(100))
const channelsAsked = z.object({
  /** The full names of the rooms: the user's own, such as `user:user_789`, or public ones, such as `public:jobs`. */
  channels,
})
const channelsEntered = z.object({
  /** The full names of the rooms that were joined. */
  channels,
})
const channelsLeft = z.object({
  /** The full names of the rooms that were left. */
  channels,
})

const contract = defineNamespace('/realtime', {
  version: 1,
  legacyPath: { path: '/ws', without: ['message:new', 'message:sent'] },
  rooms: [userRoom, publicRoom],
  serverToClient: {
    /** A new direct message, to the sender's and the receiver's devices. */
    'message:new': messageNew,
    /** Confirms to the sender's devices that the server stored a message. */
    'message:sent': event({
      payload: z.object({
        /** The id of the message that was stored. */
        messageId: id,
      }),
      identity: ['messageId'],
      to: [userRoom],
      example: { messageId: 'msg_123' },
    }),
    /** A connection request: somebody wants to connect with the user. */
    'connection:request': event({
      payload: z.object({
        /** The id of the connection, unique among all connections. */
        id,
        /** The user who sent the request. */
        requester: z.object({
          /** The id of that user. */
          id,
          /** The user's name, as their profile shows it. */
          name: sensitive('pii', text(200)),
        }),
        /** The id of the user who received the request. */
        recipientId: id,
        /** Always `PENDING`: the request waits for an answer. */
        status: z.literal('PENDING'),
        /** When the request was sent. */
        createdAt: timestamp,
      }),
      identity: ['id'],
      to: [userRoom],
      example: {
        id: 'conn_123',
        requester: { id: 'user_456', name: 'Ada Obi' },
        recipientId: 'user_789',
        status: 'PENDING',
        createdAt: '2024-12-20T10:30:00Z',
      },
    }),
    /** A connection request was accepted; both users are told. */
    'connection:accepted': event({
      payload: z.object({
        /** The connection, which both users have from now on. */
        connection: z.object({
          /** The id of the connection, unique among all connections. */
          id,
          /** The id of the user who sent the request. */
          requesterId: id,
          /** The id of the user who accepted it. */
          recipientId: id,
          /** Always `ACCEPTED`: a connection that was rejected is not announced. */
          status: z.literal('ACCEPTED'),
          /** When the request was accepted. */
          updatedAt: timestamp,
        }),
      }),
      identity: ['connection.id', 'connection.updatedAt'],
      to: [userRoom],
      example: {
        connection: {
          id: 'conn_123',
          requesterId: 'user_456',
          recipientId: 'user_789',
          status: 'ACCEPTED',
          updatedAt: '2024-12-20T10:35:00Z',
        },
      },
    }),
    /** A user's presence changed: online, idle, away, do not disturb or offline. */
    'presence:update': event({
      payload: z.object({
        /** The id of the user whose presence changed. */
        userId: id,
        /** The user's new presence status. */
        status: z.enum([
          /** The user is connected and active. */
          'online',
          /** The user is connected, and was inactive for some minutes; applications usually say 5. */
          'idle',
          /** The user is away, by their own choice or after longer inactivity; applications usually say 15 minutes. */
          'away',
          /** Do not disturb: the user is connected and wants no notifications. */
          'dnd',
          /** The user is not connected. */
          'offline',
        ]),
        /** When the presence changed. */
        timestamp,
      }),
      identity: ['userId', 'status', 'timestamp'],
      to: [publicRoom],
      everybody: true,
      example: { userId: 'user_456', status: 'online', timestamp: '2024-12-20T10:30:00Z' },
    }),
    /** The user was inactive for a while, and counts as idle from now on. */
    'presence:idle': event({
      payload: z.object({
        /** The reason, for people. */
        reason: text(200),
        /** When the user became idle. */
        timestamp,
      }),
      to: [userRoom],
      example: { reason: 'Inactivity detected', timestamp: '2024-12-20T10:35:00Z' },
    }),
  },
  clientToServer: {
    /** Sets the user's own presence status. */
    'presence:update': event({
      payload: z.object({
        /** The presence status to set. */
        status: presenceChoice,
      }),
      reply: z.object({
        /** The presence status that was set. */
        status: presenceChoice,
      }),
      example: { status: 'dnd' },
      replyExample: { status: 'dnd' },
    }),
    /** Reports that the user is active, so that they do not count as idle. */
    'activity:ping': event({
      reply: z.object({
        /** When the server received the ping. */
        timestamp,
      }),
      replyExample: { timestamp: '2024-12-20T10:30:00Z' },
    }),
    /** Joins the user's own room, or public channels, to receive their events. */
    subscribe: event({
      payload: channelsAsked,
      reply: channelsEntered,
      joins: [userRoom, publicRoom],
      example: { channels: ['user:user_789', 'public:jobs'] },
      replyExample: { channels: ['user:user_789', 'public:jobs'] },
    }),
    /** Leaves the user's own room, or public channels; their events are no longer received. */
    unsubscribe: event({
      payload: channelsAsked,
      reply: channelsLeft,
      leaves: [userRoom, publicRoom],
      example: { channels: ['public:jobs'] },
      replyExample: { channels: ['public:jobs'] },
    }),
  },
})

type Contract = typeof contract
/** Messages, connections and presence between the members of a network. */
export interface Realtime extends Contract {}
/** The contract of `/realtime`: messages, connections and presence between the members of a network. */
export const realtime: Realtime = contract

/** What the server sends on `/realtime`. */
export interface RealtimeServerToClientEvents extends ServerToClientEvents<Realtime> {}
/** What a client sends on `/realtime`. */
export interface RealtimeClientToServerEvents extends ClientToServerEvents<Realtime> {}

/** What `message:new` carries. */
export interface MessageNew extends PayloadOf<Realtime, 'serverToClient', 'message:new'> {}
/** What `message:sent` carries. */
export interface MessageSent extends PayloadOf<Realtime, 'serverToClient', 'message:sent'> {}
/** What `connection:request` carries. */
export interface ConnectionRequest extends PayloadOf<Realtime, 'serverToClient', 'connection:request'> {}
/** What `connection:accepted` carries. */
export interface ConnectionAccepted extends PayloadOf<Realtime, 'serverToClient', 'connection:accepted'> {}
/** What `presence:update` carries from the server. */
export interface PresenceUpdate extends PayloadOf<Realtime, 'serverToClient', 'presence:update'> {}
/** What `presence:idle` carries. */
export interface PresenceIdle extends PayloadOf<Realtime, 'serverToClient', 'presence:idle'> {}
/** What `presence:update` carries from a client. */
export interface PresenceUpdateInput extends PayloadOf<Realtime, 'clientToServer', 'presence:update'> {}
/** What comes back for `presence:update`. */
export interface PresenceUpdateReply extends ReplyOf<Realtime, 'clientToServer', 'presence:update'> {}
/** What comes back for `activity:ping`. */
export interface ActivityPingReply extends ReplyOf<Realtime, 'clientToServer', 'activity:ping'> {}
/** What `subscribe` carries. */
export interface SubscribeInput extends PayloadOf<Realtime, 'clientToServer', 'subscribe'> {}
/** What comes back for `subscribe`. */
export interface SubscribeReply extends ReplyOf<Realtime, 'clientToServer', 'subscribe'> {}
/** What `unsubscribe` carries. */
export interface UnsubscribeInput extends PayloadOf<Realtime, 'clientToServer', 'unsubscribe'> {}
/** What comes back for `unsubscribe`. */
export interface UnsubscribeReply extends ReplyOf<Realtime, 'clientToServer', 'unsubscribe'> {}

/** The presence status of a user. */
export type PresenceStatus = PresenceUpdate['status']
/** The presence status that users can set for themselves. */
export type PresenceChoice = PresenceUpdateInput['status']
