import type { AliasTable } from '../contract/alias/alias.js'
import type { NamespaceContract } from '../contract/namespace.js'

/** A contract together with the legacy names of its events. */
export interface ContractWithAliases {
  readonly contract: NamespaceContract
  readonly aliases?: AliasTable
}

/** A contract, alone or together with its legacy names. */
export type ContractSource = NamespaceContract | ContractWithAliases

/** Gives every source the long form. */
export function withAliases(source: ContractSource): ContractWithAliases {
  return 'contract' in source ? source : { contract: source }
}
