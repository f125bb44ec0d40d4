import { readFileSync } from 'node:fs'
import { loadContracts } from '../src/build/load-contracts.js'
import { asyncApiOf } from '../src/spec/asyncapi/to-async-api.js'
import type { SystemJson } from '../src/spec/contract-json.js'
import { schemaFiles } from '../src/spec/schema-files.js'
import { printed } from '../src/spec/sorted.js'
import { systems } from '../src/spec/systems.js'
import { toContractJson } from '../src/spec/to-contract-json.js'
// @ts-expect-error plain JavaScript, as every step of the build
import { ownEntries, ownLoading } from './own-contracts.mjs'
// @ts-expect-error plain JavaScript, as every step of the build
import { schemasOfTypes } from './type-schema.mjs'
import { wireProse } from './wire-prose.js'

/** Makes every file that is generated from the contracts, by path. */
export async function contractFiles(): Promise<ReadonlyMap<string, string>> {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string; version: string }
  const { contracts, prose } = await loadContracts(ownEntries, ownLoading)
  const contract = toContractJson(contracts, {
    package: { name, version },
    systems: Object.fromEntries(systems.map((system): [string, SystemJson] => [system.name, systemJson(system)])),
    prose: { ...prose, ...(await wireProse()) },
  })
  const [contractSchema, gateSchema, reportSchema] = schemasOfTypes([
    ['src/spec/contract-json.ts', 'ContractJson'],
    ['src/cli/gate/gate-file.ts', 'GateFileJson'],
    ['src/cli/report/report-json.ts', 'ReportJson'],
  ])
  const files: [string, unknown][] = [
    ['contract.json', { $schema: './contract.schema.json', ...contract }],
    ['contract.schema.json', contractSchema],
    ['contract.gate.schema.json', gateSchema],
    ['report.schema.json', reportSchema],
    ...[...schemaFiles(contract)].map(([path, schema]): [string, unknown] => [`schemas/${path}`, schema]),
  ]
  for (const { name, title, summary, members } of systems) {
    const info = { title, version, description: summary, license: { name: 'MIT' } }
    const paths = members.map((member) => member.contract.path)
    files.push([`asyncapi/${name}.json`, asyncApiOf(contract, info, paths)])
  }
  return new Map(files.map(([path, document]) => [path, printed(document)]))
}

function systemJson({ title, summary, members }: (typeof systems)[number]): SystemJson {
  return { title, summary, namespaces: members.map(({ contract }) => contract.path) }
}
