import type { EventContract } from '../contract/event/event.js'
import type { Result } from '../guards/result.js'

/** What becomes of a payload that does not fit: it is refused, it passes and is told of, or nobody looks. */
export type Validation = 'enforce' | 'report' | 'off'

/** How values of one kind are checked, whoever gives them: made once, so that no value needs functions of its own. */
export interface Validator<Giver, Misfit extends Error, Refused extends Error> {
  parse(event: EventContract, value: unknown, giver: Giver): Result<unknown, Misfit>
  /** Makes what is thrown for a value that does not fit. */
  refusalOf(misfit: Misfit, event: EventContract): Refused
  /** Reports a value that does not fit, and passes all the same. */
  report(giver: Giver, misfit: Misfit, event: EventContract): void
}

/**
 * Returns a value as it goes on: a copy of what the contract declares, or the value itself where it does not fit and that is
 * not enforced, or nobody looks.
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
  const result = check.parse(event, value, giver)
  if (result.ok) return result.value
  if (validate === 'enforce') throw check.refusalOf(result.error, event)
  check.report(giver, result.error, event)
  return value
}
