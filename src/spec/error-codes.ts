import type { ErrorCode } from '../contract/error.js'
import type { RefusalCode } from '../contract/wire/refusal.js'
import type { ErrorCodeJson } from './contract-json.js'

type Known<Code> = Code extends string ? (string extends Code ? never : Code) : never

/** What each code means that this package's errors and refusals bear. */
export const errorCodes: { readonly [Code in ErrorCode | Known<RefusalCode>]: ErrorCodeJson } = {
  ALIAS_NOT_APPLICABLE: {
    summary: 'A legacy payload came that its legacy name does not stand for.',
    remedy:
      'Look at the alias row: it does not read what the older release sent. Whoever sent it is told `PAYLOAD_INVALID`.',
    retryable: false,
    raisedBy: ['server', 'client'],
  },
  AUTH_EXPIRED: {
    summary: 'The token was valid and is no more; connect again with a new one.',
    remedy: 'Get a new token and connect again; a client of the binding asks its `auth` once more by itself.',
    travels: ['connection', 'room'],
    retryable: true,
    raisedBy: ['server'],
  },
  AUTH_INVALID: {
    summary: 'The token does not prove who connects.',
    remedy: 'Log in again: the same token is refused each time.',
    travels: ['connection'],
    retryable: false,
    raisedBy: ['server'],
  },
  AUTH_MISSING: {
    summary: 'The handshake carries no token.',
    remedy: "Put a token into the handshake's `auth`.",
    travels: ['connection'],
    retryable: false,
    raisedBy: ['server'],
  },
  CONTRACT_INVALID: {
    summary: "A contract or an alias table can't be declared or described as it stands.",
    remedy: 'Mend the declaration: the message says what is wrong where.',
    retryable: false,
    raisedBy: ['declaration'],
  },
  CONTRACT_MALFORMED: {
    summary: "The handshake declares contract versions in a shape that can't be read.",
    remedy: "Send versions as the handshake's schema has them, or none.",
    travels: ['connection'],
    retryable: false,
    raisedBy: ['server'],
  },
  CONTRACT_UNSUPPORTED: {
    summary: 'Server and client know no contract version in common; the older side has to be updated.',
    remedy:
      'Where `retryable` says true, the server is the older side and may be replaced soon: connect again in a while. Else update the client to a version that `supported` lists. Where it comes in reply, name the contract in the handshake.',
    travels: ['connection', 'reply'],
    retryable: false,
    raisedBy: ['server'],
  },
  DISCONNECTED: {
    summary: 'The connection was lost after the event was sent; it may have been done and is not repeated.',
    remedy: 'Ask whether it was done before it is sent again: it is not repeated by itself.',
    retryable: true,
    raisedBy: ['client'],
  },
  EVENT_UNKNOWN: {
    summary: 'The contract has no event of this name and direction.',
    remedy:
      'Check the name, its direction and the path against the reference; a legacy name is known on the legacy path alone.',
    travels: ['reply'],
    retryable: false,
    raisedBy: ['server', 'client'],
  },
  FLAG_INVALID: {
    summary: "A flag of the migration is missing, or says what it can't.",
    remedy: 'Set the flag to one of the values that the message names.',
    retryable: false,
    raisedBy: ['declaration'],
  },
  HANDLER_FAILED: {
    summary: "The application's handler failed; the reason stays with the server.",
    remedy: "Try again later, and have the server's log looked at; where nothing handles the event, no try helps.",
    travels: ['reply'],
    retryable: true,
    raisedBy: ['server'],
  },
  HANDLER_TIMEOUT: {
    summary: "The application's handler did not answer in time; what was asked may still happen.",
    remedy: 'Ask for the state before it is sent again: it may have been done.',
    travels: ['reply'],
    retryable: true,
    raisedBy: ['server'],
  },
  MEMBERS_INCOMPLETE: {
    summary: 'Not every process behind the adapter said in time who is in a room, so that nobody can tell.',
    remedy:
      'Ask again: an adapter takes a process that died for gone after some seconds. Where it stays, look at the adapter and its store.',
    retryable: true,
    raisedBy: ['server'],
  },
  NO_CLIENT: {
    summary: "A hook was used where no provider above it has a client of the hook's contract.",
    remedy: "Put the component below a provider of the contract's client.",
    retryable: false,
    raisedBy: ['client'],
  },
  PAYLOAD_INVALID: {
    summary: 'The payload does not fit its schema; the issues say where and what fits there.',
    remedy: 'Change what is sent, as `issues` says: each has the path and what fits there.',
    travels: ['reply'],
    retryable: false,
    raisedBy: ['server', 'client'],
  },
  QUEUE_FULL: {
    summary: 'Too many events wait for a connection already; this one was not taken.',
    remedy: 'Wait until the connection is back before more is sent, or drop what is out of date.',
    retryable: true,
    raisedBy: ['client'],
  },
  RATE_LIMITED: {
    summary: 'The event came more often than its limit allows, or too many requests to enter rooms wait already.',
    remedy: 'Wait for `retryAfterMs`, where it is there, and send less often.',
    travels: ['reply'],
    retryable: true,
    raisedBy: ['server'],
  },
  REFUSED: {
    summary: "The server refused the connection and gave no reason in the contract's way.",
    remedy: 'Look at the server or at what stands before it, such as a proxy: it refuses in words of its own.',
    retryable: false,
    raisedBy: ['client'],
  },
  REPLY_INVALID: {
    summary: 'The reply does not fit its schema.',
    remedy: "Mend the server's handler: what it returned does not fit the reply, and its observer is told where.",
    travels: ['reply'],
    retryable: false,
    raisedBy: ['server', 'client'],
  },
  REPLY_REQUIRED: {
    summary:
      'The event is answered, and came without an acknowledgement to give the reply to: from a client that declared its contract, or where the reply is all there is to do.',
    remedy: 'Send it with an acknowledgement, as `emitWithAck` or `request` do.',
    travels: ['reply'],
    retryable: false,
    raisedBy: ['server'],
  },
  REQUEST_TIMEOUT: {
    summary: 'The request was not answered in time; it may have been done all the same.',
    remedy: 'Ask for the state before it is sent again: it may have been done.',
    retryable: true,
    raisedBy: ['client'],
  },
  ROOM_FORBIDDEN: {
    summary: 'The user may not enter this room, or is not in the one that the event names.',
    remedy:
      'Enter the room before you speak in it; where entering is refused, the user needs the right that `mayJoin` asks for.',
    travels: ['reply', 'room'],
    retryable: false,
    raisedBy: ['server'],
  },
  ROOM_INVALID: {
    summary: "The name is not one of a room, or an id can't stand in one.",
    remedy: "Build the name with the contract's room builder, from ids without white space.",
    travels: ['reply'],
    retryable: false,
    raisedBy: ['server', 'client'],
  },
}
