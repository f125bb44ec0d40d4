import { asyncApiFile } from '../../spec/asyncapi/async-api-file.js'
import { asyncApiOf } from '../../spec/asyncapi/to-async-api.js'
import type { ContractWithAliases } from '../../spec/contract-source.js'
import type { ExportsJson } from '../../spec/exports-json.js'
import type { Prose } from '../../spec/prose.js'
import { schemaFiles } from '../../spec/schema-files.js'
import { printed, printedInOrder } from '../../spec/sorted.js'
import { toContractJson } from '../../spec/to-contract-json.js'
import type { PackageManifest } from './package-manifest.js'

/** What the files beside a `package.json` are made of. */
export interface ContractFilesSource {
  readonly manifest: PackageManifest
  readonly contracts: readonly ContractWithAliases[]
  readonly prose: Prose
  /** What contracts are called in code, by their paths. */
  readonly exports: Readonly<Record<string, ExportsJson>>
}

/** Makes what readers in every language read of contracts: `contract.json`, JSON Schemas and an AsyncAPI document. */
export function contractFiles({ manifest, contracts, prose, exports }: ContractFilesSource): Map<string, string> {
  const { name, version = '0.0.0', description, license } = manifest
  const contract = toContractJson(contracts, {
    prose,
    exports,
    ...(name !== undefined && { package: { name, version } }),
  })
  const info = {
    title: name ?? Object.keys(contract.namespaces).join(', '),
    version,
    ...(description !== undefined && { description }),
    ...(license !== undefined && { license: { name: license } }),
  }
  return new Map([
    ['contract.json', printedInOrder(contract)],
    ...[...schemaFiles(contract)].map(([path, schema]) => [`schemas/${path}`, printed(schema)] as const),
    [asyncApiFile(contract), printedInOrder(asyncApiOf(contract, info))],
  ])
}
