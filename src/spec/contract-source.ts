import type { AliasTable } from '../contract/alias/alias.js'
import type { NamespaceContract } from '../contract/namespace.js'
import type { PastTable } from '../contract/past/past.js'

/** A contract together with the legacy names of its events, and with what earlier versions of it said otherwise. */
export interface ContractWithAliases {
  readonly contract: NamespaceContract
  readonly aliases?: AliasTable
  readonly past?: PastTable
}

/** A contract, alone or together with its legacy names and earlier versions. */
export type ContractSource = NamespaceContract | ContractWithAliases

/** Gives every source the long form. */
export function withAliases(source: ContractSource): ContractWithAliases {
  return 'contract' in source ? source : { contract: source }
}
