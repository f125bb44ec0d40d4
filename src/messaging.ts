export { messagingAliases } from './aliases/messaging.js'
export type * from './events/messaging.js'
export { messaging } from './events/messaging.js'
export { userRoom } from './rooms/messaging.js'
