export type {
  Client,
  Connection,
  ConnectionQuality,
  ConnectionStatus,
  ConnectOptions,
  EmittedName,
  HeardName,
  Membership,
  RequestArguments,
  RequestedName,
  RequestOptions,
} from './client.js'
export type { Clock } from './clock.js'
export { connect } from './connect.js'
export { type Delivery, type FactMemory, factMemory } from './fact-memory.js'
export { RequestTimeoutError } from './request-timeout-error.js'
