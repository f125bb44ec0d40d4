import type { BroadcastOperator, Namespace, Server, Socket } from 'socket.io'
import type { ClientToServerEvents, ServerToClientEvents } from '../../contract/event/event-map.js'
import type { NamespaceContract, RoomName } from '../../contract/namespace.js'

type Up<N extends NamespaceContract> = ClientToServerEvents<N>
type Down<N extends NamespaceContract> = ServerToClientEvents<N>
type Rooms<N extends NamespaceContract> = RoomName<N> | RoomName<N>[]

/** The events of what a namespace says to many: each may be answered by all of them. */
type Said<N extends NamespaceContract> =
  Namespace<Up<N>, Down<N>>['local'] extends BroadcastOperator<infer Events, infer _> ? Events : never

/** What is said to some of a namespace, in rooms that its contract has. */
export interface TypedBroadcast<N extends NamespaceContract> extends BroadcastOperator<Said<N>, unknown> {
  readonly local: TypedBroadcast<N>
  readonly volatile: TypedBroadcast<N>
  compress(isCompressed: boolean): TypedBroadcast<N>
  except(room: Rooms<N>): TypedBroadcast<N>
  in(room: Rooms<N>): TypedBroadcast<N>
  to(room: Rooms<N>): TypedBroadcast<N>
}

/** One connection to a stock namespace of a contract: its events, and rooms of the contract only. */
export interface TypedConnection<N extends NamespaceContract> extends Socket<Up<N>, Down<N>> {
  readonly broadcast: TypedBroadcast<N>
  except(room: Rooms<N>): TypedBroadcast<N>
  in(room: Rooms<N>): TypedBroadcast<N>
  join(rooms: Rooms<N>): Promise<void> | void
  leave(room: RoomName<N>): Promise<void> | void
  to(room: Rooms<N>): TypedBroadcast<N>
}

/** A stock namespace of a contract: its events, and rooms of the contract only. */
export interface TypedNamespace<N extends NamespaceContract> extends Namespace<Up<N>, Down<N>> {
  readonly local: TypedBroadcast<N>
  readonly volatile: TypedBroadcast<N>
  compress(isCompressed: boolean): TypedBroadcast<N>
  except(room: Rooms<N>): TypedBroadcast<N>
  in(room: Rooms<N>): TypedBroadcast<N>
  socketsJoin(room: Rooms<N>): void
  socketsLeave(room: Rooms<N>): void
  to(room: Rooms<N>): TypedBroadcast<N>
}

/** The contract at a path. */
type At<N extends NamespaceContract, Path extends string> = N extends { readonly path: Path } ? N : never

/**
 * A stock server of some contracts: `of` takes their paths, and returns the namespace of the contract there. Nothing changes
 * at run time.
 * @example
 * const io: TypedServer<PatientPharmacy | Messaging> = new Server(3000)
 * io.of('/patient-pharmacy').to(chatRoom('r1')).emit('chat:message', message)
 */
export interface TypedServer<N extends NamespaceContract> extends Server {
  of<Path extends N['path']>(path: Path): TypedNamespace<At<N, Path>>
}
