import type { AliasRow, AliasTable } from '../../contract/alias/alias.js'
import { aliasRow, legacyNames } from '../../contract/alias/alias-name.js'
import { eventsOf } from '../../contract/declaration.js'
import type { EventContract } from '../../contract/event/event.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import { toLegacy } from '../../guards/alias-payload.js'

/** A name on the wire, and what goes with it. */
export type Packet = readonly [name: string, ...args: unknown[]]

/** How one event of a contract is sent: under which names, and on which of its paths. */
export interface Plan {
  readonly event: EventContract
  readonly aliases: readonly (readonly [name: string, row: AliasRow])[]
  /** Whether the event goes to the contract's own path, and to its legacy one. */
  readonly canonical: boolean
  readonly legacy: boolean
}

/** What plans are made of. */
interface Planned {
  readonly contract: NamespaceContract
  readonly aliases: AliasTable | undefined
  readonly legacy: boolean
}

/** Prepares every event that a contract sends, by its name. */
export function plansOf(planned: Planned): ReadonlyMap<string, Plan> {
  return new Map(eventsOf(planned.contract, 'serverToClient').map((event) => [event.name, planOf(event, planned)]))
}

function planOf(event: EventContract, { contract, aliases, legacy }: Planned): Plan {
  const path = legacy ? contract.legacyPath : undefined
  const onLegacy = path !== undefined && !path.without.includes(event.name)
  const names: string[] = aliases && onLegacy ? legacyNames(aliases, 'serverToClient', event.name) : []
  return {
    event,
    aliases: names.flatMap((name) => {
      const row = aliases && aliasRow(aliases, 'serverToClient', name)
      return row && row.emit !== false ? [[name, row] as const] : []
    }),
    canonical: !onLegacy || path.path !== contract.path,
    legacy: onLegacy,
  }
}

/** Makes the packet of an event under its own name. */
export function namedPacket({ event }: Plan, payload: unknown): Packet {
  return event.payload ? [event.name, payload] : [event.name]
}

/** Makes the packets of an event under its legacy names. */
export function legacyPackets({ event, aliases }: Plan, payload: unknown): Packet[] {
  return aliases
    .filter(([, row]) => !row.when || row.when(payload))
    .map(([name, row]) => (event.payload ? [name, toLegacy(row, payload)] : [name]))
}
