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
  /** What the notification is about, in a word that programs can tell apart. */
  type: openEnum([
    /** A direct message arrived. */
    'message',
    /** Somebody wants to connect with the user. */
    'connection_request',
    /** Somebody accepted the user's connection request. */
    'connection_accepted',
    /** A notice of the service itself, such as of maintenance. */
    'system',
  ]),
  /** The title of the notification. */
  title: sensitive('pii', text(200)),
  /** The text of the notification. */
  message: sensitive('pii', text(2000)),
  /** More data for the application, such as the id of what it is about. */
  data: z.optional(sensitive('pii', freeform)),
  /** The priority: how prominently to show the notification. */
  priority: z.enum([
    /** Show it at once, even where it interrupts. */
    'high',
    /** Show it as usual. */
    'normal',
    /** Show it without a sound, or only in the list. */
    'low',
  ]),
  /** The page to open when it is clicked: a web address, or a path of the application. */
  actionUrl: z.optional(link),
  /** The image to show with it: a web address, or a path of the application. */
  imageUrl: z.optional(link),
  /** When the notification was made. */
  timestamp,
}
const notification = z.object({
  /** The id of the notification, unique among all notifications. */
  id,
  ...news,
  /** Whether the user has read it. */
  read: z.boolean(),
})
const notificationMeant = z.object({
  /** The id of the notification. */
  notificationId: id,
})
const notificationChanged = z.object({
  /** The id of the notification that was read or deleted. */
  notificationId: id,
  /** When it was read or deleted. */
  timestamp,
})

const contract = defineNamespace('/notifications', {
  version: 1,
  rooms: [notificationsRoom],
  serverToClient: {
    /** A new notification for the user. */
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
    /** A notification for everybody who is connected. */
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
    /** Confirms that a device of the user is connected and receives notifications, with the number of unread ones. */
    'notification:connected': event({
      payload: z.object({
        /** The id of the user whose device connected. */
        userId: id,
        /** The number of unread notifications. */
        unreadCount: count,
        /** When the device connected. */
        timestamp,
      }),
      to: [notificationsRoom],
      example: { userId: 'user_789', unreadCount: 3, timestamp: '2024-12-20T10:30:00Z' },
    }),
    /** A notification was marked as read on one of the user's devices. */
    'notification:read': event({
      payload: notificationChanged,
      identity: ['notificationId'],
      to: [notificationsRoom],
      example: { notificationId: 'notif_123', timestamp: '2024-12-20T10:31:00Z' },
    }),
    /** A notification was deleted on one of the user's devices. */
    'notification:deleted': event({
      payload: notificationChanged,
      identity: ['notificationId'],
      to: [notificationsRoom],
      example: { notificationId: 'notif_123', timestamp: '2024-12-20T10:32:00Z' },
    }),
    /** All notifications were marked as read on one of the user's devices. */
    'notification:all_read': event({
      payload: z.object({
        /** When they were marked: every older notification is read. */
        timestamp,
      }),
      identity: ['timestamp'],
      to: [notificationsRoom],
      example: { timestamp: '2024-12-20T10:33:00Z' },
    }),
  },
  clientToServer: {
    /** Marks a notification as read. */
    'notification:mark_read': event({
      payload: notificationMeant,
      reply: notificationMeant,
      example: { notificationId: 'notif_123' },
      replyExample: { notificationId: 'notif_123' },
    }),
    /** Deletes a notification. */
    'notification:delete': event({
      payload: notificationMeant,
      reply: notificationMeant,
      example: { notificationId: 'notif_123' },
      replyExample: { notificationId: 'notif_123' },
    }),
    /** Marks all notifications of the user as read. */
    'notification:mark_all_read': event({
      reply: z.object({
        /** The number of notifications that were marked as read. */
        count,
      }),
      replyExample: { count: 3 },
    }),
    /** Gets the number of unread notifications. */
    'notification:get_unread_count': event({
      query: true,
      reply: z.object({
        /** The number of unread notifications. */
        count,
      }),
      replyExample: { count: 3 },
    }),
    /** Gets a page of the user's notifications, newest first. */
    'notification:get_history': event({
      query: true,
      payload: z.object({
        /** The page to get, counted from 1; the first where it is left out. */
        page: z.optional(page),
        /** The number of notifications on a page; 20 where it is left out. */
        limit: z.optional(limit),
      }),
      reply: z.object({
        /** The notifications of this page. */
        notifications: z.array(notification).check(z.maxLength(100)),
        /** The number of notifications on all pages together. */
        total: count,
        /** The number of this page, counted from 1. */
        page,
        /** The number of notifications on a page. */
        limit,
        /** The number of pages. */
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

/** What a notification is about; other types than the known ones may come. */
export type NotificationType = NotificationNew['type']
/** The priority of a notification: how prominently to show it. */
export type NotificationPriority = NotificationNew['priority']
