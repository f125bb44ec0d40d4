import type { Socket } from 'socket.io-client'
import type { AliasTable } from '../contract/alias/alias.js'
import type { PayloadOf, ReplyOf } from '../contract/event/event-map.js'
import type { NamespaceContract, RoomName } from '../contract/namespace.js'
import type { Observation } from '../contract/observation.js'
import type { Refusal } from '../contract/wire/refusal.js'
import type { Clock } from './clock.js'
import type { ClientTrace } from './connection/client-trace.js'
import type { Connection, ConnectionQuality, ConnectionStatus } from './connection/connection.js'
import type { FactMemory } from './facts/fact-memory.js'
import type { LegacySpeech } from './legacy/legacy-speech.js'

/** What a client is made with. */
export interface ConnectOptions extends ClientTrace {
  /** The contract's alias table: what older releases call its events. */
  readonly aliases?: AliasTable
  /**
   * Whether the legacy names of `aliases` are heard too; `speakLegacy()` makes the client speak them as well, to servers of
   * older releases.
   * @default false
   */
  readonly legacy?: boolean | LegacySpeech
  /**
   * What happens to an event that does not fit the contract: `enforce` withholds it, `report` delivers it and observes a
   * refusal, `off` does not look.
   * @default 'enforce'
   */
  readonly validate?: 'enforce' | 'report' | 'off'
  /**
   * How many events may wait for a connection; further ones are refused.
   * @default 100
   */
  readonly queue?: number
  /**
   * The facts that were heard already. Two clients that share a memory hear each fact once between them.
   * @default factMemory()
   */
  readonly memory?: FactMemory
  /** Receives an observation of everything that happens, in which fields marked as sensitive are replaced unless it asks for them. */
  readonly observe?: (observation: Observation) => void
  /**
   * The time and the timers that the client goes by, for tests that hold it still.
   * @default systemClock
   */
  readonly clock?: Clock
}

/** How long a request may take. */
export interface RequestOptions {
  /**
   * How long the reply may take, in milliseconds, counted from the call on.
   * @default 15_000
   */
  readonly timeoutMs?: number
  /** Ends the waiting when it is aborted; what was sent is sent. */
  readonly signal?: AbortSignal
}

/** How a delivery is made. */
export interface DeliveryOptions extends RequestOptions {
  /**
   * How long the server may take to have it, over all connections, in milliseconds.
   * @default 60_000
   */
  readonly timeoutMs?: number
  /**
   * The id by which the server takes it once; give the same one to try a delivery again.
   * @default a new UUID
   */
  readonly id?: string
  /**
   * The time and the timers that the delivery goes by.
   * @default systemClock
   */
  readonly clock?: Clock
}

/** One user's membership of a room. */
export interface Membership {
  /** Settles with the server's first answer, which may be a refusal, of the room or of the connection itself. */
  readonly joined: Promise<void>
  /** Tells, now and whenever it changes, whether the user is in the room, and why the server did not let them in. */
  watch(listener: (isIn: boolean, error?: unknown) => void): () => void
  /** Ends the membership; the room is left with its last user. */
  leave(): void
}

type Up<N extends NamespaceContract> = N['clientToServer']
type Asking<N extends NamespaceContract, Name extends keyof Up<N>> = [ReplyOf<N, 'clientToServer', Name>] extends [
  never,
]
  ? false
  : true
// where no event may be sent, the compiler is to find the name wrong and not count the arguments
type Arguments<Payload> = [Payload] extends [never]
  ? [payload?: never]
  : [Payload] extends [void]
    ? []
    : [payload: Payload]

/**
 * The names of a contract's events, by what a client does with them.
 * Constraints take them from here, for a compile error lists what a property holds, but of an imported alias it says no more than the name.
 */
export interface EventNames<N extends NamespaceContract> {
  /** What a client sends without being answered. */
  readonly emitted: {
    [Name in keyof Up<N> & string]: Asking<N, Name> extends true ? never : Name
  }[keyof Up<N> & string]
  /** What a client is answered. */
  readonly requested: {
    [Name in keyof Up<N> & string]: Asking<N, Name> extends true ? Name : never
  }[keyof Up<N> & string]
  /** What a client hears. */
  readonly heard: keyof N['serverToClient'] & string
}

/** The name of an event a client sends without being answered. */
export type EmittedName<N extends NamespaceContract> = EventNames<N>['emitted']

/** The name of an event a client is answered. */
export type RequestedName<N extends NamespaceContract> = EventNames<N>['requested']

/** The name of an event a client hears. */
export type HeardName<N extends NamespaceContract> = EventNames<N>['heard']

/** What a request is made with: its payload, where it has one, and how long it may take. */
export type RequestArguments<N extends NamespaceContract, Name extends keyof Up<N>> = [
  ...payload: Arguments<PayloadOf<N, 'clientToServer', Name>>,
  options?: RequestOptions,
]

/** The arguments of `deliver` after the event: its payload, where it has one, and how it is delivered. */
export type DeliveryArguments<N extends NamespaceContract, Name extends keyof Up<N>> = [
  ...payload: Arguments<PayloadOf<N, 'clientToServer', Name>>,
  options?: DeliveryOptions,
]

/** A contract's end at a client. */
export interface Client<N extends NamespaceContract> {
  /** The contract it was made with. */
  readonly contract: N
  /** The socket it was made with. */
  readonly socket: Socket
  /** How the connection stands now, as one value that is replaced when anything of it changes. */
  readonly connection: Connection
  /** How the connection stands now. */
  readonly status: ConnectionStatus
  /** Why the server refused the connection, while it does. */
  readonly refusal: Refusal['error'] | undefined
  /** Whether nothing was missed between the last two connections; where it is false, reload what you hold. */
  readonly recovered: boolean
  /** How good the way to the server is, where the server answers the probe; a minute old at the most where nobody watches it. */
  readonly quality: ConnectionQuality | undefined
  /** The average round trip of the last ten probes, in milliseconds. */
  readonly latencyMs: number | undefined
  /** The version of the contract that both ends agreed on; unknown until the server greets, and with one that greets nobody. */
  readonly version: number | undefined
  /** Listens for changes of a part of the connection, `recovered` with each connection; returns how to stop. */
  watch<Part extends keyof Connection>(part: Part, listener: (value: Connection[Part]) => void): () => void
  /** Hears an event, once a fact; returns how to stop. */
  on<Name extends EventNames<N>['heard']>(
    event: Name,
    handler: (payload: PayloadOf<N, 'serverToClient', Name>) => void,
  ): () => void
  /**
   * Sends an event, or keeps it until there is a connection; returns whether it was taken, which says nothing of the server: see `deliver`.
   * @throws PayloadError when the payload does not fit
   * @throws UnknownEventError when the contract has no event of this name that is not answered
   */
  emit<Name extends EventNames<N>['emitted']>(
    event: Name,
    ...payload: Arguments<PayloadOf<N, 'clientToServer', Name>>
  ): boolean
  /** Sends an event and resolves with its reply; rejects with `RefusalError`, `RequestTimeoutError`, or `UnknownEventError`. */
  request<Name extends EventNames<N>['requested']>(
    event: Name,
    ...rest: RequestArguments<N, Name>
  ): Promise<ReplyOf<N, 'clientToServer', Name>>
  /** Enters a room, again after every connection that was not recovered; `extra` is what the event carries besides the room. */
  join(room: RoomName<N>, extra?: object | (() => object)): Membership
  /** Ends what the client began: its listeners, timers and requests, and the connection where it made that. */
  close(): void
}
