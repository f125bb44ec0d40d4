import type { Socket } from 'socket.io'
import type { EventContract } from '../contract/event/event.js'
import type { NamespaceContract, RoomName } from '../contract/namespace.js'
import type { RoomNameOf } from '../contract/room/room.js'
import type { RoomMember } from './presence/room-members.js'

type PatternOf<E> = E extends EventContract<infer _Payload, infer _Reply, infer Pattern> ? Pattern : never
/** What an event carries. */
export type Carried<E> = E extends EventContract<infer Payload, infer _Reply, infer _Pattern> ? Payload : never
// where no event may be sent, the compiler is to find the name wrong and not count the arguments
type Arguments<E> = [E] extends [never] ? [payload?: never] : [Carried<E>] extends [void] ? [] : [payload: Carried<E>]
/** What the handler of an event returns. */
export type HandlerReply<E> =
  E extends EventContract<infer _Payload, infer Reply, infer _Pattern>
    ? [Reply] extends [never]
      ? void
      : Reply
    : never

/**
 * The names of a contract's events, by whom they may be sent to.
 * Constraints take them from here, for a compile error lists what a property holds, but of an alias it says no more than the name.
 */
interface Names<Down, Room> {
  readonly toRooms: {
    [Key in keyof Down]: [Room] extends [RoomNameOf<PatternOf<Down[Key]>>] ? Key : never
  }[keyof Down]
  readonly toEverybody: {
    [Key in keyof Down]: Down[Key] extends { readonly everybody: true }
      ? Key
      : Down[Key] extends { readonly direct: true }
        ? never
        : [PatternOf<Down[Key]>] extends [never]
          ? Key
          : never
  }[keyof Down]
}
type Addressed<Down, Room> = Names<Down, Room>['toRooms']
type ToEverybody<Down> = Names<Down, never>['toEverybody']

/** One or more rooms of a contract, ready to be addressed with the events that list them. */
export interface Target<N extends NamespaceContract, Name extends RoomName<N>> {
  /**
   * Sends an event to everyone in the rooms, under every name and on every path it has.
   * @throws PayloadError when the payload does not fit, before anything is sent
   */
  emit<Event extends Addressed<N['serverToClient'], Name>>(
    event: Event,
    ...payload: Arguments<N['serverToClient'][Event]>
  ): void
}

/** The second argument of a handler: who sent the event, and the ways to send something back. */
export interface Context<N extends NamespaceContract, User> {
  /** The user that `authenticate` returned for this connection. */
  readonly user: User
  /** The connection, as socket.io has it. */
  readonly socket: Socket
  /**
   * Sends an event to this client only.
   * @throws PayloadError when the payload does not fit, before anything is sent
   */
  emit<Name extends keyof N['serverToClient'] & string>(
    event: Name,
    ...payload: Arguments<N['serverToClient'][Name]>
  ): void
  /** Addresses everyone in a room but this client. */
  to<const Name extends RoomName<N>>(room: Name | readonly Name[]): Target<N, Name>
}

/** The second argument of `onConnect`: who is there, and the ways to send something. */
export interface Connected<N extends NamespaceContract, User> extends Context<N, User> {
  /** Whether the connection came back to its session and missed nothing, so that `onDisconnect` was called for it before. */
  readonly recovered: boolean
}

/** The second argument of `onDisconnect`: who was there, and the way to tell others. */
export interface Disconnected<N extends NamespaceContract, User> extends Omit<Context<N, User>, 'emit'> {
  /** Why it ended: socket.io's words, as `transport close`, `buffer full`, or the code of a refusal, as `AUTH_EXPIRED`. */
  readonly reason: string
}

/** Handles one event: takes its parsed payload, and returns the reply where the event has one. */
export type Handler<N extends NamespaceContract, User, Name extends keyof N['clientToServer']> = (
  payload: Carried<N['clientToServer'][Name]>,
  context: Context<N, User>,
) => HandlerReply<N['clientToServer'][Name]> | Promise<HandlerReply<N['clientToServer'][Name]>>

/** The sending half of a served contract: by room, or to everybody. */
export interface Sender<N extends NamespaceContract> {
  /** Addresses everyone in a room, or in any of several. */
  to<const Name extends RoomName<N>>(room: Name | readonly Name[]): Target<N, Name>
  /**
   * Sends an event that is addressed to everybody.
   * @throws PayloadError when the payload does not fit, before anything is sent
   */
  emit<Name extends ToEverybody<N['serverToClient']>>(
    event: Name,
    ...payload: Arguments<N['serverToClient'][Name]>
  ): void
}

// biome-ignore lint/suspicious/noExplicitAny: a connection is whoever it is, whatever its event maps are, and they are invariant
export type AnySocket = Socket<any, any, any, any>

/** A contract on a server: handle its events with `on`, send its events with `to(room).emit` and `emit`. */
export interface Served<N extends NamespaceContract, User = undefined> extends Sender<N> {
  /**
   * Sets the handler of an event, whichever of its names it comes by; returns a function that removes it.
   * @throws UnknownEventError when the contract does not declare it
   * @throws DeclarationError when it has a handler already
   */
  on<Name extends keyof N['clientToServer'] & string>(event: Name, handler: Handler<N, User, Name>): () => void
  /**
   * Returns the user of a connection, for listeners beside the handlers; `undefined` where the contract did not let it in,
   * lets it in no more, or has not asked yet who came back.
   */
  user(socket: AnySocket): User | undefined
  /**
   * Returns the users who are in a room, each once, over all paths and the processes behind an adapter: those who hear the
   * contract there. It knows ids and no users, for nothing else of a user leaves its process. Connections of which no user
   * is known are left out.
   * @throws RoomNameError when the contract has no such room
   * @throws MembersError when not every process answered in time
   */
  members(room: RoomName<N>): Promise<readonly RoomMember[]>
  /** Ends serving; connections stay as they are. */
  close(): void
}
