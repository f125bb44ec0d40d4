import type { PastTable } from '../../contract/past/past.js'
import type { ExportedContract } from '../../spec/exported-contract.js'

/** Finds the tables of earlier versions of contracts that modules export, by path. */
export function pastTables(exported: readonly ExportedContract[]): { readonly [path: string]: PastTable } {
  return Object.fromEntries(
    exported.flatMap(({ contract, pasts: [past] }): [string, PastTable][] => (past ? [[contract.path, past]] : [])),
  )
}
