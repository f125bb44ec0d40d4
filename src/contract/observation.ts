import type { Direction } from './event/direction.js'
import type { Refusal } from './wire/refusal.js'

/** Where something was noticed. */
interface Noticed {
  /** The contract's path. */
  readonly namespace: string
  /** The path of the connection, which is another one for legacy clients. */
  readonly path: string
  /** The id of the connection, where one client is meant. */
  readonly socketId?: string | undefined
}

/** An event that passed a binding. */
export interface EventObservation extends Noticed {
  readonly kind: 'sent' | 'received' | 'duplicate'
  readonly direction: Direction
  /** The canonical name. */
  readonly event: string
  /** The name it came or went under, where that was a legacy one. */
  readonly legacyName?: string | undefined
  /** The version that the client speaks which sent it, where that is an earlier one than the contract's. */
  readonly version?: number | undefined
  /** Copies the payload with marked fields replaced, save those asked for by their path, as `content` or `patient.phone`. */
  payload(...reveal: string[]): unknown
}

/** An event of a client's that was done: told by a server for each that its handlers took, by a client for each that it was answered. */
export interface CallObservation extends Noticed {
  readonly kind: 'answered'
  readonly direction: 'clientToServer'
  /** The canonical name. */
  readonly event: string
  /** The name it came under, where that was a legacy one. */
  readonly legacyName?: string | undefined
  /** The version that the client speaks which sent it, where that is an earlier one than the contract's. */
  readonly version?: number | undefined
  /** How long that took, in milliseconds: at a server from its arrival to the reply, at a client from the sending to the answer. */
  readonly durationMs: number
}

/** An event, a reply or a connection that was refused. */
export interface RefusalObservation extends Noticed {
  readonly kind: 'refused'
  readonly direction?: Direction | undefined
  /** The canonical name, where the contract declares it. */
  readonly event?: string | undefined
  readonly legacyName?: string | undefined
  /** The version that the client speaks, where that is an earlier one than the contract's. */
  readonly version?: number | undefined
  readonly error: Refusal['error']
  /** How long it took until then, in milliseconds, where a server refused an event that came. */
  readonly durationMs?: number | undefined
  /** What the application's own code threw, which may hold anything and never leaves the process by itself. */
  readonly cause?: unknown
}

/** A part of the application that failed: an option, or what takes events to other processes. */
export interface FailureObservation extends Noticed {
  readonly kind: 'failed'
  /**
   * What failed; where it is the `adapter`, the clients of other processes did not get the event; where it is the `emitter`,
   * no server listens to it, and `cause` says what to do.
   */
  readonly part: 'limiter' | 'adapter' | 'emitter' | (string & {})
  /** The canonical name, where one event is meant that the contract declares. */
  readonly event?: string | undefined
  /** The legacy name it went under, where that was one. */
  readonly legacyName?: string | undefined
  /** What it threw. */
  readonly cause: unknown
}

/** A room that was entered, left or denied. */
export interface RoomObservation extends Noticed {
  readonly kind: 'joined' | 'left' | 'denied'
  /** The room's name, in which marks stand for ids that are marked in any event. */
  readonly room: string
  /**
   * Why it was denied: at a client the code of the refusal, at a server that nobody was asked, since `mayJoin` is not given.
   * At a client that speaks legacy, how it is known to be joined where nobody acknowledged it: `told` by an event, or `assumed`.
   */
  readonly reason?: string | undefined
}

/** A measured way to the other end and back. */
export interface LatencyObservation extends Noticed {
  readonly kind: 'latency'
  readonly latencyMs: number
  /** The server's clock less this one. */
  readonly clockOffsetMs: number
}

/** A connection's beginning or end. */
export interface ConnectionObservation extends Noticed {
  readonly kind: 'connection-attempted' | 'connection-failed' | 'connection-made' | 'connection-lost'
  /** Whether the client declared the contract in its handshake. */
  readonly declared?: boolean | undefined
  /** The version of the contract that both ends agreed on, where that is known. */
  readonly version?: number | undefined
  /** Whether nothing was missed since the last connection. */
  readonly recovered?: boolean | undefined
  /** Why it failed or was lost, in socket.io's words or by the code of a refusal. */
  readonly reason?: string | undefined
  /** What the application's own code threw, which may hold anything and never leaves the process by itself. */
  readonly cause?: unknown
}

/** Anything a binding notices; it never holds a marked value that was not asked for. */
export type Observation =
  | EventObservation
  | CallObservation
  | RefusalObservation
  | FailureObservation
  | RoomObservation
  | LatencyObservation
  | ConnectionObservation
