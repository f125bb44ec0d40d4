import { defineAliases } from '../contract/alias/alias.js'
import { legacyReply } from '../contract/alias/legacy-reply.js'
import { fieldsOf } from '../contract/event/fields.js'
import type { ConnectionAccepted, ConnectionRequest, PresenceUpdate, Realtime } from '../events/realtime.js'
import { authentication } from './network-login.js'

/** The connection bare or wrapped, `recipient.id` for `recipientId`; does not stand for one that was rejected. Sent bare. */
const connection = {
  of: 'connection:accepted',
  up: (legacy: unknown) => {
    const outer = fieldsOf(legacy)
    const { recipient, ...fields } = fieldsOf(outer['connection'] ?? outer)
    const recipientId = fields['recipientId'] ?? fieldsOf(recipient)['id']
    return fields['status'] === 'REJECTED' ? undefined : { connection: { ...fields, recipientId } }
  },
  down: ({ connection: { recipientId, ...fields } }: ConnectionAccepted) => ({
    ...fields,
    recipient: { id: recipientId },
  }),
} as const

/** Who asks may be called the `sender`, and who is asked the receiver; sent with both. */
const request = {
  of: 'connection:request',
  heard: { sender: 'requester', receiverId: 'recipientId' },
  down: (asked: ConnectionRequest) => ({
    ...asked,
    sender: asked.requester,
    senderId: asked.requester.id,
    receiverId: asked.recipientId,
  }),
} as const

/** The status may be in capitals. */
const presence = {
  of: 'presence:update',
  heard: { lastSeen: 'timestamp' },
  up: (legacy: unknown) => {
    const fields = fieldsOf(legacy)
    return { ...fields, status: String(fields['status']).toLowerCase() }
  },
} as const

/** Carries no status, which the name says; sent for that status only. */
function turned(status: 'online' | 'offline') {
  return {
    of: 'presence:update',
    up: (legacy: unknown) => ({ ...fieldsOf(legacy), status }),
    down: ({ userId, timestamp }: PresenceUpdate) => ({ userId, timestamp }),
    when: (payload: PresenceUpdate) => payload.status === status,
  } as const
}

/** The reply, and `success` beside it. */
const succeeded = { '...': 'reply', success: true }

/** What older releases of `/realtime` call its events. */
export const realtimeAliases = defineAliases<Realtime>()({
  since: '0.1.0',
  removeIn: '2.0.0',
  serverToClient: {
    NEW_MESSAGE: { of: 'message:new', heard: { timestamp: 'createdAt' }, emit: false },
    MESSAGE_SENT: { of: 'message:sent', heard: { id: 'messageId' }, emit: false },
    CONNECTION_REQUEST: request,
    CONNECTION_STATUS_UPDATE: connection,
    /** The status is in capitals; heard in any case. */
    USER_STATUS_CHANGE: {
      ...presence,
      down: ({ userId, status, timestamp }) => ({ userId, status: status.toUpperCase(), timestamp }),
    },
    /** Sent with its instant as `lastSeen` too; the status is heard in any case. */
    USER_PRESENCE_UPDATE: { ...presence, down: (update) => ({ ...update, lastSeen: update.timestamp }) },
    USER_ONLINE: turned('online'),
    USER_OFFLINE: turned('offline'),
  },
  clientToServer: {},
  shapes: {
    clientToServer: {
      /** A reply is `{ success, channels }`; who was let into nothing is refused. */
      subscribe: {
        reply: legacyReply({ up: { channels: 'reply.channels' }, down: succeeded, failed: 'ROOM_FORBIDDEN' }),
      },
      /** A reply is `{ success }`; what was not done is refused. */
      unsubscribe: {
        reply: legacyReply({ up: { channels: ['reply.channels', 'asked.channels'] }, down: succeeded }),
      },
    },
  },
  login: {
    /** `auth:success` carries `userId`, `sessionId`, `timestamp` and an empty list `onlineUsers`; `auth:error` carries `error`, in words, `code`, `message` and `timestamp`. */
    event: authentication,
  },
})
