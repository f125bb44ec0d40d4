import { RefusalError } from '../../contract/wire/refusal-error.js'
import type { Acknowledge } from '../service.js'

/** Finds the acknowledgement among what came with an event. */
export function ackIn(packet: readonly unknown[]): Acknowledge | undefined {
  const last = packet[packet.length - 1]
  return typeof last === 'function' ? (last as Acknowledge) : undefined
}

/** Makes the refusal of an event that can't be answered, since nobody waits for the answer. */
export function replyRequired(): RefusalError {
  return new RefusalError('REPLY_REQUIRED', 'this event is answered to an acknowledgement only')
}
