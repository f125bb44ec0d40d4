import type { EventContract } from '../event/event.js'
import type { NamespaceContract } from '../namespace.js'

type PayloadIn<Events, Name> = Name extends keyof Events
  ? Events[Name] extends EventContract<infer Payload, infer _Reply, infer _Pattern>
    ? Payload
    : never
  : never
type ReplyIn<Events, Name> = Name extends keyof Events
  ? Events[Name] extends EventContract<infer _Payload, infer Reply, infer _Pattern>
    ? Reply
    : never
  : never
type KeyOf<Payload> = Payload extends unknown ? keyof Payload & string : never

/** A payload of which the names are checked by the compiler and the values by the guard. */
export type Draft<Payload> = { readonly [Name in KeyOf<Payload>]?: unknown }

/** Which event a legacy name stands for and how its payload differs. */
export interface AliasRow<Of extends string = string, Payload = unknown, Reply = unknown> {
  /** The canonical name. */
  readonly of: Of
  /** Legacy fields that only differ in spelling, and the canonical field each stands for; read both ways. */
  readonly rename?: { readonly [legacy: string]: KeyOf<Payload> }
  /** Further spellings of fields that are heard and never sent. */
  readonly heard?: { readonly [legacy: string]: KeyOf<Payload> }
  /** The field that a payload which is no object, or a list, is the value of; sent the same way. */
  readonly bare?: KeyOf<Payload>
  /** Gives a legacy payload the canonical shape, before fields are renamed and the guard parses it; `undefined` or a throw says that this row does not apply. */
  up?(legacy: unknown): Draft<Payload> | undefined
  /** Turns a canonical payload into the whole legacy one, names included. */
  down?(payload: Payload): unknown
  /** Limits what is sent under this name. */
  when?(payload: Payload): boolean
  /** Whether it is sent at all; it is heard in any case. */
  readonly emit?: boolean
  /** What the reply becomes for a legacy asker. */
  readonly reply?: { down(reply: Reply, payload: Payload): unknown }
  /** The release that made the name an alias, where it is not the table's. */
  readonly since?: string
  /** The release that drops it, where it is not the table's. */
  readonly removeIn?: string
}

/** What a legacy client that asks without an acknowledgement is told instead. */
export interface AnswerRow<Payload = unknown, Reply = unknown> {
  /** The event that carries the answer. */
  readonly event: string
  /** Makes its payload. */
  down(reply: Reply, payload: Payload): unknown
}

type Rows<Events, Of extends Record<string, string>> = {
  readonly [Name in keyof Of]: Name extends keyof Events
    ? 'a canonical name can be no alias'
    : [keyof Events] extends [never]
      ? 'the contract in aliases<Contract>() has no event of this direction'
      : Of[Name] | AliasRow<Of[Name], PayloadIn<Events, Of[Name]>, ReplyIn<Events, Of[Name]>>
}
type Answers<Events> = {
  readonly [Name in keyof Events]?: AnswerRow<PayloadIn<Events, Name>, ReplyIn<Events, Name>>
}

/** Which canonical event each legacy name of a contract stands for. */
export interface AliasTable<Down = object, Up = object> {
  /** The release that made these names aliases, where a row does not say another. */
  readonly since?: string | undefined
  /** The release that drops them, where a row does not say another. */
  readonly removeIn?: string | undefined
  readonly serverToClient: { readonly [Name in keyof Down]: (Down[Name] & string) | AliasRow<Down[Name] & string> }
  readonly clientToServer: { readonly [Name in keyof Up]: (Up[Name] & string) | AliasRow<Up[Name] & string> }
  /** What legacy clients that ask without an acknowledgement are told, by canonical name. */
  readonly unacknowledged?: { readonly [name: string]: AnswerRow | undefined }
}

// unchecked, so that no front end carries the checks: the entry's `aliases` makes them, and the tests for this package's own
export function defineAliases<N extends NamespaceContract>(): <
  const Down extends Record<string, keyof N['serverToClient'] & string> = {},
  const Up extends Record<string, keyof N['clientToServer'] & string> = {},
>(table: {
  /** The release that made these names aliases, where a row does not say another. */
  readonly since?: string
  /** The release that drops them, where a row does not say another. */
  readonly removeIn?: string
  readonly serverToClient: Rows<N['serverToClient'], Down>
  readonly clientToServer: Rows<N['clientToServer'], Up>
  /** What legacy clients that ask without an acknowledgement are told. */
  readonly unacknowledged?: Answers<N['clientToServer']>
}) => AliasTable<Down, Up> {
  return (table) => table as never
}
