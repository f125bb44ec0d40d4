import { ContractError } from '../error.js'
import type { Issue, Refusal, RefusalCode } from './refusal.js'

const brand: unique symbol = Symbol.for('socket-canon.refusal') as never

/** Writes into an object why something was refused; what is not known is not written. */
export function writeRefusal<Target extends object>(
  code: RefusalCode,
  details: Partial<Refusal['error']>,
  target: Target,
): Target & Omit<Refusal['error'], 'message'> {
  Object.assign(target, { code, retryable: !!details.retryable })
  for (const field of ['retryAfterMs', 'issues', 'supported', 'requested'] as const)
    if (details[field] !== undefined) Object.assign(target, { [field]: details[field] })
  return target as never
}

/** Thrown by a handler to refuse, and caught by a caller who was refused; `instanceof` holds across module formats. */
export class RefusalError extends ContractError<RefusalCode> {
  override name = 'RefusalError'
  declare readonly code: RefusalCode
  /** Whether the same event may succeed later. */
  declare readonly retryable: boolean
  /** How many milliseconds to wait before trying again. */
  declare readonly retryAfterMs?: number | undefined
  /** What did not fit. */
  declare readonly issues?: readonly Issue[] | undefined
  /** The contract versions the server knows, where it knows none of the client's. */
  declare readonly supported?: readonly number[] | undefined
  /** The contract versions the client asked for, where the server knows none of them. */
  declare readonly requested?: readonly number[] | undefined

  constructor(
    code: RefusalCode,
    message: string = code,
    options: ErrorOptions & Partial<Omit<Refusal['error'], 'code' | 'message'>> = {},
  ) {
    super(message, options)
    writeRefusal(code, options, this)
  }

  /** Whether it is of this class, in whatever copy: always `true`. */
  get [brand](): true {
    return true
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return this === RefusalError ? brand in Object(value) : super[Symbol.hasInstance](value)
  }
}
