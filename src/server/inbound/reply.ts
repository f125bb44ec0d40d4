import type { ReplyError } from '../../contract/event/event-error.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { safeParseReply } from '../../guards/reply.js'
import type { Call } from '../service.js'
import { checked, type Validator } from '../validation.js'
import { noticeMisfit } from './refusal.js'

/**
 * Returns the reply to an event as its contract has it.
 * @throws RefusalError when what the handler returned does not fit
 */
export function replyOf(call: Call, value: unknown): unknown {
  const { event, mount } = call.route
  return event.reply ? checked(replies, mount.service.validate, event, value, call) : value
}

const replies: Validator<Call, ReplyError, RefusalError> = {
  parse: safeParseReply,
  refusalOf: invalid,
  report: (call, cause) => noticeMisfit(call, invalid(cause)),
}

function invalid(cause: ReplyError): RefusalError {
  return new RefusalError('REPLY_INVALID', 'the server made a reply that does not fit', { cause })
}
