import type { Socket } from 'socket.io-client'
import type { AliasTable } from '../../contract/alias/alias.js'
import type { Direction } from '../../contract/event/direction.js'
import type { EventContract } from '../../contract/event/event.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import type {
  CallObservation,
  ConnectionObservation,
  EventObservation,
  LatencyObservation,
  RefusalObservation,
  RoomObservation,
} from '../../contract/observation.js'
import type { Refusal } from '../../contract/wire/refusal.js'
import type { Clock } from '../clock.js'
import type { Connection } from './connection.js'
import type { SharedSocket } from './handshake.js'
import type { ListenersOf } from './listeners.js'

type Seen<Kind> = Omit<Kind, 'namespace' | 'path' | 'socketId'>

/** What a client noticed, before it says where. */
export type Notice =
  | Seen<CallObservation>
  | Seen<RefusalObservation>
  | Seen<RoomObservation>
  | Seen<LatencyObservation>
  | Seen<ConnectionObservation>
  | {
      readonly kind: EventObservation['kind']
      readonly event: EventContract
      readonly legacyName?: string | undefined
      readonly payload: unknown
    }

/** Why something was refused. */
export type RefusalReason = Pick<Refusal['error'], 'code' | 'message'> & Partial<Refusal['error']>

/** What the parts of a client share. */
export interface ClientContext {
  readonly contract: NamespaceContract
  readonly socket: Socket
  /** What it shares with the other clients of its socket. */
  readonly shared: SharedSocket
  readonly clock: Clock
  readonly validate: 'enforce' | 'report' | 'off'
  /** What older releases call the events and how they shape them, where servers of old are expected. */
  readonly aliases: AliasTable | undefined
  /** How many events wait for a connection. */
  readonly queue: number
  /** How the connection stands now. */
  connection: Connection
  /** Who watches a part of it. */
  readonly watchers: ListenersOf
  /** Whether the server serves another contract over this connection, and not this one. */
  isTurnedAway: boolean
  /** Whether the client was closed, and connects no more. */
  isClosed: boolean
  /** Given only where somebody observes, so that nothing is made for nobody. */
  readonly notice: ((seen: Notice) => void) | undefined
  /** Returns whether what is sent now goes out now. */
  isOpen(): boolean
  /** Notices a refusal, of an event where one is meant. */
  refuse(direction: Direction, event: string | undefined, why: RefusalReason, legacyName?: string): void
  /** Returns why nothing goes out before the application acts: the server turned it away for good, or it was closed. */
  shut(): RefusalReason | undefined
}
