import type { RefusalCode } from './wire/refusal.js'

/** Why this package threw; a refusal's own code may be any. */
export type ErrorCode =
  | 'CONTRACT_INVALID'
  | 'FLAG_INVALID'
  | 'ALIAS_NOT_APPLICABLE'
  | 'PAYLOAD_INVALID'
  | 'REPLY_INVALID'
  | 'EVENT_UNKNOWN'
  | 'ROOM_INVALID'
  | 'REQUEST_TIMEOUT'
  | 'MEMBERS_INCOMPLETE'
  | 'NO_CLIENT'

/** What every error of this package extends; each child has a `name` of its own. */
export abstract class ContractError<Code extends string = RefusalCode> extends Error {
  /** The reason, for programs. */
  abstract readonly code: Code
}
