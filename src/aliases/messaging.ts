import { defineAliases } from '../contract/alias/alias.js'
import { legacyAnswer, legacyReply } from '../contract/alias/legacy-reply.js'
import type { Messaging } from '../events/messaging.js'
import { authentication } from './network-login.js'

/** What older releases of `/messaging` call its events. */
export const messagingAliases = defineAliases<Messaging>()({
  since: '0.1.0',
  removeIn: '2.0.0',
  serverToClient: {
    /** Sent with both names of its instant. */
    NEW_MESSAGE: {
      of: 'message:new',
      heard: { timestamp: 'createdAt' },
      down: (message) => ({ ...message, timestamp: message.createdAt, isEdited: message.editedAt !== undefined }),
    },
    /** Sent with both names of its id. */
    MESSAGE_SENT: {
      of: 'message:sent',
      heard: { id: 'messageId', timestamp: 'createdAt', tempId: 'clientMessageId' },
      down: ({ messageId, createdAt, clientMessageId }) => ({
        id: messageId,
        messageId,
        timestamp: createdAt,
        ...(clientMessageId !== undefined && { tempId: clientMessageId }),
      }),
    },
    USER_TYPING: 'typing:update',
    /** Sent with its instant as `timestamp` too. */
    MESSAGE_READ_UPDATE: { of: 'message:read', down: (read) => ({ ...read, timestamp: read.readAt }) },
    MESSAGE_READ_RECEIPT: { of: 'message:read', rename: { readBy: 'userId' } },
    /** Sent with both names of its id and of its content. */
    MESSAGE_EDITED: {
      of: 'message:edited',
      heard: { id: 'messageId', newContent: 'content' },
      down: (edit) => ({
        ...edit,
        id: edit.messageId,
        newContent: edit.content,
        isEdited: true,
        timestamp: edit.editedAt,
      }),
    },
    /** Sent with both names of its id, and no content. */
    MESSAGE_DELETED: {
      of: 'message:deleted',
      heard: { id: 'messageId' },
      down: (gone) => ({ ...gone, id: gone.messageId, content: '', timestamp: gone.deletedAt }),
    },
  },
  clientToServer: {
    /** A reply is `{ success, message }` or `{ error }`. */
    NEW_MESSAGE: {
      of: 'message:send',
      rename: { tempId: 'clientMessageId' },
      reply: legacyReply({
        up: { messageId: 'reply.message.id', createdAt: ['reply.message.timestamp', 'reply.message.createdAt'] },
        down: {
          success: true,
          message: {
            id: 'reply.messageId',
            receiverId: 'asked.receiverId',
            content: 'asked.content',
            timestamp: 'reply.createdAt',
            tempId: 'asked.clientMessageId',
          },
        },
      }),
    },
    TYPING_START: 'typing:start',
    TYPING_STOP: 'typing:stop',
    MESSAGE_READ: 'message:mark_read',
    /** Sent with both names of the content; a reply is `{ success, message }`. */
    EDIT_MESSAGE: {
      of: 'message:edit',
      heard: { newContent: 'content' },
      down: (edit) => ({ ...edit, newContent: edit.content }),
      reply: legacyReply({
        up: { editedAt: 'reply.message.editedAt' },
        down: {
          success: true,
          message: {
            id: 'asked.messageId',
            content: 'asked.content',
            isEdited: true,
            editedAt: 'reply.editedAt',
          },
        },
      }),
    },
    DELETE_MESSAGE: 'message:delete',
  },
  login: {
    /** `CONNECTION_SUCCESS` carries `userId` and `timestamp`. */
    query: {
      success: { event: 'CONNECTION_SUCCESS', down: ({ userId, timestamp }) => ({ userId, timestamp }) },
    },
    /** `auth:success` carries `userId`, `sessionId`, `timestamp` and an empty list `onlineUsers`; `ERROR` carries `code`, `message` and `timestamp`. */
    event: {
      ...authentication,
      failure: { event: 'ERROR', down: (failure) => failure },
    },
  },
  unacknowledged: {
    /** Carries both names of the id, and the `tempId` that was sent. */
    'message:send': legacyAnswer('MESSAGE_SENT', {
      id: 'reply.messageId',
      messageId: 'reply.messageId',
      timestamp: 'reply.createdAt',
      tempId: 'asked.clientMessageId',
    }),
  },
})
