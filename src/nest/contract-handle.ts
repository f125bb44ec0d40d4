import { DeclarationError } from '../contract/declaration-error.js'
import type { NamespaceContract } from '../contract/namespace.js'
import type { Served } from '../server/served.js'

/** A contract as it is served, whichever it is. */
export type AnyServed = Served<NamespaceContract, unknown>

/** What services have of a contract: it is injected before the contract is served. */
export interface ContractHandle {
  readonly handle: AnyServed
  /** Makes it work. */
  bind(served: AnyServed): void
}

/** Makes what is injected for a contract; what is called before it is served, or where nobody serves it, throws and says so. */
export function contractHandle(path: string): ContractHandle {
  function unserved(): never {
    throw new DeclarationError(
      `${path} is not served: it can be sent from onModuleInit on, in an application of NestFactory.create that provides a class with @ContractGateway of it`,
    )
  }
  const handle: AnyServed = {
    on: unserved,
    to: unserved,
    emit: unserved,
    user: unserved,
    members: unserved,
    close: unserved,
  }
  return { handle, bind: (served) => void Object.assign(handle, served) }
}
