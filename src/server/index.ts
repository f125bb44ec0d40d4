export type { ContractHandshake } from '../contract/handshake.js'
export type {
  ConnectionObservation,
  EventObservation,
  FailureObservation,
  LatencyObservation,
  Observation,
  RefusalObservation,
  RoomObservation,
} from '../contract/observation.js'
export type { Validation } from './carried.js'
export { emitterOf, type PathEmitter } from './emitter.js'
export type { Context, Handler, Sender, Served, Target } from './handle.js'
export type { Limiter } from './limit.js'
export type { Observe } from './observer.js'
export type { AliasesOf, SendOptions, ServeOptions } from './options.js'
export { type AnyServer, serve } from './serve.js'
