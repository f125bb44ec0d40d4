import type { AliasRow, AliasTable, ReplyRow, ShapeRow } from '../contract/alias/alias.js'
import { aliasRow } from '../contract/alias/alias-name.js'
import type { LoginRows } from '../contract/alias/login-row.js'
import { DeclarationError } from '../contract/declaration-error.js'
import { type Direction, directions } from '../contract/event/direction.js'
import type { NamespaceContract } from '../contract/namespace.js'
import type { RoomFamily } from '../contract/room/room.js'
import { parametersIn } from '../contract/room/room-pattern.js'
import { digestOf } from '../guards/digest.js'
import {
  type AliasJson,
  type AliasTableJson,
  type ContractJson,
  contractFormat,
  type EventJson,
  type LoginTableJson,
  type NamespaceJson,
  type PackageJson,
  type ReplyFormJson,
  type RoomJson,
  type ShapeJson,
  type SystemJson,
} from './contract-json.js'
import { type ContractSource, type ContractWithAliases, withAliases } from './contract-source.js'
import { enumerationsOf } from './enumerations.js'
import { eventsJson } from './event-json.js'
import type { ExportsJson } from './exports-json.js'
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
 * @throws DeclarationError when a schema's library can't describe it, or two events have the same address
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

function namespaceJson({ contract, aliases }: ContractWithAliases, prose: NamespaceProse): NamespaceJson {
  const { path, version, legacyPath, rooms, serverToClient, clientToServer } = contract
  const events = {
    serverToClient: eventsJson(serverToClient, 'serverToClient', path, prose.serverToClient),
    clientToServer: eventsJson(clientToServer, 'clientToServer', path, prose.clientToServer),
  }
  checkAddresses(path, [...Object.values(events.serverToClient), ...Object.values(events.clientToServer)])
  return {
    ...(prose.summary !== undefined && { summary: prose.summary }),
    version,
    digest: digestOf(contract),
    ...(legacyPath && { legacyPath }),
    rooms: Object.fromEntries(rooms.map((room) => [room.pattern, roomJson(room, prose)])),
    ...events,
    aliases: aliasesJson(aliases, contract, prose),
    enumerations: enumerationsOf(events, prose.enumerations),
  }
}

function roomJson({ pattern, legacy }: RoomFamily, prose: NamespaceProse): RoomJson {
  const summary = prose.rooms?.[pattern]
  return { ...(summary !== undefined && { summary }), params: parametersIn(pattern), legacy }
}

const none: AliasTable = { serverToClient: {}, clientToServer: {} }

function aliasesJson(
  table: AliasTable = none,
  { clientToServer }: NamespaceContract,
  { aliases: notes = {} }: NamespaceProse,
): AliasTableJson {
  const [down, up] = directions.map((direction) =>
    Object.fromEntries(
      Object.keys(table[direction]).map((name) => [
        name,
        aliasJson(aliasRow(table, direction, name) as AliasRow, table, notes[direction]?.[name]),
      ]),
    ),
  )
  const answers = Object.entries(table.unacknowledged ?? {}).flatMap(([name, row]) => {
    if (!row || !Object.hasOwn(clientToServer, name)) return []
    const words = notes.unacknowledged?.[name]
    return [
      [
        name,
        { event: row.event, ...(row.form && { form: row.form }), ...(words !== undefined && { notes: words }) },
      ] as const,
    ]
  })
  const shapes = { serverToClient: shapesJson('serverToClient'), clientToServer: shapesJson('clientToServer') }
  return {
    serverToClient: down ?? {},
    clientToServer: up ?? {},
    unacknowledged: Object.fromEntries(answers),
    ...(directions.some((direction) => Object.keys(shapes[direction]).length) && { shapes }),
    ...(table.opening && { opening: openingJson(table.opening) }),
    ...(table.login && { login: loginJson(table.login, notes.login) }),
  }

  function shapesJson(direction: Direction): Record<string, ShapeJson> {
    return Object.fromEntries(
      Object.entries(table.shapes?.[direction] ?? {}).flatMap(([name, row]) =>
        row ? [[name, shapeJson(row, notes.shapes?.[direction]?.[name])] as const] : [],
      ),
    )
  }
}

function aliasJson(row: AliasRow, table: AliasTable, notes: string | undefined): AliasJson {
  const since = row.since ?? table.since
  const removeIn = row.removeIn ?? table.removeIn
  return {
    of: row.of,
    ...shapeJson(row, notes),
    when: row.when !== undefined,
    emit: row.emit !== false,
    ...(since !== undefined && { since }),
    ...(removeIn !== undefined && { removeIn }),
  }
}

function shapeJson(row: ShapeRow, notes: string | undefined): ShapeJson {
  return {
    rename: row.rename ?? {},
    heard: row.heard ?? {},
    ...(row.bare !== undefined && { bare: row.bare }),
    up: row.up !== undefined,
    down: row.down !== undefined,
    reply: row.reply !== undefined,
    ...(row.reply && { replyForm: replyFormJson(row.reply) }),
    ...(notes !== undefined && { notes }),
  }
}

function openingJson(rows: NonNullable<AliasTable['opening']>): NonNullable<AliasTableJson['opening']> {
  // an event without a payload has none in JSON, too
  return Object.fromEntries(Object.entries(rows).map(([name, payload]) => [name, payload ?? null]))
}

function loginJson(rows: LoginRows, notes: NonNullable<NamespaceProse['aliases']>['login']): LoginTableJson {
  return Object.fromEntries(
    (['query', 'event'] as const).flatMap((way) => {
      const [row, words] = [rows[way], notes?.[way]]
      if (!row) return []
      const events = { success: row.success.event, ...(row.failure && { failure: row.failure.event }) }
      return [[way, { ...events, ...(words !== undefined && { notes: words }) }] as const]
    }),
  )
}

function replyFormJson({ up, down, form }: ReplyRow): ReplyFormJson {
  return {
    ...(up && { up: form?.up ?? true }),
    ...(down && { down: form?.down ?? true }),
    ...(form?.failed !== undefined && { failed: form.failed }),
  }
}

function checkAddresses(path: string, events: readonly EventJson[]): void {
  const known = new Set<string>()
  for (const { address } of events) {
    if (known.has(address)) throw new DeclarationError(`${path}: two events have the address ${address}`)
    known.add(address)
  }
}
