import { RefusalError } from '../../contract/wire/refusal-error.js'
import { safeParseReply } from '../../guards/reply.js'
import type { Call } from '../service.js'
import { noticeMisfit } from './refusal.js'

/**
 * Returns the reply to an event as its contract has it.
 * @throws RefusalError when what the handler returned does not fit
 */
export function replyOf(call: Call, value: unknown): unknown {
  const { event, mount } = call.route
  const { validate } = mount.service
  if (!event.reply || validate === 'off') return value
  const result = safeParseReply(event, value)
  if (result.ok) return result.value
  const error = new RefusalError('REPLY_INVALID', 'the server made a reply that does not fit', { cause: result.error })
  if (validate === 'enforce') throw error
  noticeMisfit(call, error)
  return value
}
