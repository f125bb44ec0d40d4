import type { AliasRow, AliasTable } from '../../contract/alias/alias.js'
import { aliasRow, legacyNames } from '../../contract/alias/alias-name.js'
import { eventsOf } from '../../contract/declaration.js'
import type { EventContract } from '../../contract/event/event.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { PastTable } from '../../contract/past/past.js'
import { toLegacy } from '../../guards/alias-payload.js'
import { shapedPayload, type VersionShape, type VersionShapes, versionShapes } from './version-shape.js'

/** A name on the wire, and what goes with it. */
export type Packet = readonly [name: string, ...args: unknown[]]

/** How one event of a contract is sent: under which names, and on which of its paths. */
export interface Plan {
  readonly event: EventContract
  readonly aliases: readonly (readonly [name: string, row: AliasRow])[]
  /** Whether the event goes to the contract's own path, and to its legacy one. */
  readonly canonical: boolean
  readonly legacy: boolean
  /** How each version of the contract hears it. */
  readonly shapes: VersionShapes
  /** The shapes in which some version has it. */
  readonly heard: readonly VersionShape[]
}

/** What plans are made of. */
interface Planned {
  readonly contract: NamespaceContract
  readonly aliases: AliasTable | undefined
  readonly legacy: boolean
  readonly past?: PastTable | undefined
}

/** Prepares every event that a contract sends, by its name. */
export function plansOf(planned: Planned): ReadonlyMap<string, Plan> {
  return new Map(eventsOf(planned.contract, 'serverToClient').map((event) => [event.name, planOf(event, planned)]))
}

function planOf(event: EventContract, { contract, aliases, legacy, past }: Planned): Plan {
  const path = legacy ? contract.legacyPath : undefined
  const onLegacy = path !== undefined && !path.without.includes(event.name)
  const shapes = versionShapes(event, { contract, past })
  const names: string[] = aliases && onLegacy ? legacyNames(aliases, 'serverToClient', event.name) : []
  return {
    event,
    aliases: names.flatMap((name) => {
      const row = aliases && aliasRow(aliases, 'serverToClient', name)
      return row && row.emit !== false ? [[name, row] as const] : []
    }),
    canonical: !onLegacy || path.path !== contract.path,
    legacy: onLegacy,
    shapes,
    heard: [shapes.today, ...shapes.earlier].filter(({ name }) => name !== undefined),
  }
}

/**
 * Makes the packets of an event in every shape that is heard, in their order.
 * @throws DeclarationError where a row of an earlier version makes nothing of the payload
 */
export function shapedPackets({ event, heard }: Plan, payload: unknown): Packet[] {
  const packets: Packet[] = []
  // a loop, as all that runs for every packet: what has not run for a while takes the longer, the more functions it is in
  for (const shape of heard) {
    const packet = packetIn(event, shape, payload)
    if (packet) packets.push(packet)
  }
  return packets
}

/**
 * Makes the packet of an event in one shape, if the versions of that have the event.
 * @throws DeclarationError where their row makes nothing of the payload
 */
export function packetIn(event: EventContract, shape: VersionShape, payload: unknown): Packet | undefined {
  const { name, row } = shape
  if (name === undefined) return undefined
  return event.payload || row?.down ? [name, shapedPayload(shape, event, payload)] : [name]
}

/** Makes the packets of an event under its legacy names. */
export function legacyPackets({ event, aliases }: Plan, payload: unknown): Packet[] {
  return aliases
    .filter(([, row]) => !row.when || row.when(payload))
    .map(([name, row]) => (event.payload ? [name, toLegacy(row, payload)] : [name]))
}
