import type { EventContract } from '../contract/event/event.js'
import type { Result } from '../guards/result.js'

/** What becomes of a payload that does not fit: it is refused, it passes and is told of, or nobody looks. */
export type Validation = 'enforce' | 'report' | 'off'

/** How values of one kind are checked, whoever gives them: made once, so that no value needs functions of its own. */
export interface Validator<Giver, Misfit extends Error, Refused extends Error> {
  parse(event: EventContract, value: unknown): Result<unknown, Misfit>
  /** Makes what is thrown for a value that does not fit. */
  refusalOf(misfit: Misfit, event: EventContract): Refused
  /** Reports a value that does not fit, and passes all the same. */
  report(giver: Giver, refusal: Refused, event: EventContract): void
}

/**
 * Returns a value as it goes on: a copy of what the contract declares, or the value itself where that is not enforced.
 * @throws what the check makes of a value that does not fit, where the contract is enforced
 */
export function checked<Giver, Misfit extends Error, Refused extends Error>(
  check: Validator<Giver, Misfit, Refused>,
  validate: Validation,
  event: EventContract,
  value: unknown,
  giver: Giver,
): unknown {
  if (validate === 'off') return value
  const result = check.parse(event, value)
  if (result.ok) return result.value
  const refusal = check.refusalOf(result.error, event)
  if (isReported(validate, refusal)) check.report(giver, refusal, event)
  return value
}

/**
 * Decides of what does not fit and may pass: returns whether that is to be told.
 * @throws the refusal, where the contract is enforced
 */
export function isReported(validate: Validation, refusal: unknown): boolean {
  if (validate === 'enforce') throw refusal
  return validate !== 'off'
}
