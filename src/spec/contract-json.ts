import type { Direction } from '../contract/event/direction.js'
import type { Deprecation, EventLimit } from '../contract/event/event.js'
import type { JsonSchema } from '../guards/json-schema.js'
import type { AliasTableJson } from './alias/alias-json.js'
import type { ExportsJson } from './exports-json.js'
import type { PastTableJson } from './past/past-json.js'

/** Numbers the shape of `contract.json`; it rises when a reader of the last shape could not read the next. */
export const contractFormat = 1

/**
 * All that a contract says, as data for every language. Keys are sorted and nothing tells the time: the same
 * contracts give the same bytes. Lists stand in the order of their declaration.
 */
export interface ContractJson {
  /** The JSON Schema of this document. */
  readonly $schema?: string
  /** The number of this document's shape. */
  readonly format: number
  /** The package that declares the contracts, and its release. */
  readonly package?: PackageJson
  /** The release of zod that described the schemas, for its generated patterns may change with it. */
  readonly zod: string
  /** The systems the namespaces belong to, by name; none where the contracts were not declared to belong to any. */
  readonly systems: { readonly [name: string]: SystemJson }
  /** The namespaces, by canonical path. */
  readonly namespaces: { readonly [path: string]: NamespaceJson }
  /** What stands in every namespace besides its own events. */
  readonly protocol: ProtocolJson
}

/** A package and its release. */
export interface PackageJson {
  readonly name: string
  readonly version: string
}

/** A system whose ends talk over one or more namespaces. */
export interface SystemJson {
  /** Its name for people. */
  readonly title: string
  /** What it is, in a sentence. */
  readonly summary: string
  /** The canonical paths of its namespaces. */
  readonly namespaces: readonly string[]
}

/** The contract of one namespace. */
export interface NamespaceJson {
  /** What it is for, in a sentence. */
  readonly summary?: string
  /** The system it belongs to, by name. */
  readonly system?: string
  /** The contract's own major version, apart from the package's. */
  readonly version: number
  /** A digest of what travels on the wire, prose apart: it tells two states of one version from each other. */
  readonly digest: string
  /** Where older releases are served, and which events another namespace owns there. */
  readonly legacyPath?: LegacyPathJson
  /** The families of rooms, by canonical pattern. */
  readonly rooms: { readonly [pattern: string]: RoomJson }
  /** What the server sends, by canonical name. */
  readonly serverToClient: { readonly [name: string]: EventJson }
  /** What a client sends, by canonical name. */
  readonly clientToServer: { readonly [name: string]: EventJson }
  readonly aliases: AliasTableJson
  /** How earlier versions spoke that are served still; where it is missing, none is. */
  readonly past?: PastTableJson
  /** What it is called in code; what is missing follows from the path. */
  readonly exports?: ExportsJson
  /** The sets of words that fields take, by name. */
  readonly enumerations: { readonly [name: string]: EnumerationJson }
}

/** Where older releases of a namespace are served. */
export interface LegacyPathJson {
  readonly path: string
  /** The events that another namespace of the same legacy path owns there. */
  readonly without: readonly string[]
}

/**
 * One event. A schema describes what travels; every object in it says by `x-unknown` what becomes of keys it does
 * not declare, and by `x-order` in which order they were declared.
 */
export interface EventJson {
  /** Its stable address in documents: `chat-typing`, and `client-chat-typing` from a client. */
  readonly address: string
  readonly direction: Direction
  /** What it says, in a sentence. */
  readonly summary?: string
  /** What it carries; where it is missing the event carries nothing: no argument, `null` or `{}`. */
  readonly payload?: JsonSchema
  /** What comes back where no refusal does; where it is missing nothing comes back. */
  readonly reply?: JsonSchema
  /** A payload that fits. */
  readonly example?: unknown
  /** A reply that fits. */
  readonly replyExample?: unknown
  /** Payloads that do not fit, and what is said of them; where it is missing, none is known. */
  readonly misfits?: readonly MisfitJson[]
  /** The patterns of the rooms it may be addressed to. */
  readonly to: readonly string[]
  /** Whether it may go to everybody. */
  readonly everybody: boolean
  /** Whether it only ever goes to single clients. */
  readonly direct: boolean
  /** The patterns of the rooms it enters. */
  readonly joins: readonly string[]
  /** The patterns of the rooms it leaves. */
  readonly leaves: readonly string[]
  /** The patterns of the rooms of which it names one that its sender has to be in; where it is missing there is none. */
  readonly within?: readonly string[]
  /** What makes two deliveries the same fact; where it is missing nothing does. */
  readonly identity?: IdentityJson
  /** Whether the payload replaces or amends what the receiver holds. */
  readonly state?: 'snapshot' | 'patch'
  /** Whether it may be lost rather than late. */
  readonly volatile: boolean
  /** Whether its reply is all it is sent for, so that who asks for no acknowledgement is refused; where it is missing it does more. */
  readonly query?: boolean
  /** How often one user may send it, or one connection of which no user is known. */
  readonly limit?: EventLimit
  /** How the server ends it where nobody does. */
  readonly endsAfter?: EndJson
  /** The release that brought it. */
  readonly since?: string
  /** Since when it is on its way out, and what takes its place. */
  readonly deprecated?: Deprecation
  /** The names of its types in TypeScript. */
  readonly types: TypeNamesJson
}

/** A payload that does not fit: the example of its event with one change. */
export interface MisfitJson {
  /** The way to what is changed; an empty one stands for the whole payload. */
  readonly path: readonly (string | number)[]
  /** What stands there; where it is missing, the field is left out. */
  readonly value?: unknown
  /** What a refusal of it says did not fit. */
  readonly issues: readonly IssueJson[]
}

/** What did not fit in a payload. */
export interface IssueJson {
  /** The way to it; the keys of records stand as `*`. */
  readonly path: readonly (string | number)[]
  /** What fits there, in words. */
  readonly expected: string
}

/** How a notice that nobody ends is ended: the server sends it once more, and it says the end. */
export interface EndJson {
  /** How long it lasts after it was last sent. */
  readonly ms: number
  /** The fields that say the end, and what they say then. */
  readonly by: { readonly [field: string]: unknown }
  /** The field that holds the instant, where one does. */
  readonly at?: string
}

/** What makes two deliveries the same fact: paths into the payload or, where a function answers, words. */
export interface IdentityJson {
  /** The paths whose values together are the fact's key. */
  readonly paths?: readonly string[]
  /** What the function does, in words. */
  readonly words?: string
}

/** The types of an event in TypeScript. */
export interface TypeNamesJson {
  readonly payload?: string
  readonly reply?: string
}

/** A family of rooms. */
export interface RoomJson {
  /** Whom it gathers, in a sentence. */
  readonly summary?: string
  /** The parameters of the pattern, from left to right. */
  readonly params: readonly string[]
  /** The patterns that older releases used for the same rooms. */
  readonly legacy: readonly string[]
}

/** A set of words that a field takes. */
export interface EnumerationJson {
  /** What the words tell, in a sentence. */
  readonly summary?: string
  readonly values: readonly string[]
  /** Whether other words than these may come. */
  readonly open: boolean
  /** What each value means, in a sentence; where a value is missing, nobody said. */
  readonly meanings?: { readonly [value: string]: string }
  /** The values that may follow each, for readers: nothing is checked against it. Where a value is missing, nobody said. */
  readonly next?: { readonly [value: string]: readonly string[] }
}

/** What every namespace has besides its own events. */
export interface ProtocolJson {
  /** What every server sends. */
  readonly serverToClient: { readonly [name: string]: EventJson }
  /** What every client may send. */
  readonly clientToServer: { readonly [name: string]: EventJson }
  /** The `auth` of a client's handshake. */
  readonly handshake: DescribedJson
  /** What stands in place of a reply when an event was not served; `connect_error` has it as its `data`. */
  readonly refusal: DescribedJson
  /** The codes an error may bear, by code; the list is open. */
  readonly errorCodes: { readonly [code: string]: ErrorCodeJson }
}

/** A shape with an example. */
export interface DescribedJson {
  readonly summary: string
  readonly schema: JsonSchema
  readonly example: unknown
}

/** What an error code means. */
export interface ErrorCodeJson {
  /** What happened, in a sentence. */
  readonly summary: string
  /** Whether the same event may succeed later. */
  readonly retryable: boolean
  /** What to do about it, in a sentence or two. */
  readonly remedy?: string
  /** How it travels: in reply to an event, where a connection is made or kept, or where a room is lost; where it is missing it does not. */
  readonly travels?: readonly ErrorWay[]
  /** Who says it: the server on the wire, the client's binding, or the package where a contract is declared. */
  readonly raisedBy: readonly ErrorSource[]
}

/** How an error travels. */
export type ErrorWay = 'reply' | 'connection' | 'room'

/** Who raises an error. */
export type ErrorSource = 'server' | 'client' | 'declaration'
