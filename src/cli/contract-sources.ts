import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ContractWithAliases } from '../spec/contract-source.js'
import { readContract } from '../spec/diff/contract-reader.js'
import { servableContract } from '../spec/json-contract/servable-contract.js'
import { systems } from '../spec/systems.js'
import { CommandError } from './command.js'
import { contractsIn } from './contract-module.js'
import { jsonOf } from './json-file.js'

const usualFile = 'contract.json'

/**
 * Reads contracts that can be served or judged by: of a `contract.json`, of a module, or of this package by their names.
 * @throws CommandError that says what is missing, or of which two namespaces have one path
 */
export async function contractSources(
  cwd: string,
  { contracts, namespaces }: { readonly contracts: readonly string[]; readonly namespaces: readonly string[] },
): Promise<readonly ContractWithAliases[]> {
  if (!contracts.length && !existsSync(resolve(cwd, usualFile)))
    throw new CommandError(
      `there is no ${usualFile} here: name a file, or one of this package with --contract ${ownNames().join('|')}`,
    )
  const found = (
    await Promise.all((contracts.length ? contracts : [usualFile]).map((each) => sourcesIn(cwd, each)))
  ).flat()
  const paths = found.map(({ contract }) => contract.path)
  const twice = paths.find((path, index) => paths.indexOf(path) !== index)
  if (twice !== undefined) throw new CommandError(`the namespace ${twice} is there twice: name one file for each`)
  const missing = namespaces.find((path) => !paths.includes(path))
  if (missing !== undefined) throw new CommandError(`--namespace: there is no ${missing}, only ${paths.join(', ')}`)
  return found.filter((each) => !namespaces.length || namespaces.includes(each.contract.path))
}

function ownNames(): string[] {
  return systems.flatMap(({ members }) => members.map(({ contract }) => contract.path.slice(1)))
}

async function sourcesIn(cwd: string, wanted: string): Promise<readonly ContractWithAliases[]> {
  const own = systems.flatMap(({ members }) => members)
  const known = own.filter(({ contract }) => [contract.path, contract.path.slice(1)].includes(wanted))
  if (known.length) return known
  if (wanted.endsWith('.json'))
    return Object.entries(readContract(jsonOf(cwd, wanted), wanted).namespaces).map(([path, json]) =>
      servableContract(path, json),
    )
  if (!/[./\\]/.test(wanted) || !existsSync(resolve(cwd, wanted)))
    throw new CommandError(
      `there is no contract ${wanted}: it takes ${ownNames().join(', ')}, or the path of a contract.json or a module`,
    )
  const modules = await contractsIn(cwd, wanted)
  return modules.map(({ contract, tables: [aliases] }) => ({ contract, ...(aliases && { aliases }) }))
}
