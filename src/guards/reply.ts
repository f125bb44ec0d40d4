import type { EventContract } from '../contract/event/event.js'
import { ReplyError } from '../contract/event/event-error.js'
import { fitted, isFit, issuesIn } from './fit.js'
import { failed, type Result } from './result.js'

/**
 * Returns whether a value is the reply of an event, and no refusal; it never throws.
 * @example
 * isReply(patientPharmacy.clientToServer['chat:join'], { room: 'chat:r1' }) // true
 */
export function isReply<Reply>(event: EventContract<unknown, Reply>, value: unknown): value is Reply {
  return isFit(event, 'reply', value, fitted(event, 'reply', value, event.parseReply))
}

/**
 * Returns a reply without what the contract does not declare.
 * @throws ReplyError when it does not fit
 * @example
 * parseReply(patientPharmacy.clientToServer['chat:join'], { room: 'chat:r1', extra: 1 }) // { room: 'chat:r1' }
 */
export function parseReply<Reply>(event: EventContract<unknown, Reply>, value: unknown): Reply {
  const parsed = fitted(event, 'reply', value, event.parseReply)
  if (!isFit(event, 'reply', value, parsed)) throw new ReplyError(event, issuesIn(event.reply, value))
  return parsed as Reply
}

/**
 * Returns a reply, or why it does not fit; the error has no stack.
 * @example
 * safeParseReply(patientPharmacy.clientToServer['chat:join'], {}).ok // false
 */
export function safeParseReply<Reply>(event: EventContract<unknown, Reply>, value: unknown): Result<Reply, ReplyError> {
  const parsed = fitted(event, 'reply', value, event.parseReply)
  if (!isFit(event, 'reply', value, parsed)) return failed(() => new ReplyError(event, issuesIn(event.reply, value)))
  return { ok: true, value: parsed as Reply }
}
