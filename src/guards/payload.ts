import type { EventContract } from '../contract/event.js'
import { PayloadError } from '../contract/event-error.js'
import { type Fit, fitted } from './fit.js'
import type { Result } from './result.js'

/**
 * Tells whether a value is the payload of an event; it never throws.
 * @example
 * isPayload(patientPharmacy.serverToClient['order:updated'], { id: 'o1' }) // false
 */
export function isPayload<Payload>(event: EventContract<Payload>, value: unknown): value is Payload {
  return 'value' in read(event, value)
}

/**
 * Answers a payload without what the contract does not declare.
 * @throws PayloadError when it does not fit
 * @example
 * parsePayload(patientPharmacy.clientToServer['chat:join'], { roomId: 'r1', extra: 1 }) // { roomId: 'r1' }
 */
export function parsePayload<Payload>(event: EventContract<Payload>, value: unknown): Payload {
  const result = read(event, value)
  if ('value' in result) return result.value as Payload
  throw new PayloadError(event, result.issues)
}

/**
 * Answers a payload, or why it does not fit.
 * @example
 * const result = safeParsePayload(patientPharmacy.clientToServer['chat:join'], {})
 * if (!result.ok) result.error.issues // [{ path: ['roomId'], expected: 'text' }]
 */
export function safeParsePayload<Payload>(
  event: EventContract<Payload>,
  value: unknown,
): Result<Payload, PayloadError> {
  const result = read(event, value)
  if ('value' in result) return { ok: true, value: result.value as Payload }
  return { ok: false, error: new PayloadError(event, result.issues) }
}

function read(event: EventContract, value: unknown): Fit {
  return fitted(event.payload, event.parse, value)
}
