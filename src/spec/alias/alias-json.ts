import type { ReplyTemplate } from '../../contract/alias/reply-template.js'

/** Which canonical event each legacy name stands for. */
export interface AliasTableJson {
  /** The legacy names of what the server sends. */
  readonly serverToClient: { readonly [legacy: string]: AliasJson }
  /** The legacy names of what a client sends. */
  readonly clientToServer: { readonly [legacy: string]: AliasJson }
  /** What legacy clients that ask without an acknowledgement are told, by canonical name. */
  readonly unacknowledged: { readonly [name: string]: AnswerJson }
  /** Older shapes under names that did not change, where there are any. */
  readonly shapes?: {
    readonly serverToClient: { readonly [name: string]: ShapeJson }
    readonly clientToServer: { readonly [name: string]: ShapeJson }
  }
  /** What servers of older releases want to be sent first at each connection, by its name there, with its payload; where it is missing, nothing. */
  readonly opening?: { readonly [name: string]: unknown }
  /** What older clients wait for that log in by something else than the handshake's `auth`; where it is missing, none does. */
  readonly login?: LoginTableJson
}

/** What older clients wait for that log in, by the way they do it; a server lets them in so only where it is told to. */
export interface LoginTableJson {
  /** Of those with `token` in the handshake's query. */
  readonly query?: LoginJson
  /** Of those that send an event `authenticate` after the connection. */
  readonly event?: LoginJson
}

/** The events by which an older client that logs in learns what became of it. */
export interface LoginJson {
  /** The event that tells it that it is in. */
  readonly success: string
  /** The event that tells it that it is not, where it is connected already. */
  readonly failure?: string
  /** What these events carry, in words. */
  readonly notes?: string
}

/** How older releases shape an event. */
export interface ShapeJson {
  /** Legacy fields that only differ in spelling, and the canonical field each stands for; read both ways. */
  readonly rename: { readonly [legacy: string]: string }
  /** Further spellings of fields that are heard and never sent. */
  readonly heard: { readonly [legacy: string]: string }
  /** The field that a payload which is no object is the value of. */
  readonly bare?: string
  /** Whether a function shapes what is heard, which `notes` tells. */
  readonly up: boolean
  /** Whether a function shapes what is sent, which `notes` tells. */
  readonly down: boolean
  /** Whether older ends have a reply of another shape, which `notes` tells. */
  readonly reply: boolean
  /** What that shape is, as far as data can say it. */
  readonly replyForm?: ReplyFormJson
  /** What data can't say of it, in words. */
  readonly notes?: string
  /** Payloads in that shape, each of which is read as a payload of today; where it is missing, nothing is known. */
  readonly examples?: readonly LegacyExampleJson[]
}

/** A payload in the shape of an older release. */
export interface LegacyExampleJson {
  /** What travels. */
  readonly payload: unknown
  /** What it is read as; where it is missing, the example of the event. */
  readonly canonical?: unknown
  /** Whether it is sent so; what is not is read only. */
  readonly sent: boolean
}

/** The other shape that older ends give a reply. */
export interface ReplyFormJson {
  /** The canonical reply, made of an older server's; `true` where a function makes it, which `notes` tells. */
  readonly up?: ReplyTemplate | true
  /** What an older asker reads, made of the canonical reply; `true` where a function makes it, which `notes` tells. */
  readonly down?: ReplyTemplate | true
  /** The code of the refusal that an older server's reply stands for which says `success: false`, or `error` in words. */
  readonly failed?: string
}

/** One legacy name. */
export interface AliasJson extends ShapeJson {
  /** The canonical name. */
  readonly of: string
  /** Whether it is sent for some payloads only, which `notes` tells. */
  readonly when: boolean
  /** Whether it is sent at all; it is heard in any case. */
  readonly emit: boolean
  /** Whether a payload of today's shape is read under this name too; where it is missing, it is not known. */
  readonly takesToday?: boolean
  /** The release that made the name an alias. */
  readonly since?: string
  /** The release that drops it. */
  readonly removeIn?: string
}

/** What a legacy client that asks without an acknowledgement is told instead. */
export interface AnswerJson {
  /** The event that carries the answer. */
  readonly event: string
  /** What it carries, made of the reply and of what was asked; where it is missing a function makes it. */
  readonly form?: ReplyTemplate
  /** What it carries, in words. */
  readonly notes?: string
}
