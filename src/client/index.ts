export type {
  CallObservation,
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
export type { ClientTrace } from './connection/client-trace.js'
export { connect } from './connection/connect.js'
export type { Connection, ConnectionQuality, ConnectionStatus } from './connection/connection.js'
export { type Applicable, applyTo } from './facts/apply-to.js'
export type { Delivery } from './facts/delivery.js'
export { type FactMemory, factMemory } from './facts/fact-memory.js'
export { type Handover, handover } from './handover/handover.js'
export type { MoveOptions } from './handover/move.js'
export type { LegacySpeech, LegacySpeechOptions } from './legacy/legacy-speech.js'
export { type EventLogin, logInByEvent } from './legacy/log-in-by-event.js'
export { speakLegacy } from './legacy/speak-legacy.js'
export { deliver } from './sending/deliver.js'
export { RequestTimeoutError } from './sending/request-timeout-error.js'
