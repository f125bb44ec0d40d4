import type { AnswerRow } from '../../contract/alias/alias.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import type { Acknowledge, Call } from '../service.js'

/** Finds the acknowledgement among what came with an event. */
export function ackIn(packet: readonly unknown[]): Acknowledge | undefined {
  const last = packet[packet.length - 1]
  return typeof last === 'function' ? (last as Acknowledge) : undefined
}

/**
 * Checks that an event can do without an acknowledgement: releases that declare nothing ask for none, and earlier versions
 * where the event had no reply; what they do is done all the same, unless the reply is all there is to do and no event of theirs brings it.
 * @throws RefusalError with `REPLY_REQUIRED`
 */
export function checkAnswerable(call: Call): void {
  const { event, past } = call.route
  if (call.ack || !event.reply) return
  const isOfToday = call.admission.version !== undefined && !past
  if (isOfToday || (event.query && !answerRowOf(call))) throw replyRequired()
}

/** Finds by which event a client that declares nothing is told what it asked for without an acknowledgement. */
export function answerRowOf({ admission, route }: Call): AnswerRow | undefined {
  const { event, mount } = route
  if (admission.version !== undefined || !event.reply) return undefined
  return mount.service.aliases?.unacknowledged?.[event.name]
}

/** Makes the refusal of an event that can't be answered, since nobody waits for the answer. */
export function replyRequired(): RefusalError {
  return new RefusalError('REPLY_REQUIRED', 'this event is answered to an acknowledgement only')
}
