import * as z from 'zod/mini'
import { event } from '../contract/event/event.js'
import { id, sensitive, text, timestamp } from '../fields/index.js'
import { userRoom } from '../rooms/user.js'

/** The event `message:new` of `/realtime` and of `/messaging`, which carry the same messages. */
export const messageNew = event({
  payload: z.object({
    /** Unique among all messages. */
    id,
    /** Who wrote it. */
    senderId: id,
    /** The user it is for. */
    receiverId: id,
    /** What was said. */
    content: sensitive('pii', text(5000).check(z.minLength(1))),
    /** When it was posted. */
    createdAt: timestamp,
    /** When its content last changed. */
    editedAt: z.optional(timestamp),
    /** When it was withdrawn. */
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
