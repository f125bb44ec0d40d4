import * as z from 'zod/mini'
import { event } from '../contract/event/event.js'
import type { ClientToServerEvents, PayloadOf, ReplyOf, ServerToClientEvents } from '../contract/event/event-map.js'
import { defineNamespace } from '../contract/namespace.js'
import { id, sensitive, text, timestamp } from '../fields/index.js'
import { userRoom } from '../rooms/messaging.js'
import { messageNew } from './network-message.js'

const content = sensitive('pii', text(5000).check(z.minLength(1)))
const messageMeant = z.object({
  /** The message that is meant. */
  messageId: id,
})
const typist = z.object({
  /** The user the text is for. */
  receiverId: id,
})

const contract = defineNamespace('/messaging', {
  version: 1,
  legacyPath: '/ws',
  rooms: [userRoom],
  serverToClient: {
    /** A message came for the user, or went out from another of the user's devices. */
    'message:new': messageNew,
    /** The server stored a message the user wrote. */
    'message:sent': event({
      payload: z.object({
        /** The id the server gave it. */
        messageId: id,
        /** The id its writer's client gave it before it was stored. */
        clientMessageId: z.optional(id),
        /** When it was posted. */
        createdAt: timestamp,
      }),
      identity: ['messageId'],
      to: [userRoom],
      example: { messageId: 'msg_123', clientMessageId: 'temp_1', createdAt: '2024-12-20T10:30:00Z' },
    }),
    /** Somebody read a message. */
    'message:read': event({
      payload: z.object({
        /** The message that was read. */
        messageId: id,
        /** Who read it. */
        userId: id,
        /** When it was read for the first time. */
        readAt: timestamp,
      }),
      identity: ['messageId', 'userId'],
      to: [userRoom],
      example: { messageId: 'msg_123', userId: 'user_789', readAt: '2024-12-20T10:31:00Z' },
    }),
    /** The content of a message changed. */
    'message:edited': event({
      payload: z.object({
        /** The message that changed. */
        messageId: id,
        /** What it says now. */
        content,
        /** When it changed. */
        editedAt: timestamp,
      }),
      identity: ['messageId', 'editedAt'],
      to: [userRoom],
      example: { messageId: 'msg_123', content: 'Thank you for connecting!', editedAt: '2024-12-20T10:32:00Z' },
    }),
    /** A message was withdrawn. */
    'message:deleted': event({
      payload: z.object({
        /** The message that was withdrawn. */
        messageId: id,
        /** When it was withdrawn. */
        deletedAt: timestamp,
      }),
      identity: ['messageId'],
      to: [userRoom],
      example: { messageId: 'msg_123', deletedAt: '2024-12-20T10:33:00Z' },
    }),
    /** Somebody started or stopped typing to the user. */
    'typing:update': event({
      payload: z.object({
        /** Who types. */
        userId: id,
        /** Whether typing goes on. */
        isTyping: z.boolean(),
        /** When it started or stopped. */
        timestamp,
      }),
      volatile: true,
      endsAfter: { ms: 5000, by: { isTyping: false }, at: 'timestamp' },
      to: [userRoom],
      example: { userId: 'user_456', isTyping: true, timestamp: '2024-12-20T10:29:50Z' },
    }),
  },
  clientToServer: {
    /** Posts a message to another user. */
    'message:send': event({
      payload: z.object({
        /** The user it is for. */
        receiverId: id,
        /** What is said. */
        content,
        /** The id by which its writer's client knows it until it is stored. */
        clientMessageId: z.optional(id),
      }),
      reply: z.object({
        /** The id the server gave it. */
        messageId: id,
        /** When it was posted. */
        createdAt: timestamp,
      }),
      limit: { count: 200, perMs: 60_000 },
      example: { receiverId: 'user_789', content: 'Thanks for connecting!', clientMessageId: 'temp_1' },
      replyExample: { messageId: 'msg_123', createdAt: '2024-12-20T10:30:00Z' },
    }),
    /** The user read a message. */
    'message:mark_read': event({
      payload: messageMeant,
      reply: z.object({
        /** When it was read for the first time. */
        readAt: timestamp,
      }),
      example: { messageId: 'msg_123' },
      replyExample: { readAt: '2024-12-20T10:31:00Z' },
    }),
    /** Changes the content of a message the user wrote. */
    'message:edit': event({
      payload: z.object({
        /** The message to change. */
        messageId: id,
        /** What it is to say. */
        content,
      }),
      reply: z.object({
        /** When it changed. */
        editedAt: timestamp,
      }),
      example: { messageId: 'msg_123', content: 'Thank you for connecting!' },
      replyExample: { editedAt: '2024-12-20T10:32:00Z' },
    }),
    /** Withdraws a message the user wrote. */
    'message:delete': event({
      payload: messageMeant,
      reply: z.object({
        /** When it was withdrawn. */
        deletedAt: timestamp,
      }),
      example: { messageId: 'msg_123' },
      replyExample: { deletedAt: '2024-12-20T10:33:00Z' },
    }),
    /** The user began to type to another one. */
    'typing:start': event({
      payload: typist,
      volatile: true,
      limit: { count: 100, perMs: 10_000 },
      example: { receiverId: 'user_789' },
    }),
    /** The user no longer types to another one. */
    'typing:stop': event({
      payload: typist,
      volatile: true,
      limit: { count: 100, perMs: 10_000 },
      example: { receiverId: 'user_789' },
    }),
  },
})

type Contract = typeof contract
/** Direct messages between two users, and what becomes of them. */
export interface Messaging extends Contract {}
/** The contract of `/messaging`: direct messages between two users, and what becomes of them. */
export const messaging: Messaging = contract

/** What the server sends on `/messaging`. */
export interface MessagingServerToClientEvents extends ServerToClientEvents<Messaging> {}
/** What a client sends on `/messaging`. */
export interface MessagingClientToServerEvents extends ClientToServerEvents<Messaging> {}

/** What `message:new` carries. */
export interface MessageNew extends PayloadOf<Messaging, 'serverToClient', 'message:new'> {}
/** What `message:sent` carries. */
export interface MessageSent extends PayloadOf<Messaging, 'serverToClient', 'message:sent'> {}
/** What `message:read` carries. */
export interface MessageRead extends PayloadOf<Messaging, 'serverToClient', 'message:read'> {}
/** What `message:edited` carries. */
export interface MessageEdited extends PayloadOf<Messaging, 'serverToClient', 'message:edited'> {}
/** What `message:deleted` carries. */
export interface MessageDeleted extends PayloadOf<Messaging, 'serverToClient', 'message:deleted'> {}
/** What `typing:update` carries. */
export interface TypingUpdate extends PayloadOf<Messaging, 'serverToClient', 'typing:update'> {}
/** What `message:send` carries. */
export interface MessageSendInput extends PayloadOf<Messaging, 'clientToServer', 'message:send'> {}
/** What comes back for `message:send`. */
export interface MessageSendReply extends ReplyOf<Messaging, 'clientToServer', 'message:send'> {}
/** What `message:mark_read` carries. */
export interface MessageMarkReadInput extends PayloadOf<Messaging, 'clientToServer', 'message:mark_read'> {}
/** What comes back for `message:mark_read`. */
export interface MessageMarkReadReply extends ReplyOf<Messaging, 'clientToServer', 'message:mark_read'> {}
/** What `message:edit` carries. */
export interface MessageEditInput extends PayloadOf<Messaging, 'clientToServer', 'message:edit'> {}
/** What comes back for `message:edit`. */
export interface MessageEditReply extends ReplyOf<Messaging, 'clientToServer', 'message:edit'> {}
/** What `message:delete` carries. */
export interface MessageDeleteInput extends PayloadOf<Messaging, 'clientToServer', 'message:delete'> {}
/** What comes back for `message:delete`. */
export interface MessageDeleteReply extends ReplyOf<Messaging, 'clientToServer', 'message:delete'> {}
/** What `typing:start` carries. */
export interface TypingStartInput extends PayloadOf<Messaging, 'clientToServer', 'typing:start'> {}
/** What `typing:stop` carries. */
export interface TypingStopInput extends PayloadOf<Messaging, 'clientToServer', 'typing:stop'> {}
