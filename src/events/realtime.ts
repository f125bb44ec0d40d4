import * as z from 'zod/mini'
import { event } from '../contract/event/event.js'
import type { ClientToServerEvents, PayloadOf, ReplyOf, ServerToClientEvents } from '../contract/event/event-map.js'
import { defineNamespace } from '../contract/namespace.js'
import { id, sensitive, text, timestamp } from '../fields/index.js'
import { publicRoom, userRoom } from '../rooms/realtime.js'
import { messageNew } from './network-message.js'

const presenceChoice = z.enum(['online', 'away', 'dnd'])
const channels = z.array(text(160)).check(z.maxLength(100))
const channelsAsked = z.object({
  /** The full names of the rooms: the user's own, or public ones. */
  channels,
})
const channelsEntered = z.object({
  /** The full names of the rooms that were entered. */
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
    /** A message came for the user, or went out from another of the user's devices. */
    'message:new': messageNew,
    /** The server stored a message the user wrote. */
    'message:sent': event({
      payload: z.object({
        /** The message that was stored. */
        messageId: id,
      }),
      identity: ['messageId'],
      to: [userRoom],
      example: { messageId: 'msg_123' },
    }),
    /** Somebody asked to connect with the user. */
    'connection:request': event({
      payload: z.object({
        /** Unique among all connections. */
        id,
        /** The person who asks. */
        requester: z.object({
          /** Unique among all users. */
          id,
          /** The name shown on the profile. */
          name: sensitive('pii', text(200)),
        }),
        /** The user who is asked. */
        recipientId: id,
        /** Where the connection stands, which waits for an answer. */
        status: z.literal('PENDING'),
        /** When it was asked for. */
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
    /** A request to connect was granted, which both sides hear. */
    'connection:accepted': event({
      payload: z.object({
        /** The connection as it stands now. */
        connection: z.object({
          /** Unique among all connections. */
          id,
          /** The user who asked. */
          requesterId: id,
          /** The user who agreed. */
          recipientId: id,
          /** Where it stands, which is settled. */
          status: z.literal('ACCEPTED'),
          /** When it was granted. */
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
    /** A user came, went, or changed how reachable they are. */
    'presence:update': event({
      payload: z.object({
        /** Whose presence changed. */
        userId: id,
        /** How reachable the user is now. */
        status: z.enum(['online', 'idle', 'away', 'dnd', 'offline']),
        /** When it changed. */
        timestamp,
      }),
      identity: ['userId', 'status', 'timestamp'],
      to: [publicRoom],
      everybody: true,
      example: { userId: 'user_456', status: 'online', timestamp: '2024-12-20T10:30:00Z' },
    }),
    /** The user has done nothing for a while and counts as idle. */
    'presence:idle': event({
      payload: z.object({
        /** What led to it, in words for people. */
        reason: text(200),
        /** When the user began to count as idle. */
        timestamp,
      }),
      to: [userRoom],
      example: { reason: 'Inactivity detected', timestamp: '2024-12-20T10:35:00Z' },
    }),
  },
  clientToServer: {
    /** Sets how reachable the user wants to be. */
    'presence:update': event({
      payload: z.object({
        /** How reachable the user wants to be. */
        status: presenceChoice,
      }),
      reply: z.object({
        /** How reachable the user is from now on. */
        status: presenceChoice,
      }),
      example: { status: 'dnd' },
      replyExample: { status: 'dnd' },
    }),
    /** The user is active, which puts off idleness. */
    'activity:ping': event({
      reply: z.object({
        /** When the server heard it. */
        timestamp,
      }),
      replyExample: { timestamp: '2024-12-20T10:30:00Z' },
    }),
    /** Enters the user's own room, or public channels. */
    subscribe: event({
      payload: channelsAsked,
      reply: channelsEntered,
      joins: [userRoom, publicRoom],
      example: { channels: ['user:user_789', 'public:jobs'] },
      replyExample: { channels: ['user:user_789', 'public:jobs'] },
    }),
    /** Leaves the user's own room, or public channels. */
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

/** How reachable a user is. */
export type PresenceStatus = PresenceUpdate['status']
/** How reachable a user can ask to be. */
export type PresenceChoice = PresenceUpdateInput['status']
