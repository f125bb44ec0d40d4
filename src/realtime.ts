export { realtimeAliases } from './aliases/realtime.js'
export type * from './events/realtime.js'
export { realtime } from './events/realtime.js'
export { publicRoom, userRoom } from './rooms/realtime.js'
