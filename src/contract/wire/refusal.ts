/** Where a value does not fit and what was expected there; it never holds the value. */
export interface Issue {
  /** The way to the place; the keys of records stand as `*`. */
  readonly path: readonly (string | number)[]
  /** What fits there, in words. */
  readonly expected: string
}

/** Why an event was not served; the list is open. */
export type RefusalCode =
  | 'PAYLOAD_INVALID'
  | 'REPLY_INVALID'
  | 'REPLY_REQUIRED'
  | 'EVENT_UNKNOWN'
  | 'ROOM_INVALID'
  | 'ROOM_FORBIDDEN'
  | 'AUTH_MISSING'
  | 'AUTH_INVALID'
  | 'AUTH_EXPIRED'
  | 'RATE_LIMITED'
  | 'CONTRACT_UNSUPPORTED'
  | 'CONTRACT_MALFORMED'
  | 'HANDLER_FAILED'
  | 'HANDLER_TIMEOUT'
  | 'QUEUE_FULL'
  | 'DISCONNECTED'
  | 'REFUSED'
  | (string & {})

/** Stands on the wire in place of a reply when an event was not served. */
export interface Refusal {
  /** Why the event was not served. */
  readonly error: {
    /** The error code, for programs, such as `PAYLOAD_INVALID`. */
    readonly code: RefusalCode
    /** The error message, for people. */
    readonly message: string
    /** Whether the same event may succeed later. */
    readonly retryable: boolean
    /** How many milliseconds to wait before trying again. */
    readonly retryAfterMs?: number | undefined
    /** The fields that do not fit, each with what was expected there. */
    readonly issues?: readonly Issue[] | undefined
    /** The contract versions the server knows, where it knows none of the client's. */
    readonly supported?: readonly number[] | undefined
    /** The contract versions the client asked for, where the server knows none of them. */
    readonly requested?: readonly number[] | undefined
  }
}
