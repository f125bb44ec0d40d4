import type { EventContract } from '../event/event.js'
import type { NamespaceContract } from '../namespace.js'
import type { Refusal } from '../wire/refusal.js'
import type { ReplyForm } from './legacy-reply.js'
import type { LoginRows } from './login-row.js'
import type { ReplyTemplate } from './reply-template.js'

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

/** The other form that an older release gives a reply. */
export interface ReplyRow<Payload = unknown, Reply = unknown> {
  /** Turns the reply of an older server into the canonical one, or into a refusal where what was asked for failed; `undefined` or a throw says that it is none of an older server's. */
  up?(legacy: unknown, payload: Payload): Draft<Reply> | Refusal | undefined
  /** Turns a canonical reply into what an older asker reads. */
  down?(reply: Reply, payload: Payload): unknown
  /** What these two do as data, where `legacyReply` made them of it. */
  readonly form?: ReplyForm
}

/** How older releases shape the payload and the reply of an event, whichever name it bears. */
export interface ShapeRow<Payload = unknown, Reply = unknown> {
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
  /** What the reply is to a legacy asker, and of a legacy server. */
  readonly reply?: ReplyRow<Payload, Reply>
}

/** Which event a legacy name stands for and how its payload differs. */
export interface AliasRow<Of extends string = string, Payload = unknown, Reply = unknown>
  extends ShapeRow<Payload, Reply> {
  /** The canonical name. */
  readonly of: Of
  /** Limits what is sent under this name. */
  when?(payload: Payload): boolean
  /** Whether it is sent at all; it is heard in any case. */
  readonly emit?: boolean
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
  /** What `down` does as data, where `legacyAnswer` made it of that. */
  readonly form?: ReplyTemplate
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
type Shapes<Events> = {
  readonly [Name in keyof Events]?: ShapeRow<PayloadIn<Events, Name>, ReplyIn<Events, Name>>
}

/** Older shapes under names that are canonical still, by direction and name. */
export interface ShapeTable {
  readonly serverToClient?: { readonly [name: string]: ShapeRow | undefined }
  readonly clientToServer?: { readonly [name: string]: ShapeRow | undefined }
}

/** Which canonical event each legacy name of a contract stands for. */
export interface AliasTable<Down = object, Up = object> {
  /** The release that made these names aliases, where a row does not say another. */
  readonly since?: string | undefined
  /** The release that drops them, where a row does not say another. */
  readonly removeIn?: string | undefined
  readonly serverToClient: { readonly [Name in keyof Down]: (Down[Name] & string) | AliasRow<Down[Name] & string> }
  readonly clientToServer: { readonly [Name in keyof Up]: (Up[Name] & string) | AliasRow<Up[Name] & string> }
  /** What servers of older releases want to be sent at each connection, by its name on the wire, with its payload there. */
  readonly opening?: { readonly [name: string]: unknown }
  /** What legacy clients that ask without an acknowledgement are told, by canonical name. */
  readonly unacknowledged?: { readonly [name: string]: AnswerRow | undefined }
  /**
   * Older shapes under names that did not change. They are read where the canonical shape does not fit, by a client with `legacy` and of
   * clients that declared no contract; replies go down to those. What a server sends by itself is not shaped by them: such a packet goes to all.
   */
  readonly shapes?: ShapeTable | undefined
  /** What clients of old wait for that log in; nobody does where the server does not switch it on. */
  readonly login?: LoginRows | undefined
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
  /** What servers of older releases want to be sent at each connection, by its name on the wire, with its payload there. */
  readonly opening?: { readonly [name: string]: unknown }
  /** What legacy clients that ask without an acknowledgement are told. */
  readonly unacknowledged?: Answers<N['clientToServer']>
  /** Older shapes under names that did not change, by direction and canonical name. */
  readonly shapes?: {
    readonly serverToClient?: Shapes<N['serverToClient']>
    readonly clientToServer?: Shapes<N['clientToServer']>
  }
  /** What clients of old wait for that log in. */
  readonly login?: LoginRows
}) => AliasTable<Down, Up> {
  return (table) => table as never
}
