import * as z from 'zod/mini'
import { event } from '../contract/event/event.js'
import { id, sensitive, text, timestamp } from '../fields/index.js'
import { userRoom } from '../rooms/user.js'

/** The event `message:new` of `/realtime` and of `/messaging`, which carry the same messages. */
export const messageNew = event({
  payload: z.object({
    /** The id of the message, unique among all messages. */
    id,
    /** The id of the user who sent the message. */
    senderId: id,
    /** The id of the user the message is for. */
    receiverId: id,
    /** The text of the message. */
    content: sensitive('pii', text(5000).check(z.minLength(1))),
    /** When the message was sent. */
    createdAt: timestamp,
    /** When the message was last edited. */
    editedAt: z.optional(timestamp),
    /** When the message was deleted. */
    deletedAt: z.optional(timestamp),
  }),
  identity: ['id'],
  to: [userRoom],
  example: {
    id: 'msg_123',
    senderId: 'user_456',
    receiverId: 'user_789',
    content: 'Thanks for connecting!',
    createdAt: '2024-12-20T10:30:00Z',
  },
})
