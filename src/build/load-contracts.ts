import type { AliasTable } from '../contract/alias/alias.js'
import { aliasRow } from '../contract/alias/alias-name.js'
import { checkAliases } from '../contract/alias/declared-aliases.js'
import { directions } from '../contract/event/direction.js'
import type { NamespaceContract } from '../contract/namespace.js'
import type { ContractWithAliases } from '../spec/contract-source.js'
import { exportedContracts, exportedTables } from '../spec/exported-contract.js'
import type { Prose } from '../spec/prose.js'
import { BuildError, firstLineOf } from './build-error.js'
import { type LoadedPackage, type LoadOptions, loadPackage } from './load.js'
import { checkPasts } from './past-check.js'
import { checkNextStates } from './prose/next-state-check.js'
import { packageProse } from './prose/package-prose.js'

/** The contracts of a package, with what is said of them. */
export interface LoadedContracts {
  readonly loaded: LoadedPackage
  readonly contracts: readonly ContractWithAliases[]
  readonly prose: Prose
}

/**
 * Reads and runs the entries of a contract package, and finds the contracts that they export.
 * @throws BuildError where an entry has a fault or exports no contract, two contracts have one path, aliases stand for nothing, a table of
 * earlier versions fits no contract or several, or a next state is no value
 */
export async function loadContracts(entries: readonly string[], options: LoadOptions): Promise<LoadedContracts> {
  const loaded = await loadPackage(entries, options)
  const homes = new Map<string, string>()
  const contracts = loaded.entries.flatMap(({ path, exports }) => {
    const found = exportedContracts(exports)
    if (!found.length) throw new BuildError(`${path}: it exports no contract; export what \`namespace()\` returns`)
    return found.map(({ contract, tables, pasts }): ContractWithAliases => {
      const other = homes.get(contract.path)
      if (other === path)
        throw new BuildError(
          `${path}: it exports two contracts of ${contract.path}, and a path has one: give one of them another path, or export it no more`,
        )
      if (other !== undefined)
        throw new BuildError(`${path}: a contract of ${contract.path} is exported by ${other} too; a path has one`)
      homes.set(contract.path, path)
      checkNextStates(loaded, contract)
      const [aliases] = tables
      const [past] = pasts
      return { contract, ...(aliases && { aliases }), ...(past && { past }) }
    })
  })
  checkTables(loaded, contracts)
  checkPasts(loaded, contracts)
  return { loaded, contracts, prose: packageProse(loaded, contracts) }
}

/** Checks that every table of aliases that is exported belongs to a contract. */
function checkTables(loaded: LoadedPackage, contracts: readonly ContractWithAliases[]): void {
  for (const { path, exports } of loaded.entries)
    for (const table of exportedTables(exports)) {
      const users = contracts.filter(({ aliases }) => aliases === table)
      const near = exportedContracts(exports)
      // a further table of a contract is the application's own affair
      if (!users.length && near.some(({ tables }) => tables.includes(table))) continue
      const owners = [users, near, contracts].find(({ length }) => length) ?? []
      const faults = owners.map(({ contract }) => faultOfTable(contract, table))
      if (faults.includes(undefined)) continue
      // of several contracts, the one that has most of the events
      const [fault] = owners
        .map(({ contract }, index) => ({ fault: faults[index], fitting: fittingRows(contract, table) }))
        .sort((one, other) => other.fitting - one.fitting)
      const [home = path] = [...loaded.modules].find(([, { names }]) => Object.values(names).includes(table)) ?? []
      throw new BuildError(`${home}: ${fault?.fault}`)
    }
}

function fittingRows(contract: NamespaceContract, table: AliasTable): number {
  return directions.flatMap((direction) =>
    Object.keys(table[direction]).filter((name) =>
      Object.hasOwn(contract[direction], aliasRow(table, direction, name)?.of ?? ''),
    ),
  ).length
}

function faultOfTable(contract: NamespaceContract, table: AliasTable): string | undefined {
  try {
    checkAliases(contract, table)
    return undefined
  } catch (error) {
    return firstLineOf(error)
  }
}
