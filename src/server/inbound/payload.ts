import type { AliasRow } from '../../contract/alias/alias.js'
import type { PayloadError } from '../../contract/event/event-error.js'
import type { Refusal } from '../../contract/wire/refusal.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { normalized } from '../../guards/normalize.js'
import { safeParsePayload } from '../../guards/payload.js'
import type { Call } from '../service.js'
import { checked, type Validator } from '../validation.js'
import { hasOldShape } from './admitted-call.js'
import { noticeMisfit } from './refusal.js'

/**
 * Reads the payload an event came with.
 * @throws RefusalError when it does not fit
 */
export function payloadIn(call: Call, packet: readonly unknown[]): unknown {
  const count = packet.length - (call.ack ? 2 : 1)
  if (count > 1) throw unfit([{ path: [], expected: 'one argument at most' }])
  return received(call, count > 0 ? packet[1] : undefined)
}

function received(call: Call, value: unknown): unknown {
  const { mount, event, legacyName } = call.route
  const { aliases, validate } = mount.service
  const isNamed = legacyName !== undefined
  if (isNamed || (validate !== 'off' && hasOldShape(call))) {
    const row = isNamed ? (call.route.shape as AliasRow) : undefined
    const result = normalized(event, row, value, aliases)
    if (result.ok) return result.value
    if (isNamed)
      throw unfit(
        'issues' in result.error ? result.error.issues : [{ path: [], expected: 'what this name stands for' }],
      )
  }
  return checked(payloads, validate, event, value, call)
}

const payloads: Validator<Call, PayloadError, RefusalError> = {
  parse: safeParsePayload,
  refusalOf: ({ issues }) => unfit(issues),
  report: (call, { issues }) => noticeMisfit(call, unfit(issues)),
}

function unfit(issues: Refusal['error']['issues']): RefusalError {
  return new RefusalError('PAYLOAD_INVALID', 'the payload does not fit', { issues })
}
