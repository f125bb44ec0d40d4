import { ContractError } from '../contract/error.js'
import type { NamespaceContract } from '../contract/namespace.js'

/** Thrown where a hook was used and no provider above has a client of its contract. */
export class NoClientError extends ContractError<'NO_CLIENT'> {
  override name = 'NoClientError'
  readonly code = 'NO_CLIENT'

  constructor({ path }: NamespaceContract) {
    super(`no ClientProvider above has a client of ${path}`)
  }
}
