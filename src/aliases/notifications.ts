import { defineAliases } from '../contract/alias/alias.js'
import { legacyReply } from '../contract/alias/legacy-reply.js'
import { fieldsOf } from '../contract/event/fields.js'
import type { NotificationGetHistoryInput, Notifications } from '../events/notifications.js'

/** How many notifications a page holds where nobody says. */
const usualLimit = 20

/** The reply, and `success` beside it. */
const succeeded = { '...': 'reply', success: true }

/** What `success` says: what was not done is refused. */
const marked = {
  reply: legacyReply({
    up: { notificationId: ['reply.notificationId', 'asked.notificationId'] },
    down: succeeded,
  }),
}

/** Reads a row of the old database, in which the title and the text are one. */
function fromRow(legacy: unknown) {
  const { title, message, priority, timestamp, createdAt, ...fields } = fieldsOf(legacy)
  const [, before, after] = /^(.+?): (.+)$/s.exec(String(message)) ?? []
  return {
    ...fields,
    title: title ?? before ?? message,
    message: title === undefined && after !== undefined ? after : message,
    priority: priority ?? 'normal',
    timestamp: timestamp ?? createdAt,
  }
}

/** What older releases of `/notifications` call its events, which had no other names, and how they shape them. */
export const notificationsAliases = defineAliases<Notifications>()({
  since: '0.1.0',
  removeIn: '2.0.0',
  serverToClient: {},
  clientToServer: {},
  shapes: {
    clientToServer: {
      /** A reply is `{ success }`; what was not done is refused. */
      'notification:mark_read': marked,
      /** A reply is `{ success }`; what was not done is refused. */
      'notification:delete': marked,
      /** A reply is `{ success, count }`; what was not done is refused. */
      'notification:mark_all_read': {
        reply: legacyReply({ up: { count: 'reply.count' }, down: succeeded }),
      },
      /** It may come without a payload. A reply holds rows of the database, whose `message` is the title and the text, and may lack the page. */
      'notification:get_history': {
        up: (legacy) => legacy ?? {},
        reply: legacyReply({
          up: ({ notifications, total, page, limit, totalPages }, asked: NotificationGetHistoryInput) => {
            const most = limit ?? asked.limit ?? usualLimit
            return {
              notifications: Array.isArray(notifications) ? notifications.map(fromRow) : notifications,
              total,
              page: page ?? asked.page ?? 1,
              limit: most,
              totalPages: totalPages ?? Math.ceil(Number(total) / Number(most)),
            }
          },
        }),
      },
    },
  },
  login: {
    /** `notification:connected` carries `userId` and `timestamp`; `notification:auth_error` carries `error`, in words, `code`, `message` and `timestamp`. */
    event: {
      success: { event: 'notification:connected', down: ({ userId, timestamp }) => ({ userId, timestamp }) },
      failure: {
        event: 'notification:auth_error',
        down: (failure) => ({ ...failure, error: failure.message }),
      },
    },
  },
})
