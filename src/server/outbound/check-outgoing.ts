import type { EventContract } from '../../contract/event/event.js'
import type { PayloadError } from '../../contract/event/event-error.js'
import { parsePayload, safeParsePayload } from '../../guards/payload.js'

/** What becomes of a payload that does not fit: it is refused, it passes and is told of, or nobody looks. */
export type Validation = 'enforce' | 'report' | 'off'

/**
 * Returns the payload that goes out: a deep copy of what the contract declares.
 * @throws PayloadError when it does not fit, unless that is only reported
 */
export function checkOutgoing(
  event: EventContract,
  payload: unknown,
  validate: Validation,
  report: (error: PayloadError) => void,
): unknown {
  if (validate === 'enforce') return parsePayload(event, payload)
  if (validate === 'off') return payload
  const result = safeParsePayload(event, payload)
  if (result.ok) return result.value
  report(result.error)
  return payload
}
