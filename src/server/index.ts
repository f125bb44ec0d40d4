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
export { MembersError } from '../contract/room/members-error.js'
export type { ContractHandshake } from '../contract/wire/handshake.js'
export type { TraceCarrier } from '../contract/wire/trace-carrier.js'
export type { AnyCall, AnyContext } from './around/any-call.js'
export type { Around, AroundCall, AroundNext, NamedCall } from './around/around.js'
export type { ServerTrace, TracedFact } from './around/server-trace.js'
export { emitterOf } from './emitter.js'
export type { PathEmitter } from './emitting/path-emitter.js'
export { type StreamsEmitterOptions, streamsEmitter } from './emitting/streams-emitter.js'
export type { Deliveries } from './inbound/delivery-memory.js'
export type { Limiter } from './inbound/limiter.js'
export type { LegacyLogin, LegacyLoginWays } from './login/legacy-login.js'
export type { Observe } from './observer.js'
export type {
  AliasesOf,
  CommonServeOptions,
  LegacyNames,
  Nobody,
  SendOptions,
  ServeOptions,
  UserIdOption,
} from './options.js'
export type { RoomMember } from './presence/room-members.js'
export { serve } from './serve.js'
export type { AnySocket, Connected, Context, Disconnected, Handler, Sender, Served, Target } from './served.js'
export type { AnyServer } from './served-paths.js'
export type { TypedBroadcast, TypedConnection, TypedNamespace, TypedServer } from './stock/typed-server.js'
export type { Validation } from './validation.js'
