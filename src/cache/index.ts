export type { Client, EventNames, Membership, RequestArguments, RequestOptions } from '../client/client.js'
export type { Connection, ConnectionQuality, ConnectionStatus } from '../client/connection/connection.js'
export {
  type Bridge,
  type BridgeOptions,
  type BridgeRow,
  type BridgeRows,
  bridge,
  type CacheUpdate,
  type OptimisticOptions,
} from './bridge.js'
export type { Cache, CacheChange, CacheEntry } from './cache.js'
export { type QueryClientLike, type QueryKey, type QueryLike, queryCache } from './query-cache.js'
