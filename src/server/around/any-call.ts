import type { Socket } from 'socket.io'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { TraceCarrier } from '../../contract/wire/trace-carrier.js'

/** What a handler is given, whatever its contract. */
export interface AnyContext {
  readonly user: unknown
  readonly socket: Socket
  emit(event: string, payload?: unknown): void
  to(room: string | readonly string[]): { emit(event: string, payload?: unknown): void }
}

/** What a handler is given, and how its event came. */
export interface AnyCall extends AnyContext {
  readonly contract: NamespaceContract
  readonly event: string
  readonly payload: unknown
  readonly path: string
  readonly legacyName: string | undefined
  readonly version: number | undefined
  readonly carrier: TraceCarrier | undefined
}

/** What wraps handlers, whatever their contract. */
export type AnyAround = (call: AnyCall, next: () => unknown) => unknown

/** What `onConnect` is given, whatever its contract. */
export interface AnyConnected extends AnyContext {
  readonly recovered: boolean
}

/** What `onDisconnect` is given, whatever its contract. */
export interface AnyDisconnected extends Omit<AnyContext, 'emit'> {
  readonly reason: string
}
