import { ContractError } from '../error.js'

/** Thrown where a legacy payload is none its alias applies to. */
export class AliasError extends ContractError<'ALIAS_NOT_APPLICABLE'> {
  override name = 'AliasError'
  readonly code = 'ALIAS_NOT_APPLICABLE'
}
