import type { Socket } from 'socket.io'
import type { AliasTable } from '../contract/alias/alias.js'
import type { NamespaceContract, RoomName } from '../contract/namespace.js'
import type { PastTable } from '../contract/past/past.js'
import type { Around } from './around/around.js'
import type { ServerTrace } from './around/server-trace.js'
import type { Deliveries } from './inbound/delivery-memory.js'
import type { Limiter } from './inbound/limiter.js'
import type { LegacyLogin } from './login/legacy-login.js'
import type { Observe } from './observer.js'
import type { Connected, Disconnected } from './served.js'
import type { Validation } from './validation.js'

/** The alias table of a contract. */
export type AliasesOf<N extends NamespaceContract> = AliasTable<
  Readonly<Record<string, keyof N['serverToClient'] & string>>,
  Readonly<Record<string, keyof N['clientToServer'] & string>>
>

/** Which legacy names are sent besides those that a table has sent. */
export interface LegacyNames<Table extends AliasTable = AliasTable> {
  /** The names that the table only has heard (`emit: false`), where clients of yours wait for them. */
  readonly also: readonly (keyof Table['serverToClient'] & string)[]
}

/** How the events of a contract are sent. */
export interface SendOptions<N extends NamespaceContract, Table extends AliasesOf<N> = AliasesOf<N>> {
  /** The contract's alias table: what older releases call its events. */
  readonly aliases?: Table | undefined
  /**
   * Whether the legacy path is served too, and with `aliases` the legacy names; `{ also }` serves it and sends more of them.
   * @default false
   */
  readonly legacy?: boolean | LegacyNames<NoInfer<Table>> | undefined
  /** What earlier versions of the contract said otherwise, whose clients are served as well: what `past` made. */
  readonly past?: PastTable | undefined
  /**
   * What happens to a payload that does not fit the contract: `enforce` refuses it, `report` lets it pass and observes a
   * refusal, `off` does not look.
   * @default 'enforce'
   */
  readonly validate?: Validation | undefined
  /**
   * What receives an observation of everything that happens: events, refusals, rooms, connections. Fields marked as sensitive
   * are replaced unless it asks for them by path. Without it, refusals and failures are written to the console, once a cause.
   */
  readonly observe?: Observe | undefined
  /** What makes spans of the events that are handled and sent: what `traceServer` of `socket-canon/otel` returns. */
  readonly trace?: ServerTrace | undefined
}

/** What `authenticate` finds where there is no such user. */
export type Nobody = undefined | null | false

/** What a contract is served with, whoever its users are. */
export interface CommonServeOptions<N extends NamespaceContract, User, Table extends AliasesOf<N> = AliasesOf<N>>
  extends SendOptions<N, Table> {
  /**
   * Turns the handshake's `auth` into a user, or throws a `RefusalError`; it is asked again for recovered connections.
   * Whoever it finds nobody for (`undefined`, `null`, `false`) is not let in. What it throws besides a refusal or the errors
   * of jsonwebtoken and jose counts as a failure of the server, after which the client tries again.
   */
  readonly authenticate?:
    | ((auth: Readonly<Record<string, unknown>>, socket: Socket) => User | Nobody | Promise<User | Nobody>)
    | undefined
  /**
   * Returns the id that tells users apart: a recovered connection must belong to the same one, and limits are counted by it.
   * @default ({ id }) => String(id)
   */
  readonly userId?: ((user: NoInfer<User>) => string) | undefined
  /**
   * How clients from before the contract may log in besides, on its legacy path, or on its own where it has no other.
   * `authenticate` is asked with what they show there: `{ userId, token }`, by the event with `deviceInfo`. The `userId` is their own claim,
   * and may be anything. Who declares the contract never logs in that way.
   */
  readonly legacyLogin?: LegacyLogin<User> | undefined
  /** The instant until which the user is known, in epoch milliseconds. */
  readonly expiresAt?: ((user: NoInfer<User>) => number | undefined) | undefined
  /** The rooms a user is in from the beginning. */
  readonly autoJoin?: ((user: NoInfer<User>) => readonly RoomName<N>[] | Promise<readonly RoomName<N>[]>) | undefined
  /**
   * Whether a user may enter a room they ask for; asked again for every room of a recovered connection.
   * @default () => false
   */
  readonly mayJoin?: ((user: NoInfer<User>, room: RoomName<N>) => boolean | Promise<boolean>) | undefined
  /**
   * Wraps the handler of every event that was let through, once: a trace, a transaction, a request context. It calls `next` once
   * and waits for what that gives, or throws a `RefusalError`; what the handler threw refuses the event in any case.
   * @example
   * around: (call, next) => requests.run({ user: call.user }, next)
   */
  readonly around?: Around<N, NoInfer<User>> | undefined
  /**
   * Called once for each connection that the contract let in, when it is in its rooms: for a new one, and for one that
   * came back and was asked again. What it throws, or that it is silent for too long, costs nobody a connection.
   */
  readonly onConnect?: ((user: NoInfer<User>, context: Connected<N, NoInfer<User>>) => unknown) | undefined
  /**
   * Called once for each connection that `onConnect` is called for, after that has settled: when the connection ends, or
   * its user's time.
   */
  readonly onDisconnect?: ((user: NoInfer<User>, context: Disconnected<N, NoInfer<User>>) => unknown) | undefined
  /** A limiter of the application's, in the shape of rate-limiter-flexible, which is asked before each event of the contract is handled. */
  readonly limiter?: Limiter | undefined
  /**
   * A store that all servers share, so that what clients `deliver` is handled once among them. Each server by itself takes
   * a delivery once in any case.
   */
  readonly deliveries?: Deliveries | undefined
  /**
   * How long the application may be silent when it is asked: a handler, `authenticate`, `autoJoin`, `mayJoin`, `onConnect`,
   * `onDisconnect`; and how long the processes behind an adapter may when `members` asks them.
   * @default 10_000
   */
  readonly handlerTimeoutMs?: number | undefined
  /**
   * How much may wait for a connection whose client does not read, in bytes, before it is closed; its client comes back unrecovered.
   * @default 16_777_216
   */
  readonly maxBufferedBytes?: number | undefined
}

/** What `userId` is to whose users have no `id`: required. */
export type UserIdOption<User> = [User] extends [undefined | { readonly id: string | number }]
  ? unknown
  : { readonly userId: (user: never) => string }

/** What a contract is served with; `userId` is required where users have no `id` to tell them apart by. */
export type ServeOptions<
  N extends NamespaceContract,
  User,
  Table extends AliasesOf<N> = AliasesOf<N>,
> = CommonServeOptions<N, User, Table> & UserIdOption<User>

/** What any contract is served with, to whoever reads it here. */
export type AnyServeOptions = CommonServeOptions<NamespaceContract, unknown>
