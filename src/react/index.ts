export type { AnyClient, ClientSource } from './holder.js'
export { type RequestHandle, type RoomState, useConnection, useEvent, useRequest, useRoom } from './hooks.js'
export { NoClientError } from './no-client-error.js'
export { ClientProvider, type ClientProviderProps } from './provider.js'
