export { accepting } from './contract/accepting.js'
export type { AliasRow, AliasTable, AnswerRow, Draft } from './contract/alias.js'
export { AliasError } from './contract/alias-error.js'
export { type CanonicalName, canonicalName, isLegacyName, type LegacyName, legacyNames } from './contract/alias-name.js'
export { aliases, namespace } from './contract/declaration.js'
export { DeclarationError } from './contract/declaration-error.js'
export type { Direction } from './contract/direction.js'
export { fromEnvelope, type Unwrapped } from './contract/envelope.js'
export { ContractError, type ErrorCode } from './contract/error.js'
export {
  type Deprecation,
  type EventContract,
  type EventEnd,
  type EventLimit,
  type EventOptions,
  event,
} from './contract/event.js'
export { type EventAddress, PayloadError, ReplyError, UnknownEventError } from './contract/event-error.js'
export type {
  ClientToServerEvents,
  OptionalAcks,
  PayloadOf,
  ReplyOf,
  ServerToClientEvents,
} from './contract/event-map.js'
export type { ContractHandshake } from './contract/handshake.js'
export type { FactKey, PayloadPath } from './contract/identity.js'
export type { LegacyPath, NamespaceContract, RoomName } from './contract/namespace.js'
export type {
  ConnectionObservation,
  EventObservation,
  FailureObservation,
  LatencyObservation,
  Observation,
  RefusalObservation,
  RoomObservation,
} from './contract/observation.js'
export { type ParsedRoom, parseRoom } from './contract/parsed-room.js'
export type {
  Ack,
  ContractClientToServerEvents,
  ContractDelivered,
  ContractDelivery,
  ContractLeft,
  ContractPingReply,
  ContractRefused,
  ContractServerToClientEvents,
  ContractWelcome,
} from './contract/protocol.js'
export type { Issue, Refusal, RefusalCode } from './contract/refusal.js'
export { RefusalError } from './contract/refusal-error.js'
export type { Room, RoomFamily, RoomIds, RoomNameOf, RoomParameter } from './contract/room.js'
export { room } from './contract/room-declaration.js'
export { RoomNameError } from './contract/room-error.js'
export type { Schema } from './contract/schema.js'
export type { Scalar } from './fields/scalar.js'
