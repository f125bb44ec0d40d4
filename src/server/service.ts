import type { Namespace, Socket } from 'socket.io'
import type { AliasTable, ShapeRow } from '../contract/alias/alias.js'
import type { EventContract } from '../contract/event/event.js'
import type { NamespaceContract } from '../contract/namespace.js'
import type { PastTable } from '../contract/past/past.js'
import type { RefusalError } from '../contract/wire/refusal-error.js'
import type { TraceCarrier } from '../contract/wire/trace-carrier.js'
import type { AnyAround, AnyConnected, AnyContext, AnyDisconnected } from './around/any-call.js'
import type { ServerTrace } from './around/server-trace.js'
import type { Deliveries } from './inbound/delivery-memory.js'
import type { EventLimits } from './inbound/event-limits.js'
import type { Limiter } from './inbound/limiter.js'
import type { LoginRules } from './login/legacy-login.js'
import type { Observe } from './observer.js'
import type { Audience } from './outbound/path-address.js'
import type { Publisher } from './outbound/publisher.js'
import type { Typing } from './outbound/typing.js'
import type { Grant, GrantedRooms } from './rooms/granted-rooms.js'
import type { Joins } from './rooms/joins.js'
import type { Validation } from './validation.js'

/** A contract as it is served, on however many paths. */
export interface Service {
  readonly contract: NamespaceContract
  readonly aliases: AliasTable | undefined
  /** What earlier versions said otherwise, whose clients are served as well. */
  readonly past: PastTable | undefined
  /** The room of those who speak a later version than this server. */
  readonly above: string
  /** What its clients are greeted with; on its way while zod is loaded, which describes an application's own contract. */
  digest: string | Promise<string>
  readonly validate: Validation
  readonly handlerTimeoutMs: number
  readonly maxBufferedBytes: number
  readonly handlers: ReadonlyMap<string, (payload: unknown, context: AnyContext) => unknown>
  readonly publisher: Publisher
  readonly limits: EventLimits
  /** What is around each handler, the outermost first. */
  readonly arounds: readonly AnyAround[]
  readonly trace: ServerTrace | undefined
  readonly limiter: Limiter | undefined
  readonly deliveries: Deliveries | undefined
  readonly typing: Typing
  /** What is told of every event, where somebody observes. */
  readonly observe: Observe | undefined
  /** What is told of failures and refusals: the observer, or the console where there is none. */
  readonly notice: Observe
  authenticate?(auth: Readonly<Record<string, unknown>>, socket: Socket): unknown
  userId(user: unknown): string | undefined
  expiresAt?(user: unknown): number | undefined
  autoJoin?(user: unknown): readonly string[] | Promise<readonly string[]>
  mayJoin?(user: unknown, room: string): unknown
  onConnect?(user: unknown, context: AnyConnected): unknown
  onDisconnect?(user: unknown, context: AnyDisconnected): unknown
  /** Sends, and keeps in mind who types. */
  send(name: string, payload: unknown, audience: Audience, owner?: object): void
}

/** A contract on one path. */
export interface Mount {
  readonly service: Service
  readonly namespace: Namespace
  /** Whether older releases are served here. */
  readonly isLegacy: boolean
  /** The events another contract owns here. */
  readonly without: readonly string[]
  /** How clients of old may log in here, where that is switched on. */
  readonly login: LoginRules | undefined
}

/** One client of one contract. */
export interface Admission {
  mount: Mount
  readonly user: unknown
  readonly userId: string | undefined
  /** Whether the client declared the contract. */
  readonly isDeclared: boolean
  /** The version both sides know, where the client declared the contract. */
  readonly version: number | undefined
  /** Whether the trace of its events is carried: both ends asked for that. */
  readonly isTraced: boolean
  /** The rooms it is to be in from the beginning, until it is greeted there. */
  rooms: readonly string[]
  /** The rooms this contract let it into, of its own accord or because it was asked. */
  readonly granted: GrantedRooms
  readonly expiresAt: number | undefined
  /** Why it is served no longer, or never was. */
  refusal: RefusalError | undefined
  context: AnyContext | undefined
  /** Takes back what waits for its expiry. */
  forgetExpiry?: (() => void) | undefined
  /** Calls `onDisconnect`, where the application was told of the connection. */
  tellEnd?: ((reason: string) => void) | undefined
}

/** One connection on a path, with what is known of it; kept beside the socket, for `socket.data` travels. */
export interface Peer {
  readonly socket: Socket
  /** What each contract that was asked says of it; a list, since a map takes as much for one as for four. */
  admissions: readonly Admission[]
  /** Events that wait until a recovered connection is checked. */
  waiting: (() => void)[] | undefined
  /** What it asked to enter and left meanwhile. */
  joins: Joins | undefined
  /** How many refusals of contracts it did not say yet that it heard. */
  untold: number
  /** The events it may send, where earlier versions are served: found once, for its versions stay as they are. */
  routes?: PeerRoutes | undefined
  /** Whether what it sends may carry a trace. */
  isTraced?: boolean
  /** Why the binding ended it, where socket.io would say no more than that the server did. */
  endedBy?: string
}

/** The event a name stands for on a path. */
export interface Route {
  readonly mount: Mount
  readonly event: EventContract
  readonly legacyName: string | undefined
  /** How older releases, or an earlier version, shape what comes under this name, and what they are told, where a table says so. */
  readonly shape: ShapeRow | undefined
  /** The earlier version that a connection speaks, where it does. */
  readonly past: PastSpeech | undefined
}

/** How an earlier version of a contract speaks of an event. */
export interface PastSpeech {
  readonly version: number
  /** What it calls the event. */
  readonly name: string
}

/** What connections of earlier versions may send on a path. */
export interface PastRoutes {
  /** Lists the names that a connection let in by these contracts has for events. */
  of(admissions: Peer['admissions']): ReadonlyMap<string, Route>
  /** Returns whether an earlier version has an event of a name that none has today. */
  has(name: string): boolean
}

/** The events that one connection may send, and what they were found by. */
export interface PeerRoutes {
  readonly past: PastRoutes
  readonly routes: ReadonlyMap<string, Route>
}

/** What lets clients in on one path, once for all contracts served there. */
export interface Endpoint {
  readonly namespace: Namespace
  readonly mounts: ReadonlyMap<string, Mount>
  readonly routes: ReadonlyMap<string, Route>
  /** The names of earlier versions, where any are served. */
  readonly past: PastRoutes | undefined
  /** The contracts that have rooms here which another one has too. */
  readonly sharing: ReadonlySet<string>
  /**
   * Makes sure that a contract can be served here.
   * @throws DeclarationError when it is served here already, or another one owns one of its names
   */
  check(mount: Mount): void
  /** Serves a contract here from now on. */
  mount(mount: Mount): void
  /** Finds what is known of a connection, where it is one of this path and was asked. */
  peerOf(socket: Socket): Peer | undefined
  /** Ends serving it. */
  unmount(mount: Mount): void
}

/** The acknowledgement that a client asked for: calling it sends the reply. */
export interface Acknowledge {
  (reply?: unknown): void
  /** Called when the handler begins, where that matters to who asked. */
  begin?(): void
}

/** One event on its way through. */
export interface Call {
  readonly peer: Peer
  readonly admission: Admission
  readonly route: Route
  readonly ack: Acknowledge | undefined
  /** When it came, where somebody observes. */
  readonly began: number | undefined
  /** What carries the trace of who sent it. */
  readonly carrier: TraceCarrier | undefined
  /** What it came with, as soon as that is read. */
  payload: unknown
  /** The rooms it entered or left, by their canonical names. */
  rooms: readonly string[]
  /** What it was granted, if anything, until it is answered. */
  grants: Map<string, Grant> | undefined
  isAnswered: boolean
}
