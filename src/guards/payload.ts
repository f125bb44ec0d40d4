import type { EventContract } from '../contract/event/event.js'
import { PayloadError } from '../contract/event/event-error.js'
import { fitted, isFit, issuesIn } from './fit.js'
import { failed, type Result } from './result.js'

/**
 * Returns whether a value is the payload of an event; it never throws.
 * @example
 * isPayload(patientPharmacy.serverToClient['order:updated'], { id: 'o1' }) // false
 */
export function isPayload<Payload>(event: EventContract<Payload>, value: unknown): value is Payload {
  return isFit(event, 'payload', value, fitted(event, 'payload', value, event.parse))
}

/**
 * Returns a payload without what the contract does not declare.
 * @throws PayloadError when it does not fit
 * @example
 * parsePayload(patientPharmacy.clientToServer['chat:join'], { roomId: 'r1', extra: 1 }) // { roomId: 'r1' }
 */
export function parsePayload<Payload>(event: EventContract<Payload>, value: unknown): Payload {
  const parsed = fitted(event, 'payload', value, event.parse)
  if (!isFit(event, 'payload', value, parsed)) throw new PayloadError(event, issuesIn(event.payload, value))
  return parsed as Payload
}

/**
 * Returns a payload, or why it does not fit; the error has no stack.
 * @example
 * const result = safeParsePayload(patientPharmacy.clientToServer['chat:join'], {})
 * if (!result.ok) result.error.issues // [{ path: ['roomId'], expected: 'text' }]
 */
export function safeParsePayload<Payload>(
  event: EventContract<Payload>,
  value: unknown,
): Result<Payload, PayloadError> {
  const parsed = fitted(event, 'payload', value, event.parse)
  if (!isFit(event, 'payload', value, parsed))
    return failed(() => new PayloadError(event, issuesIn(event.payload, value)))
  return { ok: true, value: parsed as Payload }
}
