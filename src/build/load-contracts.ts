import type { ContractWithAliases } from '../spec/contract-source.js'
import { exportedContracts } from '../spec/exported-contract.js'
import type { Prose } from '../spec/prose.js'
import { BuildError } from './build-error.js'
import { type LoadedPackage, type LoadOptions, loadPackage } from './load.js'
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
 * @throws BuildError where an entry has a fault or exports no contract, two contracts have one path, or a next state is no value
 */
export async function loadContracts(entries: readonly string[], options: LoadOptions): Promise<LoadedContracts> {
  const loaded = await loadPackage(entries, options)
  const homes = new Map<string, string>()
  const contracts = loaded.entries.flatMap(({ path, exports }) => {
    const found = exportedContracts(exports)
    if (!found.length) throw new BuildError(`${path}: it exports no contract; export what \`namespace()\` returns`)
    return found.map(({ contract, tables }): ContractWithAliases => {
      const other = homes.get(contract.path)
      if (other !== undefined)
        throw new BuildError(`${path}: a contract of ${contract.path} is exported by ${other} too; a path has one`)
      homes.set(contract.path, path)
      checkNextStates(loaded, contract)
      const [aliases] = tables
      return { contract, ...(aliases && { aliases }) }
    })
  })
  return { loaded, contracts, prose: packageProse(loaded, contracts) }
}
