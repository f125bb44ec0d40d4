import type { ContractJson, NamespaceJson } from '../../spec/contract-json.js'
import type { DataFiles } from '../files/data-files.js'
import type { Ends } from '../snippets/ends.js'
import type { ExportedNames } from '../snippets/exported-names.js'

/** A contract with what its pages need besides. */
export interface Reference {
  readonly contract: ContractJson
  /** The code that pages show. */
  readonly ends: Ends
  /** What namespaces are called in code, by path. */
  readonly exported: ReadonlyMap<string, ExportedNames>
  /** The pages of types, by module and name: `socket-canon/messaging.MessageNew`. */
  readonly typePages: ReadonlyMap<string, string>
  /** The files that are shipped with the site. */
  readonly files: DataFiles
}

/** A namespace with its names. */
export interface Member {
  readonly path: string
  readonly namespace: NamespaceJson
  readonly exported: ExportedNames
}

/** Lists the namespaces of a contract, or those of the given paths. */
export function membersOf(
  { contract, exported }: Reference,
  paths: readonly string[] = Object.keys(contract.namespaces),
): Member[] {
  return paths.flatMap((path) => {
    const [namespace, names] = [contract.namespaces[path], exported.get(path)]
    return namespace && names ? [{ path, namespace, exported: names }] : []
  })
}
