import { ContractError } from './error.js'

/** Thrown where a contract or an alias table can't be declared as it stands. */
export class DeclarationError extends ContractError<'CONTRACT_INVALID'> {
  override name = 'DeclarationError'
  readonly code = 'CONTRACT_INVALID'
}
