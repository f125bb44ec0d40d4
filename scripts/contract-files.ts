import { readFileSync } from 'node:fs'
import type { SystemJson } from '../src/spec/contract-json.js'
import { printed } from '../src/spec/sorted.js'
import { systems } from '../src/spec/systems.js'
import { toContractJson } from '../src/spec/to-contract-json.js'
// @ts-expect-error plain JavaScript, as every step of the build
import { readProse } from './prose.mjs'

/** Makes every file that is generated from the contracts, by path. */
export function contractFiles(): ReadonlyMap<string, string> {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string; version: string }
  const members = systems.flatMap(({ members }) => members)
  const contract = toContractJson(members, {
    package: { name, version },
    systems: Object.fromEntries(systems.map((system): [string, SystemJson] => [system.name, systemJson(system)])),
    prose: readProse(),
  })
  return new Map([['contract.json', printed(contract)]])
}

function systemJson({ title, summary, members }: (typeof systems)[number]): SystemJson {
  return { title, summary, namespaces: members.map(({ contract }) => contract.path) }
}
