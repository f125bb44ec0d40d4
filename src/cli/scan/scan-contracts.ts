import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { exportedNames } from '../../reference/snippets/exported-names.js'
import { type Vocabulary, vocabularyOf } from '../../scan/vocabulary/vocabulary.js'
import type { ContractJson } from '../../spec/contract-json.js'
import { readContract } from '../../spec/diff/contract-reader.js'
import { CommandError } from '../command.js'
import { jsonOf } from '../json-file.js'
import { ownContractJson } from './own-contract.js'

/** A contract that code is read against: the path of a file, the name of one of this package, or what a file holds. */
export type WantedContract = string | object

/**
 * Gathers the names of the contracts that code is read against: files, and contracts of this package by name.
 * @throws CommandError where one is not there
 */
export function scanVocabulary(
  cwd: string,
  wanted: readonly WantedContract[],
  release: string | undefined,
): Vocabulary {
  const read = wanted.flatMap((each) => contractsNamed(cwd, each))
  const [first] = read
  const namespaces = read.flatMap(({ contract, paths }) =>
    Object.entries(contract.namespaces).flatMap(([path, json]) =>
      paths && !paths.includes(path) ? [] : [{ path, json, exports: exportedNames(contract, path, json) }],
    ),
  )
  return vocabularyOf(namespaces, {
    protocol: first?.contract.protocol,
    release: release ?? first?.contract.package?.version,
  })
}

interface ChosenContract {
  readonly contract: ContractJson
  /** The namespaces of it that are meant; all where none is named. */
  readonly paths?: readonly string[]
}

function contractsNamed(cwd: string, wanted: WantedContract): ChosenContract[] {
  if (typeof wanted !== 'string') return [{ contract: readContract(wanted, 'the contract') as unknown as ContractJson }]
  if (/[./\\]/.test(wanted)) {
    if (!existsSync(resolve(cwd, wanted))) throw new CommandError(`--contract: there is no file ${wanted}`)
    return [{ contract: readContract(jsonOf(cwd, wanted), wanted) as unknown as ContractJson }]
  }
  const own = ownContractJson()
  const system = own.systems[wanted]
  if (system) return [{ contract: own, paths: system.namespaces }]
  const path = `/${wanted}`
  if (own.namespaces[path]) return [{ contract: own, paths: [path] }]
  const names = [...Object.keys(own.systems), ...Object.keys(own.namespaces).map((each) => each.slice(1))]
  throw new CommandError(`--contract takes the path of a contract.json, or one of ${names.join(', ')}`)
}
