import type { TraceCarrier } from '../../contract/wire/trace-carrier.js'
import type { AnyCall } from './any-call.js'

/** A fact on its way to clients, without what it carries and to whom. */
export interface TracedFact {
  /** The contract's path. */
  readonly namespace: string
  /** The canonical name. */
  readonly event: string
  /** The patterns of the rooms it is addressed to; none where it goes to everybody, or to one client. */
  readonly rooms: readonly string[]
}

/** What makes spans of the events that a contract handles and sends: `traceServer` of `socket-canon/otel` makes one. */
export interface ServerTrace {
  /** Whether the trace is taken from clients that ask for that, and carried to them. */
  readonly carries: boolean
  /** Wraps a handler, outside of what the application has around it: what it returns is not looked at. */
  around(call: AnyCall, next: () => unknown): unknown
  /** Wraps the sending of a fact: calls `send` at once, with what carries the trace where it is to be carried. */
  send(fact: TracedFact, send: (carrier?: TraceCarrier) => void): void
}
