import type { Refusal } from '../contract/refusal.js'
import { tell } from './farewell.js'
import type { Ack, Pass } from './service.js'
import { refusalOf } from './wire-refusal.js'

/** Finds the acknowledgement among what came with an event. */
export function ackIn(packet: readonly unknown[]): Ack | undefined {
  const last = packet[packet.length - 1]
  return typeof last === 'function' ? (last as Ack) : undefined
}

/** Answers with a refusal: to the acknowledgement, or by an event of its own where none was asked for. */
export function refuse({ socket }: Pass, event: string, ack: Ack | undefined, cause: unknown): Refusal['error'] {
  const error = refusalOf(cause)
  if (ack) ack({ error })
  else tell(socket, 'contract:refused', { event, error })
  return error
}
