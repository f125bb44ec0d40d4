export type {
  Client,
  EventNames,
  Membership,
  RequestArguments,
  RequestOptions,
} from '../client/client.js'
export type { Connection, ConnectionQuality, ConnectionStatus } from '../client/connection/connection.js'
export type { AnyClient, ClientList, ClientSource } from './client-registry.js'
export { type RequestHandle, type RoomState, useConnection, useEvent, useRequest, useRoom } from './hooks.js'
export { NoClientError } from './no-client-error.js'
export { ClientProvider, type ClientProviderProps } from './provider.js'
