import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { AliasTable } from '../../../contract/alias/alias.js'
import type { NamespaceContract } from '../../../contract/namespace.js'
import { soonDigestOf } from '../../../guards/digest.js'
import { readContract } from '../../../spec/diff/contract-reader.js'
import { contractFromJson } from '../../../spec/json-contract/json-contract.js'
import { systems } from '../../../spec/systems.js'
import { CommandError } from '../../command.js'
import { contractsIn } from '../../contract-module.js'
import { jsonOf } from '../../json-file.js'
import type { Chosen } from './model.js'

const noAliases: AliasTable = { serverToClient: {}, clientToServer: {} }
const nothing: ReadonlySet<string> = new Set()

/**
 * Finds the contract to verify: one of this package's by its name, or one in a `contract.json` or a module.
 * @throws CommandError when there is none, or several and none was named
 */
export async function chosenContract(cwd: string, wanted: string, namespacePath: string | undefined): Promise<Chosen> {
  const own = systems.flatMap(({ members }) => members)
  const found = own.find(({ contract }) => [contract.path, contract.path.slice(1)].includes(wanted))
  if (found) return inCode(found.contract, found.aliases)
  const isFile = /[./\\]/.test(wanted)
  if (!isFile || !existsSync(resolve(cwd, wanted)))
    throw new CommandError(
      `--contract: there is no ${isFile ? 'file' : 'contract'} ${wanted}; it takes ${own.map(({ contract }) => contract.path.slice(1)).join(', ')}, or the path of a contract.json or a module`,
    )
  const candidates = wanted.endsWith('.json') ? fromData(cwd, wanted) : await fromModule(cwd, wanted)
  const [first, ...others] = candidates.filter(
    ({ contract }) => namespacePath === undefined || contract.path === namespacePath,
  )
  if (!first) throw new CommandError(`${wanted} has no namespace ${namespacePath ?? 'at all'}`)
  if (others.length)
    throw new CommandError(
      `${wanted} has several namespaces: say which with --namespace ${candidates.map(({ contract }) => contract.path).join(' or ')}`,
    )
  return first
}

function fromData(cwd: string, file: string): Chosen[] {
  const { namespaces } = readContract(jsonOf(cwd, file), file)
  return Object.entries(namespaces).map(([path, namespace]) => contractFromJson(path, namespace))
}

async function fromModule(cwd: string, file: string): Promise<Chosen[]> {
  const found = await contractsIn(cwd, file)
  return Promise.all(found.map(({ contract, tables: [table] }) => inCode(contract, table)))
}

async function inCode(contract: NamespaceContract, aliases: AliasTable = noAliases): Promise<Chosen> {
  return {
    contract,
    aliases,
    digest: await soonDigestOf(contract),
    opaque: nothing,
    conditional: nothing,
  }
}
