import { defineAliases } from '../contract/alias/alias.js'
import type { Messaging } from '../events/messaging.js'
import { authentication } from './network-login.js'

/** What older releases of `/messaging` call its events. */
export const messagingAliases = defineAliases<Messaging>()({
  since: '0.1.0',
  removeIn: '2.0.0',
  serverToClient: {
    NEW_MESSAGE: { of: 'message:new', rename: { timestamp: 'createdAt' } },
    MESSAGE_SENT: {
      of: 'message:sent',
      rename: { id: 'messageId', timestamp: 'createdAt', tempId: 'clientMessageId' },
    },
    USER_TYPING: 'typing:update',
    MESSAGE_READ_UPDATE: 'message:read',
    MESSAGE_READ_RECEIPT: { of: 'message:read', rename: { readBy: 'userId' } },
    MESSAGE_EDITED: { of: 'message:edited', rename: { id: 'messageId', newContent: 'content' } },
    MESSAGE_DELETED: { of: 'message:deleted', rename: { id: 'messageId' } },
  },
  clientToServer: {
    /** A legacy asker is answered `{ success, message }`. */
    NEW_MESSAGE: {
      of: 'message:send',
      rename: { tempId: 'clientMessageId' },
      reply: {
        down: ({ messageId, createdAt }, { receiverId, content, clientMessageId }) => ({
          success: true,
          message: {
            id: messageId,
            receiverId,
            content,
            timestamp: createdAt,
            ...(clientMessageId !== undefined && { tempId: clientMessageId }),
          },
        }),
      },
    },
    TYPING_START: 'typing:start',
    TYPING_STOP: 'typing:stop',
    MESSAGE_READ: 'message:mark_read',
    EDIT_MESSAGE: { of: 'message:edit', rename: { newContent: 'content' } },
    DELETE_MESSAGE: 'message:delete',
  },
  login: {
    query: {
      success: { event: 'CONNECTION_SUCCESS', down: ({ userId, timestamp }) => ({ userId, timestamp }) },
    },
    event: {
      ...authentication,
      failure: { event: 'ERROR', down: (failure) => failure },
    },
  },
})
