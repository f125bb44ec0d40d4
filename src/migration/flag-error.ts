import { ContractError } from '../contract/error.js'

/** Which flag of a migration is wrong and what would be right; it never repeats the value. */
export class MigrationFlagError extends ContractError<'FLAG_INVALID'> {
  override name = 'MigrationFlagError'
  readonly code = 'FLAG_INVALID'
  /** The name of the environment variable. */
  readonly flag: string
  /** What would be right. */
  readonly expected: string

  constructor(flag: string, expected: string) {
    super(`${flag} must be ${expected}`)
    this.flag = flag
    this.expected = expected
  }
}
