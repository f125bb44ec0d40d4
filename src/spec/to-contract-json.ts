import { DeclarationError } from '../contract/declaration-error.js'
import { checkPast } from '../contract/past/declared-past.js'
import type { RoomFamily } from '../contract/room/room.js'
import { parametersIn } from '../contract/room/room-pattern.js'
import { digestOf } from '../guards/digest.js'
import { aliasesJson } from './alias/aliases-json.js'
import {
  type ContractJson,
  contractFormat,
  type EventJson,
  type NamespaceJson,
  type PackageJson,
  type RoomJson,
  type SystemJson,
} from './contract-json.js'
import { type ContractSource, type ContractWithAliases, withAliases } from './contract-source.js'
import { enumerationsOf } from './enumerations.js'
import { eventsJson } from './event-json.js'
import type { ExportsJson } from './exports-json.js'
import { withMisfits } from './misfit/misfits.js'
import { pastTableJson } from './past/past-table-json.js'
import type { NamespaceProse, Prose } from './prose.js'
import { protocolJson } from './protocol-json.js'
import { sorted } from './sorted.js'
import { zodVersion } from './zod/installed-zod.js'

/** What contracts can't say of themselves. */
export interface ContractJsonOptions {
  /** The package that declares the contracts. */
  readonly package?: PackageJson
  /** The systems the namespaces belong to, by name. */
  readonly systems?: { readonly [name: string]: SystemJson }
  /** What is said of the contracts in words; a schema that has a `description` registered with zod needs none. */
  readonly prose?: Prose
  /** What namespaces are called in code, by path. */
  readonly exports?: { readonly [path: string]: ExportsJson }
}

/**
 * Turns contracts into data: all that they say, as `contract.json` holds it.
 * @throws DeclarationError when a schema's library can't describe it, two events have the same address, or earlier versions do not fit
 * @example
 * const { namespaces } = toContractJson([{ contract: patientPharmacy, aliases: patientPharmacyAliases }])
 * namespaces['/patient-pharmacy'].aliases.serverToClient['new-message'].of // 'chat:message'
 */
export function toContractJson(contracts: readonly ContractSource[], options: ContractJsonOptions = {}): ContractJson {
  const { systems = {}, prose = {}, exports = {} } = options
  const namespaces = contracts.map(withAliases).map((each): [string, NamespaceJson] => {
    const { path } = each.contract
    const system = Object.entries(systems).find(([, { namespaces }]) => namespaces.includes(path))?.[0]
    const said = { ...(system !== undefined && { system }), ...(exports[path] && { exports: exports[path] }) }
    return [path, { ...namespaceJson(each, prose.namespaces?.[path] ?? {}), ...said }]
  })
  return sorted({
    format: contractFormat,
    ...(options.package && { package: options.package }),
    zod: zodVersion(),
    systems,
    namespaces: Object.fromEntries(namespaces),
    protocol: protocolJson(prose),
  })
}

function namespaceJson({ contract, aliases, past }: ContractWithAliases, prose: NamespaceProse): NamespaceJson {
  const { path, version, legacyPath, rooms, serverToClient, clientToServer } = contract
  if (past) checkPast(contract, past)
  const events = {
    serverToClient: withMisfits(
      serverToClient,
      eventsJson(serverToClient, 'serverToClient', path, prose.serverToClient),
      aliases,
    ),
    clientToServer: withMisfits(
      clientToServer,
      eventsJson(clientToServer, 'clientToServer', path, prose.clientToServer),
      aliases,
    ),
  }
  checkAddresses(path, [...Object.values(events.serverToClient), ...Object.values(events.clientToServer)])
  return {
    ...(prose.summary !== undefined && { summary: prose.summary }),
    version,
    digest: digestOf(contract),
    ...(legacyPath && { legacyPath }),
    rooms: Object.fromEntries(rooms.map((room) => [room.pattern, roomJson(room, prose)])),
    ...events,
    aliases: aliasesJson(aliases, contract, { events, ...(prose.aliases && { notes: prose.aliases }) }),
    ...(past && { past: pastTableJson(past, contract, prose.past) }),
    enumerations: enumerationsOf(events, prose.enumerations),
  }
}

function roomJson({ pattern, legacy }: RoomFamily, prose: NamespaceProse): RoomJson {
  const summary = prose.rooms?.[pattern]
  return { ...(summary !== undefined && { summary }), params: parametersIn(pattern), legacy }
}

function checkAddresses(path: string, events: readonly EventJson[]): void {
  const known = new Set<string>()
  for (const { address } of events) {
    if (known.has(address)) throw new DeclarationError(`${path}: two events have the address ${address}`)
    known.add(address)
  }
}
