export type { AliasRow, AliasTable, AnswerRow, Draft, ReplyRow, ShapeRow, ShapeTable } from './contract/alias/alias.js'
export { AliasError } from './contract/alias/alias-error.js'
export {
  type CanonicalName,
  canonicalName,
  isLegacyName,
  type LegacyName,
  legacyNames,
} from './contract/alias/alias-name.js'
export {
  type LegacyAnswer,
  type LegacyReply,
  legacyAnswer,
  legacyReply,
  type ReplyForm,
} from './contract/alias/legacy-reply.js'
export type { Login, LoginFailure, LoginRow, LoginRows } from './contract/alias/login-row.js'
export type { ReplyTemplate, ReplyValue } from './contract/alias/reply-template.js'
export { aliases, namespace } from './contract/declaration.js'
export { DeclarationError } from './contract/declaration-error.js'
export { ContractError, type ErrorCode } from './contract/error.js'
export { accepting } from './contract/event/accepting.js'
export type { Direction } from './contract/event/direction.js'
export {
  type Deprecation,
  type EventContract,
  type EventEnd,
  type EventLimit,
  type EventOptions,
  event,
  type StateKind,
} from './contract/event/event.js'
export { type EventAddress, PayloadError, ReplyError, UnknownEventError } from './contract/event/event-error.js'
export type {
  ClientToServerEvents,
  OptionalAcks,
  PayloadOf,
  ReplyOf,
  ServerToClientEvents,
} from './contract/event/event-map.js'
export type { FactKey, PayloadPath } from './contract/event/identity.js'
export type { LegacyPath, NamespaceContract, RoomName } from './contract/namespace.js'
export type {
  CallObservation,
  ConnectionObservation,
  EventObservation,
  FailureObservation,
  LatencyObservation,
  Observation,
  RefusalObservation,
  RoomObservation,
} from './contract/observation.js'
export { type PastRow, type PastTable, type PastVersion, past } from './contract/past/past.js'
export { type ParsedRoom, parseRoom } from './contract/room/parsed-room.js'
export type { Room, RoomFamily, RoomIds, RoomNameOf, RoomParameter } from './contract/room/room.js'
export { room } from './contract/room/room-declaration.js'
export { RoomNameError } from './contract/room/room-error.js'
export type { Schema } from './contract/schema.js'
export { fromEnvelope, type Unwrapped } from './contract/wire/envelope.js'
export type { ContractHandshake } from './contract/wire/handshake.js'
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
} from './contract/wire/protocol.js'
export type { Issue, Refusal, RefusalCode } from './contract/wire/refusal.js'
export { RefusalError } from './contract/wire/refusal-error.js'
export type { Scalar } from './fields/scalar.js'
