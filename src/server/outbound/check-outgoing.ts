import type { EventContract } from '../../contract/event/event.js'
import { PayloadError } from '../../contract/event/event-error.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import { safeParsePayload } from '../../guards/payload.js'
import { type Observe, observationOf } from '../observer.js'
import { checked, type Validation, type Validator } from '../validation.js'

/** Who sends, and how strictly. */
export interface Outgoing {
  readonly contract: NamespaceContract
  readonly validate: Validation
  readonly observe: Observe | undefined
  /** The path that is told of what was sent: a tenant's, where the contract is served there. */
  readonly servedPath: string
}

/**
 * Returns the payload that goes out: a deep copy of what the contract declares.
 * @throws PayloadError when it does not fit, unless that is only reported
 */
export function checkOutgoing(event: EventContract, payload: unknown, outgoing: Outgoing): unknown {
  return checked(payloads, outgoing.validate, event, payload, outgoing)
}

const payloads: Validator<Outgoing, PayloadError, PayloadError> = {
  parse: safeParsePayload,
  // anew, since the one that was found has no stack: the application is to see where it sends this
  refusalOf: ({ issues }, event) => new PayloadError(event, issues),
  report({ contract, observe, servedPath }, { issues }, { name }) {
    const error = { code: 'PAYLOAD_INVALID', message: 'the payload does not fit', retryable: false, issues }
    const seen = { kind: 'refused', direction: 'serverToClient', event: name, error } as const
    observe?.(observationOf(seen, contract.path, servedPath))
  },
}
