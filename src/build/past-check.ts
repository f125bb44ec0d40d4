import { directions } from '../contract/event/direction.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { checkPast } from '../contract/past/declared-past.js'
import type { PastTable } from '../contract/past/past.js'
import type { ContractWithAliases } from '../spec/contract-source.js'
import { exportedContracts, exportedPasts } from '../spec/exported-contract.js'
import { fitsPast, type Named } from '../spec/past/exported-past.js'
import { BuildError, firstLineOf } from './build-error.js'
import type { LoadedEntry, LoadedPackage } from './load.js'

/**
 * Checks that every table of earlier versions that is exported belongs to one contract, and that no contract has two.
 * @throws BuildError that names the file, and the version and the row that do not fit
 */
export function checkPasts(loaded: LoadedPackage, contracts: readonly ContractWithAliases[]): void {
  for (const entry of loaded.entries) {
    for (const table of exportedPasts(entry.exports)) checkTable(loaded, entry, { contracts, table })
    for (const { contract, pasts } of exportedContracts(entry.exports))
      if (pasts.length > 1)
        throw new BuildError(
          `${entry.path}: it exports several tables of earlier versions that fit ${contract.path}, which has one: export it alone, or name it after the contract, as shopPast is named after shop`,
        )
  }
}

interface Placed {
  readonly contracts: readonly ContractWithAliases[]
  readonly table: Named<PastTable>
}

function checkTable(loaded: LoadedPackage, entry: LoadedEntry, { contracts, table }: Placed): void {
  const { value } = table
  const [home = entry.path] = [...loaded.modules].find(([, { names }]) => Object.values(names).includes(value)) ?? []
  const near = exportedContracts(entry.exports)
  const users = near.filter(({ pasts }) => pasts.includes(value))
  if (users.length > 1)
    throw new BuildError(
      `${home}: the table of earlier versions ${table.names[0]} fits ${listed(users)}: name it after the contract that it is of, as shopPast is named after shop`,
    )
  // a further table of a contract is the application's own affair
  if (users.length || near.some(({ contract }) => fitsPast(contract, value))) return
  const owners = contracts.filter(({ contract }) => fitsPast(contract, value))
  if (owners.length)
    throw new BuildError(
      `${home}: the table of earlier versions ${table.names[0]} fits ${listed(owners)}, and ${entry.path} does not export that: export the table beside its contract`,
    )
  // of several contracts, the one that it is called after, or that has most of the events
  const called = Object.entries(entry.exports).flatMap(([name, held]) =>
    table.names.includes(`${name}Past`) ? [held] : [],
  )
  const likeness = ({ contract }: ContractWithAliases): number =>
    called.includes(contract) ? Number.MAX_SAFE_INTEGER : fittingRows(contract, value)
  const [closest] = [...near].sort((one, other) => likeness(other) - likeness(one))
  if (closest) throw new BuildError(`${home}: ${faultOf(closest.contract, value)}`)
}

function listed(contracts: readonly { readonly contract: NamespaceContract }[]): string {
  return contracts.map(({ contract }) => contract.path).join(' and ')
}

function fittingRows(contract: NamespaceContract, table: PastTable): number {
  return directions.flatMap((direction) =>
    Object.values(table).flatMap((rows) =>
      Object.keys(rows[direction] ?? {}).filter((name) => Object.hasOwn(contract[direction], name)),
    ),
  ).length
}

function faultOf(contract: NamespaceContract, table: PastTable): string | undefined {
  try {
    checkPast(contract, table)
    return undefined
  } catch (error) {
    return firstLineOf(error)
  }
}
