import * as z from 'zod/mini'
import { event } from '../contract/event/event.js'
import type { ClientToServerEvents, PayloadOf, ReplyOf, ServerToClientEvents } from '../contract/event/event-map.js'
import { defineNamespace } from '../contract/namespace.js'
import { freeform, id, integer, openEnum, sensitive, text, timestamp } from '../fields/index.js'
import { notificationsRoom } from '../rooms/notifications.js'

const count = integer(0, 1_000_000)
const page = integer(1, 1_000_000)
const limit = integer(1, 100)
const link = z
  .string()
  .check(
    z.maxLength(2048),
    z.regex(/^(?:https?:\/\/[^\u0000-\u0020\u007f-\u00a0]+|\/[^\u0000-\u0020\u007f-\u00a0]*)$/u),
  )

const news = {
  /** What it is about, in a word for programs. */
  type: openEnum(['message', 'connection_request', 'connection_accepted', 'system']),
  /** The line that catches the eye. */
  title: sensitive('pii', text(200)),
  /** What happened, in words for people. */
  message: sensitive('pii', text(2000)),
  /** What the application needs to act on it. */
  data: z.optional(sensitive('pii', freeform)),
  /** How much it may disturb. */
  priority: z.enum(['high', 'normal', 'low']),
  /** The page that opens from it, as a web address or as a path of the application. */
  actionUrl: z.optional(link),
  /** The picture beside it, as a web address or as a path of the application. */
  imageUrl: z.optional(link),
  /** When it happened. */
  timestamp,
}
const notification = z.object({
  /** Unique among all notifications. */
  id,
  ...news,
  /** Whether its user has seen it. */
  read: z.boolean(),
})
const notificationMeant = z.object({
  /** The notification that is meant. */
  notificationId: id,
})
const notificationChanged = z.object({
  /** The notification it happened to. */
  notificationId: id,
  /** When it happened. */
  timestamp,
})

const contract = defineNamespace('/notifications', {
  version: 1,
  rooms: [notificationsRoom],
  serverToClient: {
    /** Something happened that the user should know. */
    'notification:new': event({
      payload: notification,
      identity: ['id'],
      to: [notificationsRoom],
      example: {
        id: 'notif_123',
        type: 'connection_request',
        title: 'New connection request',
        message: 'Ada Obi wants to connect with you',
        data: { connectionId: 'conn_123' },
        priority: 'normal',
        actionUrl: '/connections',
        timestamp: '2024-12-20T10:30:00Z',
        read: false,
      },
    }),
    /** Something happened that everybody should know. */
    'notification:broadcast': event({
      payload: z.object(news),
      example: {
        type: 'system',
        title: 'Maintenance tonight',
        message: 'The service is away from 22:00 to 22:15 UTC',
        priority: 'high',
        timestamp: '2024-12-20T10:30:00Z',
      },
    }),
    /** A device of the user is connected and hears of news from now on. */
    'notification:connected': event({
      payload: z.object({
        /** Whose device it is. */
        userId: id,
        /** How many notifications the user has not seen. */
        unreadCount: count,
        /** When it connected. */
        timestamp,
      }),
      to: [notificationsRoom],
      example: { userId: 'user_789', unreadCount: 3, timestamp: '2024-12-20T10:30:00Z' },
    }),
    /** The user saw a notification on one of their devices. */
    'notification:read': event({
      payload: notificationChanged,
      identity: ['notificationId'],
      to: [notificationsRoom],
      example: { notificationId: 'notif_123', timestamp: '2024-12-20T10:31:00Z' },
    }),
    /** The user removed a notification on one of their devices. */
    'notification:deleted': event({
      payload: notificationChanged,
      identity: ['notificationId'],
      to: [notificationsRoom],
      example: { notificationId: 'notif_123', timestamp: '2024-12-20T10:32:00Z' },
    }),
    /** The user marked every notification as seen. */
    'notification:all_read': event({
      payload: z.object({
        /** When it was done: older notifications are seen. */
        timestamp,
      }),
      identity: ['timestamp'],
      to: [notificationsRoom],
      example: { timestamp: '2024-12-20T10:33:00Z' },
    }),
  },
  clientToServer: {
    /** Marks a notification as seen. */
    'notification:mark_read': event({
      payload: notificationMeant,
      reply: notificationMeant,
      example: { notificationId: 'notif_123' },
      replyExample: { notificationId: 'notif_123' },
    }),
    /** Removes a notification. */
    'notification:delete': event({
      payload: notificationMeant,
      reply: notificationMeant,
      example: { notificationId: 'notif_123' },
      replyExample: { notificationId: 'notif_123' },
    }),
    /** Marks every notification of the user as seen. */
    'notification:mark_all_read': event({
      reply: z.object({
        /** How many were marked. */
        count,
      }),
      replyExample: { count: 3 },
    }),
    /** Asks how many notifications the user has not seen. */
    'notification:get_unread_count': event({
      query: true,
      reply: z.object({
        /** How many the user has not seen. */
        count,
      }),
      replyExample: { count: 3 },
    }),
    /** Asks for older notifications, the newest first. */
    'notification:get_history': event({
      query: true,
      payload: z.object({
        /** Which page, counted from 1; the first where it is absent. */
        page: z.optional(page),
        /** How many a page holds; 20 where it is absent. */
        limit: z.optional(limit),
      }),
      reply: z.object({
        /** What stands on the page. */
        notifications: z.array(notification).check(z.maxLength(100)),
        /** How many there are on all pages. */
        total: count,
        /** Which page this is, counted from 1. */
        page,
        /** How many a page holds. */
        limit,
        /** How many pages there are. */
        totalPages: count,
      }),
      example: { page: 1, limit: 20 },
      replyExample: {
        notifications: [
          {
            id: 'notif_122',
            type: 'message',
            title: 'New message',
            message: 'Ada Obi sent you a message',
            priority: 'normal',
            timestamp: '2024-12-20T10:29:00Z',
            read: true,
          },
        ],
        total: 1,
        page: 1,
        limit: 20,
        totalPages: 1,
      },
    }),
  },
})

type Contract = typeof contract
/** Notifications to the devices of a user, and what the user does with them. */
export interface Notifications extends Contract {}
/** The contract of `/notifications`: news for a user's devices, and what the user does with it. */
export const notifications: Notifications = contract

/** What the server sends on `/notifications`. */
export interface NotificationsServerToClientEvents extends ServerToClientEvents<Notifications> {}
/** What a client sends on `/notifications`. */
export interface NotificationsClientToServerEvents extends ClientToServerEvents<Notifications> {}

/** What `notification:new` carries. */
export interface NotificationNew extends PayloadOf<Notifications, 'serverToClient', 'notification:new'> {}
/** What `notification:broadcast` carries. */
export interface NotificationBroadcast extends PayloadOf<Notifications, 'serverToClient', 'notification:broadcast'> {}
/** What `notification:connected` carries. */
export interface NotificationConnected extends PayloadOf<Notifications, 'serverToClient', 'notification:connected'> {}
/** What `notification:read` carries. */
export interface NotificationRead extends PayloadOf<Notifications, 'serverToClient', 'notification:read'> {}
/** What `notification:deleted` carries. */
export interface NotificationDeleted extends PayloadOf<Notifications, 'serverToClient', 'notification:deleted'> {}
/** What `notification:all_read` carries. */
export interface NotificationAllRead extends PayloadOf<Notifications, 'serverToClient', 'notification:all_read'> {}
/** What `notification:mark_read` carries. */
export interface NotificationMarkReadInput
  extends PayloadOf<Notifications, 'clientToServer', 'notification:mark_read'> {}
/** What comes back for `notification:mark_read`. */
export interface NotificationMarkReadReply extends ReplyOf<Notifications, 'clientToServer', 'notification:mark_read'> {}
/** What `notification:delete` carries. */
export interface NotificationDeleteInput extends PayloadOf<Notifications, 'clientToServer', 'notification:delete'> {}
/** What comes back for `notification:delete`. */
export interface NotificationDeleteReply extends ReplyOf<Notifications, 'clientToServer', 'notification:delete'> {}
/** What comes back for `notification:mark_all_read`. */
export interface NotificationMarkAllReadReply
  extends ReplyOf<Notifications, 'clientToServer', 'notification:mark_all_read'> {}
/** What comes back for `notification:get_unread_count`. */
export interface NotificationGetUnreadCountReply
  extends ReplyOf<Notifications, 'clientToServer', 'notification:get_unread_count'> {}
/** What `notification:get_history` carries. */
export interface NotificationGetHistoryInput
  extends PayloadOf<Notifications, 'clientToServer', 'notification:get_history'> {}
/** What comes back for `notification:get_history`. */
export interface NotificationGetHistoryReply
  extends ReplyOf<Notifications, 'clientToServer', 'notification:get_history'> {}

/** What a notification is about; others than the known ones may come. */
export type NotificationType = NotificationNew['type']
/** How much a notification may disturb. */
export type NotificationPriority = NotificationNew['priority']
