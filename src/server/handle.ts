import type { Socket } from 'socket.io'
import type { EventContract } from '../contract/event.js'
import type { NamespaceContract, RoomName } from '../contract/namespace.js'
import type { RoomNameOf } from '../contract/room.js'

type PatternOf<E> = E extends EventContract<infer _Payload, infer _Reply, infer Pattern> ? Pattern : never
type Carried<E> = E extends EventContract<infer Payload, infer _Reply, infer _Pattern> ? Payload : never
type Arguments<E> = [Carried<E>] extends [void] ? [] : [payload: Carried<E>]
type Answer<E> =
  E extends EventContract<infer _Payload, infer Reply, infer _Pattern>
    ? [Reply] extends [never]
      ? void
      : Reply
    : never

type Addressed<Down, Name> = {
  [Key in keyof Down]: [Name] extends [RoomNameOf<PatternOf<Down[Key]>>] ? Key : never
}[keyof Down]
type ToEverybody<Down> = {
  [Key in keyof Down]: Down[Key] extends { readonly everybody: true }
    ? Key
    : Down[Key] extends { readonly direct: true }
      ? never
      : [PatternOf<Down[Key]>] extends [never]
        ? Key
        : never
}[keyof Down]

/** Is one or more rooms of a contract, ready to be addressed. */
export interface Target<Down, Names extends keyof Down> {
  /**
   * Sends an event to everyone in the rooms, under every name and on every path it has.
   * @throws PayloadError when the payload does not fit, before anything is sent
   */
  emit<Name extends Names>(event: Name, ...payload: Arguments<Down[Name]>): void
}

/** Is what a handler knows besides the payload. */
export interface Context<N extends NamespaceContract, User> {
  /** What `authenticate` answered for this connection. */
  readonly user: User
  /** The connection, which is socket.io's own. */
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
  to<const Name extends RoomName<N>>(
    room: Name | readonly Name[],
  ): Target<N['serverToClient'], Addressed<N['serverToClient'], Name>>
}

/** Serves one event: gets its parsed payload, and answers its reply. */
export type Handler<N extends NamespaceContract, User, Name extends keyof N['clientToServer']> = (
  payload: Carried<N['clientToServer'][Name]>,
  context: Context<N, User>,
) => Answer<N['clientToServer'][Name]> | Promise<Answer<N['clientToServer'][Name]>>

/** Is a contract that sends. */
export interface Sender<N extends NamespaceContract> {
  /** Addresses everyone in a room, or in any of several. */
  to<const Name extends RoomName<N>>(
    room: Name | readonly Name[],
  ): Target<N['serverToClient'], Addressed<N['serverToClient'], Name>>
  /**
   * Sends an event that is addressed to everybody.
   * @throws PayloadError when the payload does not fit, before anything is sent
   */
  emit<Name extends ToEverybody<N['serverToClient']>>(
    event: Name,
    ...payload: Arguments<N['serverToClient'][Name]>
  ): void
}

/** Is a served contract. */
export interface Served<N extends NamespaceContract, User = undefined> extends Sender<N> {
  /**
   * Handles an event, legacy names included; answers what takes the handler away.
   * @throws UnknownEventError when the contract does not declare it
   * @throws DeclarationError when it has a handler already
   */
  on<Name extends keyof N['clientToServer'] & string>(event: Name, handler: Handler<N, User, Name>): () => void
  /** Ends serving; connections stay as they are. */
  close(): void
}
