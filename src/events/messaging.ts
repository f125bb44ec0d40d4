import * as z from 'zod/mini'
import { event } from '../contract/event/event.js'
import type { ClientToServerEvents, PayloadOf, ReplyOf, ServerToClientEvents } from '../contract/event/event-map.js'
import { defineNamespace } from '../contract/namespace.js'
import { id, sensitive, text, timestamp } from '../fields/index.js'
import { userRoom } from '../rooms/messaging.js'
import { messageNew } from './network-message.js'

const content = sensitive('pii', text(5000).check(z.minLength(1)))
const messageMeant = z.object({
  /** The id of the message. */
  messageId: id,
})
const typist = z.object({
  /** The id of the user who is being written to. */
  receiverId: id,
})

const contract = defineNamespace('/messaging', {
  version: 1,
  legacyPath: '/ws',
  rooms: [userRoom],
  serverToClient: {
    /** A new direct message, to the sender's and the receiver's devices. */
    'message:new': messageNew,
    /** Confirms to the sender's devices that the server stored a message. */
    'message:sent': event({
      payload: z.object({
        /** The id the server gave the message. */
        messageId: id,
        /** The temporary id that the sending client gave the message, to match it with what it shows already. */
        clientMessageId: z.optional(id),
        /** When the message was sent. */
        createdAt: timestamp,
      }),
      identity: ['messageId'],
      to: [userRoom],
      example: { messageId: 'msg_123', clientMessageId: 'temp_1', createdAt: '2024-12-20T10:30:00Z' },
    }),
    /** A read receipt: somebody read a message. */
    'message:read': event({
      payload: z.object({
        /** The id of the message that was read. */
        messageId: id,
        /** The id of the user who read it. */
        userId: id,
        /** When the message was first read. */
        readAt: timestamp,
      }),
      identity: ['messageId', 'userId'],
      to: [userRoom],
      example: { messageId: 'msg_123', userId: 'user_789', readAt: '2024-12-20T10:31:00Z' },
    }),
    /** A message was edited by its sender. */
    'message:edited': event({
      payload: z.object({
        /** The id of the message that was edited. */
        messageId: id,
        /** The new text of the message. */
        content,
        /** When the message was edited. */
        editedAt: timestamp,
      }),
      identity: ['messageId', 'editedAt'],
      to: [userRoom],
      example: { messageId: 'msg_123', content: 'Thank you for connecting!', editedAt: '2024-12-20T10:32:00Z' },
    }),
    /** A message was deleted by its sender. */
    'message:deleted': event({
      payload: z.object({
        /** The id of the message that was deleted. */
        messageId: id,
        /** When the message was deleted. */
        deletedAt: timestamp,
      }),
      identity: ['messageId'],
      to: [userRoom],
      example: { messageId: 'msg_123', deletedAt: '2024-12-20T10:33:00Z' },
    }),
    /** A typing indicator: somebody started or stopped typing to the user. */
    'typing:update': event({
      payload: z.object({
        /** The id of the user who is typing. */
        userId: id,
        /** Whether the user is typing; `false` once they stop. */
        isTyping: z.boolean(),
        /** When the user started or stopped typing. */
        timestamp,
      }),
      volatile: true,
      endsAfter: { ms: 5000, by: { isTyping: false }, at: 'timestamp' },
      to: [userRoom],
      example: { userId: 'user_456', isTyping: true, timestamp: '2024-12-20T10:29:50Z' },
    }),
  },
  clientToServer: {
    /** Sends a direct message to another user. */
    'message:send': event({
      payload: z.object({
        /** The id of the user the message is for. */
        receiverId: id,
        /** The text of the message. */
        content,
        /** A temporary id of the client's own, which comes back in `message:sent`. */
        clientMessageId: z.optional(id),
      }),
      reply: z.object({
        /** The id the server gave the message. */
        messageId: id,
        /** When the message was sent. */
        createdAt: timestamp,
      }),
      limit: { count: 200, perMs: 60_000 },
      example: { receiverId: 'user_789', content: 'Thanks for connecting!', clientMessageId: 'temp_1' },
      replyExample: { messageId: 'msg_123', createdAt: '2024-12-20T10:30:00Z' },
    }),
    /** Marks a message as read; its sender gets a read receipt. */
    'message:mark_read': event({
      payload: messageMeant,
      reply: z.object({
        /** When the message was first read. */
        readAt: timestamp,
      }),
      example: { messageId: 'msg_123' },
      replyExample: { readAt: '2024-12-20T10:31:00Z' },
    }),
    /** Edits a message that the user sent. */
    'message:edit': event({
      payload: z.object({
        /** The id of the message to edit. */
        messageId: id,
        /** The new text of the message. */
        content,
      }),
      reply: z.object({
        /** When the message was edited. */
        editedAt: timestamp,
      }),
      example: { messageId: 'msg_123', content: 'Thank you for connecting!' },
      replyExample: { editedAt: '2024-12-20T10:32:00Z' },
    }),
    /** Deletes a message that the user sent. */
    'message:delete': event({
      payload: messageMeant,
      reply: z.object({
        /** When the message was deleted. */
        deletedAt: timestamp,
      }),
      example: { messageId: 'msg_123' },
      replyExample: { deletedAt: '2024-12-20T10:33:00Z' },
    }),
    /** Shows another user that the user started typing; it ends by itself after a while. */
    'typing:start': event({
      payload: typist,
      volatile: true,
      limit: { count: 100, perMs: 10_000 },
      example: { receiverId: 'user_789' },
    }),
    /** Shows another user that the user stopped typing. */
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
