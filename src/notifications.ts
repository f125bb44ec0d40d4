export { notificationsAliases } from './aliases/notifications.js'
export type * from './events/notifications.js'
export { notifications } from './events/notifications.js'
export { notificationsRoom } from './rooms/notifications.js'
