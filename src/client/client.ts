import type { Socket } from 'socket.io-client'
import type { AliasTable } from '../contract/alias/alias.js'
import type { PayloadOf, ReplyOf } from '../contract/event/event-map.js'
import type { NamespaceContract, RoomName } from '../contract/namespace.js'
import type { Observation } from '../contract/observation.js'
import type { Refusal } from '../contract/wire/refusal.js'
import type { Clock } from './clock.js'
import type { FactMemory } from './facts/fact-memory.js'

/** How a connection stands: `offline` ended by hand or gave up, `refused` was turned away for good. */
export type ConnectionStatus = 'connecting' | 'connected' | 'reconnecting' | 'offline' | 'refused'

/** Grades the way to the server. */
export type ConnectionQuality = 'excellent' | 'good' | 'fair' | 'poor' | 'offline'

/** What is known of a connection at one moment. */
export interface Connection {
  /** How it stands; after `refused` a new token and `socket.connect()` are wanted. */
  readonly status: ConnectionStatus
  /** Why the server refused it, while the status is `refused`. */
  readonly refusal: Refusal['error'] | undefined
  /** Whether nothing was missed since the connection before; where it is false, reload what you hold. */
  readonly recovered: boolean
  /** Unknown while connected to a server that does not answer the probe. */
  readonly quality: ConnectionQuality | undefined
  /** The average of the last ten samples. */
  readonly latencyMs: number | undefined
}

/** What a client is made with. */
export interface ConnectOptions {
  /** The legacy names of the contract. */
  readonly aliases?: AliasTable
  /** Whether the legacy names of `aliases` are heard too. */
  readonly legacy?: boolean
  /** Whether an event that does not fit is withheld and told (`enforce`), delivered and told (`report`) or not looked at (`off`); withheld where nothing is said. */
  readonly validate?: 'enforce' | 'report' | 'off'
  /** How many events wait for a connection; 100 where it is missing. */
  readonly queue?: number
  /** What was heard already; two clients that share one are one receiver. */
  readonly memory?: FactMemory
  /** Hears whatever the client notices. */
  readonly observe?: (observation: Observation) => void
  /** The time and the timers that the client goes by. */
  readonly clock?: Clock
}

/** How long a request may take. */
export interface RequestOptions {
  /** Counted from the call on; 15,000 where it is missing. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** How a delivery is made. */
export interface DeliveryOptions extends RequestOptions {
  /** How long the server may take to have it, over all connections; 60,000 where it is missing. */
  readonly timeoutMs?: number
  /** What the server knows it by, so that it is taken once; give the same to try a delivery again, else one is made. */
  readonly id?: string
  /** What is asked for timers. */
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
 * Sorts the names of a contract's events by what a client does with them.
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

/** Spells the events a client sends without being answered. */
export type EmittedName<N extends NamespaceContract> = EventNames<N>['emitted']

/** Spells the events a client is answered. */
export type RequestedName<N extends NamespaceContract> = EventNames<N>['requested']

/** Spells the events a client hears. */
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
  readonly contract: N
  /** The socket it was made with. */
  readonly socket: Socket
  /** How the connection stands now, as one value that is replaced when anything of it changes. */
  readonly connection: Connection
  /** How the connection stands now. */
  readonly status: ConnectionStatus
  /** Why the server refused the connection, while it does. */
  readonly refusal: Refusal['error'] | undefined
  /** Whether nothing was missed since the connection before the last. */
  readonly recovered: boolean
  /** Grades the way to the server, where the server answers the probe. */
  readonly quality: ConnectionQuality | undefined
  /** The average of the last ten samples. */
  readonly latencyMs: number | undefined
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
  /** Sends an event and answers its reply; rejects with `RefusalError`, `RequestTimeoutError`, or `UnknownEventError`. */
  request<Name extends EventNames<N>['requested']>(
    event: Name,
    ...rest: RequestArguments<N, Name>
  ): Promise<ReplyOf<N, 'clientToServer', Name>>
  /** Enters a room, again after every connection that was not recovered; `extra` is what the event carries besides the room. */
  join(room: RoomName<N>, extra?: object | (() => object)): Membership
  /** Ends what the client began: its listeners, timers and requests, and the connection where it made that. */
  close(): void
}
