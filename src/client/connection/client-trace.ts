import type { FactMemory } from '../facts/fact-memory.js'
import type { ClientContext } from './context.js'
import type { ListenersOf } from './listeners.js'

/** What makes spans of the events of a client: what `traceClient` of `socket-canon/otel` returns, to be spread into the options. */
export interface ClientTrace {
  /**
   * Makes what sends events, in place of the client's own outbox.
   * @internal
   */
  readonly send?: <Box>(context: ClientContext) => Box
  /**
   * Makes what hears events and tells the listeners, in place of the client's own.
   * @internal
   */
  readonly tell?: (
    context: ClientContext,
    handlers: ListenersOf,
    memory: FactMemory,
  ) => (name: string, ...args: unknown[]) => void
}
