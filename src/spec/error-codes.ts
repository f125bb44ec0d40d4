import type { ErrorCode } from '../contract/error.js'
import type { RefusalCode } from '../contract/wire/refusal.js'
import type { ErrorCodeJson } from './contract-json.js'

type Known<Code> = Code extends string ? (string extends Code ? never : Code) : never

/** What each code means that this package's errors and refusals bear. */
export const errorCodes: { readonly [Code in ErrorCode | Known<RefusalCode>]: ErrorCodeJson } = {
  ALIAS_NOT_APPLICABLE: {
    summary: 'A legacy payload came that its legacy name does not stand for.',
    retryable: false,
    raisedBy: ['server', 'client'],
  },
  AUTH_EXPIRED: {
    summary: 'The token was valid and is no more; connect again with a new one.',
    retryable: true,
    raisedBy: ['server'],
  },
  AUTH_INVALID: {
    summary: 'The token does not prove who connects.',
    retryable: false,
    raisedBy: ['server'],
  },
  AUTH_MISSING: {
    summary: 'The handshake carries no token.',
    retryable: false,
    raisedBy: ['server'],
  },
  CONTRACT_INVALID: {
    summary: "A contract or an alias table can't be declared or described as it stands.",
    retryable: false,
    raisedBy: ['declaration'],
  },
  CONTRACT_MALFORMED: {
    summary: "The handshake declares contract versions in a shape that can't be read.",
    retryable: false,
    raisedBy: ['server'],
  },
  CONTRACT_UNSUPPORTED: {
    summary: 'Server and client know no contract version in common; the older side has to be updated.',
    retryable: false,
    raisedBy: ['server'],
  },
  DISCONNECTED: {
    summary: 'The connection was lost after the event was sent; it may have been done and is not repeated.',
    retryable: true,
    raisedBy: ['client'],
  },
  EVENT_UNKNOWN: {
    summary: 'The contract has no event of this name and direction.',
    retryable: false,
    raisedBy: ['server', 'client'],
  },
  FLAG_INVALID: {
    summary: "A flag of the migration is missing, or says what it can't.",
    retryable: false,
    raisedBy: ['declaration'],
  },
  HANDLER_FAILED: {
    summary: "The application's handler failed; the reason stays with the server.",
    retryable: true,
    raisedBy: ['server'],
  },
  HANDLER_TIMEOUT: {
    summary: "The application's handler did not answer in time; what was asked may still happen.",
    retryable: true,
    raisedBy: ['server'],
  },
  NO_CLIENT: {
    summary: "A hook was used where no provider above it has a client of the hook's contract.",
    retryable: false,
    raisedBy: ['client'],
  },
  PAYLOAD_INVALID: {
    summary: 'The payload does not fit its schema; the issues say where and what fits there.',
    retryable: false,
    raisedBy: ['server', 'client'],
  },
  QUEUE_FULL: {
    summary: 'Too many events wait for a connection already; this one was not taken.',
    retryable: true,
    raisedBy: ['client'],
  },
  RATE_LIMITED: {
    summary: 'The client sends this event more often than its limit allows.',
    retryable: true,
    raisedBy: ['server'],
  },
  REFUSED: {
    summary: "The server refused the connection and gave no reason in the contract's way.",
    retryable: false,
    raisedBy: ['client'],
  },
  REPLY_INVALID: {
    summary: 'The reply does not fit its schema.',
    retryable: false,
    raisedBy: ['server', 'client'],
  },
  REPLY_REQUIRED: {
    summary:
      'The event is answered, and came without an acknowledgement to give the reply to: from a client that declared its contract, or where the reply is all there is to do.',
    retryable: false,
    raisedBy: ['server'],
  },
  REQUEST_TIMEOUT: {
    summary: 'The request was not answered in time; it may have been done all the same.',
    retryable: true,
    raisedBy: ['client'],
  },
  ROOM_FORBIDDEN: {
    summary: 'The user may not enter this room, or is not in the one that the event names.',
    retryable: false,
    raisedBy: ['server'],
  },
  ROOM_INVALID: {
    summary: "The name is not one of a room, or an id can't stand in one.",
    retryable: false,
    raisedBy: ['server', 'client'],
  },
}
