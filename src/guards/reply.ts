import type { EventContract } from '../contract/event.js'
import { ReplyError } from '../contract/event-error.js'
import { type Fit, fitted } from './fit.js'
import type { Result } from './result.js'

/**
 * Tells whether a value is the reply of an event, and no refusal; it never throws.
 * @example
 * isReply(patientPharmacy.clientToServer['chat:join'], { room: 'chat:r1' }) // true
 */
export function isReply<Reply>(event: EventContract<unknown, Reply>, value: unknown): value is Reply {
  return 'value' in read(event, value)
}

/**
 * Answers a reply without what the contract does not declare.
 * @throws ReplyError when it does not fit
 * @example
 * parseReply(patientPharmacy.clientToServer['chat:join'], { room: 'chat:r1', extra: 1 }) // { room: 'chat:r1' }
 */
export function parseReply<Reply>(event: EventContract<unknown, Reply>, value: unknown): Reply {
  const result = read(event, value)
  if ('value' in result) return result.value as Reply
  throw new ReplyError(event, result.issues)
}

/**
 * Answers a reply, or why it does not fit.
 * @example
 * safeParseReply(patientPharmacy.clientToServer['chat:join'], {}).ok // false
 */
export function safeParseReply<Reply>(event: EventContract<unknown, Reply>, value: unknown): Result<Reply, ReplyError> {
  const result = read(event, value)
  if ('value' in result) return { ok: true, value: result.value as Reply }
  return { ok: false, error: new ReplyError(event, result.issues) }
}

function read(event: EventContract, value: unknown): Fit {
  return fitted(event.reply, event.parseReply, value)
}
