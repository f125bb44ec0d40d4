export type {
  ConnectionObservation,
  EventObservation,
  FailureObservation,
  LatencyObservation,
  Observation,
  RefusalObservation,
  RoomObservation,
} from '../contract/observation.js'
export type {
  Client,
  Connection,
  ConnectionQuality,
  ConnectionStatus,
  ConnectOptions,
  DeliveryArguments,
  DeliveryOptions,
  EmittedName,
  EventNames,
  HeardName,
  Membership,
  RequestArguments,
  RequestedName,
  RequestOptions,
} from './client.js'
export type { Clock } from './clock.js'
export { connect } from './connect.js'
export { deliver } from './deliver.js'
export { type Delivery, type FactMemory, factMemory } from './fact-memory.js'
export { type Handover, handover, type MoveOptions } from './handover.js'
export { RequestTimeoutError } from './request-timeout-error.js'
