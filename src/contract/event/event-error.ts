import { ContractError } from '../error.js'
import type { Issue } from '../wire/refusal.js'
import type { Direction } from './direction.js'

/** Which event is meant. */
export interface EventAddress {
  /** The path of its namespace. */
  readonly namespace: string
  readonly direction: Direction
  /** Its name on the wire. */
  readonly name: string
}

abstract class ValidationError<Code extends string> extends ContractError<Code> {
  declare readonly namespace: string
  declare readonly event: string
  declare readonly direction: Direction
  /** What did not fit, and where. */
  declare readonly issues: readonly Issue[]

  constructor({ namespace, name, direction }: EventAddress, issues: readonly Issue[], options?: ErrorOptions) {
    const found = issues.map(({ path, expected }) => `${path.join('.') || 'it'}: expected ${expected}`)
    super(`${namespace} ${name} (${direction}) does not fit; ${found.join('; ')}`, options)
    Object.assign(this, { namespace, event: name, direction, issues })
  }
}

/** Thrown where a payload does not fit its event. */
export class PayloadError extends ValidationError<'PAYLOAD_INVALID'> {
  override name = 'PayloadError'
  readonly code = 'PAYLOAD_INVALID'
}

/** Thrown where a reply does not fit its event. */
export class ReplyError extends ValidationError<'REPLY_INVALID'> {
  override name = 'ReplyError'
  readonly code = 'REPLY_INVALID'
}

/** The failure to find an event in a contract: it has none of the name it was given, which is not repeated, or none that is used in this way. */
export class UnknownEventError extends ContractError<'EVENT_UNKNOWN'> {
  override name = 'UnknownEventError'
  readonly code = 'EVENT_UNKNOWN'

  declare readonly namespace: string
  declare readonly direction: Direction

  constructor(
    namespace: string,
    direction: Direction,
    message: string = `${namespace} has no ${direction} event of this name`,
  ) {
    super(message)
    Object.assign(this, { namespace, direction })
  }
}
