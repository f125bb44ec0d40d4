import type { ShapeRow } from '../alias/alias.js'
import type { Direction } from '../event/direction.js'
import type { EventContract } from '../event/event.js'
import type { NamespaceContract } from '../namespace.js'

/** How an earlier version of a contract spoke of an event: what it called it, and how its payload and reply differ. */
export interface PastRow<Payload = unknown, Reply = unknown> extends ShapeRow<Payload, Reply> {
  /** The name that it had, where that was another one. */
  readonly name?: string
}

type RowsOf<Events> = {
  readonly [Name in keyof Events]?: Events[Name] extends EventContract<infer Payload, infer Reply, infer _Pattern>
    ? PastRow<Payload, Reply> | false
    : never
}

/** What an earlier version said otherwise, by direction and by the name that an event has today. */
export interface PastVersion<N extends NamespaceContract = NamespaceContract> {
  /** What the server sends; `false` stands for what that version does not have, and is not sent. */
  readonly serverToClient?: RowsOf<N['serverToClient']>
  /** What a client sends; `false` stands for what that version does not have. */
  readonly clientToServer?: RowsOf<N['clientToServer']>
}

/** The versions from 1 up to one, that one left out; any number where it is not known. */
type Below<Version extends number, Counted extends readonly unknown[] = [unknown]> = number extends Version
  ? number
  : Counted['length'] extends Version
    ? never
    : Counted['length'] | Below<Version, [...Counted, unknown]>

/** The rows of one direction, whatever their contract. */
export type PastRows = Readonly<Record<string, PastRow | false | undefined>>

/** What earlier versions of a contract said otherwise, by their number. */
export interface PastTable {
  readonly [version: number]: { readonly [D in Direction]?: PastRows }
}

// unchecked, as `defineAliases` is: a server checks it beside its contract
/**
 * Declares how clients of earlier versions of a contract are spoken to, which is named as a type so that no schema follows.
 * A row says only what differs. Where a version has none for an event, it speaks as the next later one in the table that has,
 * and where there is none as the contract does; `{}` says that a version speaks as the contract does although a later one
 * did not.
 * @example
 * const shopPast = past<Shop>()({
 *   1: { serverToClient: { 'order:placed': { name: 'order:new', rename: { nr: 'orderId' } } } },
 * })
 */
export function past<N extends NamespaceContract>(): (
  table: {
    readonly [Version in Below<N['version']>]?: PastVersion<N>
  },
) => PastTable {
  return (table) => table as PastTable
}
