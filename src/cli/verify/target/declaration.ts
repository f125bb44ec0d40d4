import { release } from '../../../client/release.js'
import type { NamespaceContract } from '../../../contract/namespace.js'

/** What a client of today says in its handshake. */
export interface Declaration {
  readonly contract: { readonly package: string; readonly versions: Readonly<Record<string, readonly number[]>> }
}

/** Makes what declares a contract, by which servers know a client of today. */
export function declarationOf({ path, version }: NamespaceContract): Declaration {
  return { contract: { package: release, versions: { [path]: [version] } } }
}
