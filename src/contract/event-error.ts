import type { Direction } from './direction.js'
import { ContractError } from './error.js'
import type { Issue } from './refusal.js'

/** Says which event is meant. */
export interface EventAddress {
  /** The path of its namespace. */
  readonly namespace: string
  readonly direction: Direction
  /** Its name on the wire. */
  readonly name: string
}

/** Says that a payload does not fit its event. */
export class PayloadError extends ContractError<'PAYLOAD_INVALID'> {
  override name = 'PayloadError'
  readonly code = 'PAYLOAD_INVALID'

  readonly namespace: string
  readonly event: string
  readonly direction: Direction
  /** Lists what did not fit, and where. */
  readonly issues: readonly Issue[]

  constructor(event: EventAddress, issues: readonly Issue[], options?: ErrorOptions) {
    super(misfit(event, 'payload', issues), options)
    this.namespace = event.namespace
    this.event = event.name
    this.direction = event.direction
    this.issues = issues
  }
}

/** Says that a reply does not fit its event. */
export class ReplyError extends ContractError<'REPLY_INVALID'> {
  override name = 'ReplyError'
  readonly code = 'REPLY_INVALID'

  readonly namespace: string
  readonly event: string
  readonly direction: Direction
  /** Lists what did not fit, and where. */
  readonly issues: readonly Issue[]

  constructor(event: EventAddress, issues: readonly Issue[], options?: ErrorOptions) {
    super(misfit(event, 'reply', issues), options)
    this.namespace = event.namespace
    this.event = event.name
    this.direction = event.direction
    this.issues = issues
  }
}

/** Says that a contract has no event of the name it was given, which it does not repeat. */
export class UnknownEventError extends ContractError<'EVENT_UNKNOWN'> {
  override name = 'UnknownEventError'
  readonly code = 'EVENT_UNKNOWN'

  readonly namespace: string
  readonly direction: Direction

  constructor(namespace: string, direction: Direction) {
    super(`${namespace} has no ${words[direction]} event of this name, canonical or legacy`)
    this.namespace = namespace
    this.direction = direction
  }
}

const words = { serverToClient: 'server-to-client', clientToServer: 'client-to-server' }

function misfit({ namespace, name, direction }: EventAddress, what: string, issues: readonly Issue[]): string {
  const found = issues.map(({ path, expected }) => `${path.join('.') || 'the whole'}: expected ${expected}`)
  return `${namespace} ${name} (${words[direction]}): the ${what} does not fit; ${found.join('; ')}`
}
