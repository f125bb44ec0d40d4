import type { NamespaceContract } from '../namespace.js'
import type { Ack, ContractClientToServerEvents, ContractServerToClientEvents } from '../wire/protocol.js'
import type { Direction } from './direction.js'
import type { EventContract } from './event.js'

type Listener<E> =
  E extends EventContract<infer Payload, infer Reply, infer _>
    ? (
        ...args: [
          ...([Payload] extends [void] ? [] : [payload: Payload]),
          ...([Reply] extends [never] ? [] : [ack: Ack<Reply>]),
        ]
      ) => void
    : never
type Listeners<Events> = { [Name in keyof Events]: Listener<Events[Name]> }

/** The server-to-client event map for socket.io's type parameters. */
export type ServerToClientEvents<N extends NamespaceContract> = Listeners<N['serverToClient']> &
  ContractServerToClientEvents

/** The client-to-server event map for socket.io's type parameters. */
export type ClientToServerEvents<N extends NamespaceContract> = Listeners<N['clientToServer']> &
  ContractClientToServerEvents

/** An event map with its acknowledgements optional: what a server hears from old clients. */
export type OptionalAcks<Map> = {
  [Name in keyof Map]: Map[Name] extends (...args: infer Args) => void
    ? Args extends [infer Payload, infer A extends Ack<never>]
      ? (payload: Payload, ack?: A) => void
      : Args extends [infer A extends Ack<never>]
        ? (ack?: A) => void
        : Map[Name]
    : never
}

/** What an event carries. */
export type PayloadOf<N extends NamespaceContract, D extends Direction, Name extends keyof N[D]> =
  N[D][Name] extends EventContract<infer Payload, infer _Reply, infer _Pattern> ? Payload : never

/** What comes back for an event. */
export type ReplyOf<N extends NamespaceContract, D extends Direction, Name extends keyof N[D]> =
  N[D][Name] extends EventContract<infer _Payload, infer Reply, infer _Pattern> ? Reply : never
