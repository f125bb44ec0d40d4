import type { AliasRow } from '../../contract/alias/alias.js'
import type { EventContract } from '../../contract/event/event.js'
import { PayloadError } from '../../contract/event/event-error.js'
import type { Refusal } from '../../contract/wire/refusal.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { toCanonical } from '../../guards/alias-payload.js'
import { normalized } from '../../guards/normalize.js'
import { safeParsePayload } from '../../guards/payload.js'
import { failed, type Result } from '../../guards/result.js'
import type { Call, Route } from '../service.js'
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
  const { mount, event, legacyName, past } = call.route
  if (legacyName === undefined)
    return checked(payloads, mount.service.validate, event, past ? ofToday(call, value) : value, call)
  const result = normalized(event, call.route.shape as AliasRow, value)
  if (result.ok) return result.value
  throw unfit('issues' in result.error ? result.error.issues : [{ path: [], expected: 'what this name stands for' }])
}

/** Gives what a client of an earlier version sent the shape of today, in which it is parsed. */
function ofToday({ route }: Call, value: unknown): unknown {
  const { event, shape, past } = route
  if (!shape) return value
  // what has no payload any more has no use for one of old
  if (!event.payload) return undefined
  try {
    return toCanonical(shape, value)
  } catch {
    throw unfit([{ path: [], expected: `what version ${past?.version} of the contract has here` }])
  }
}

/** Reads a payload under a name of today, in an older shape too where that may come. */
function parsed(event: EventContract, value: unknown, call: Call): Result<unknown, PayloadError> {
  const { past, mount } = call.route
  if (!hasOldShape(call)) {
    const result = safeParsePayload(event, value)
    return result.ok || !past ? result : failed(() => inItsWords(call.route, result.error))
  }
  // what fits in no shape is told of as the contract has it
  return normalized(event, undefined, value, mount.service.aliases) as Result<unknown, PayloadError>
}

/** Names the fields that do not fit as an earlier version spells them. */
function inItsWords({ event, shape }: Route, { issues }: PayloadError): PayloadError {
  const spellings = new Map<unknown, string>(Object.entries(shape?.rename ?? {}).map(([old, today]) => [today, old]))
  return new PayloadError(
    event,
    issues.map(({ path, expected }) => {
      const spelled = spellings.get(path[0])
      return { path: spelled === undefined ? path : [spelled, ...path.slice(1)], expected }
    }),
  )
}

const payloads: Validator<Call, PayloadError, RefusalError> = {
  parse: parsed,
  refusalOf: ({ issues }) => unfit(issues),
  report: (call, { issues }) => noticeMisfit(call, unfit(issues)),
}

function unfit(issues: Refusal['error']['issues']): RefusalError {
  return new RefusalError('PAYLOAD_INVALID', 'the payload does not fit', { issues })
}
