import type { AnyCall } from '../server/around/any-call.js'
import type { ServerTrace, TracedFact } from '../server/around/server-trace.js'
import type { TraceOptions } from './options.js'
import { carriedContext, carrierOf, type Traced, tracing } from './tracing.js'

/**
 * Makes what `serve` and `emitterOf` make spans with: one around each handler, and one for each fact that is sent, by the
 * messaging conventions of OpenTelemetry. They hold names and codes, and never a payload, a room's name or an id.
 * @example
 * serve(io, patientPharmacy, { ...traceServer({ carry: true }) })
 */
export function traceServer(options: TraceOptions = {}): { readonly trace: ServerTrace } {
  const { carries, begin } = tracing(options)
  return {
    trace: {
      carries,
      around(call, next) {
        const span = begin(handled(call), carriedContext(call.carrier))
        try {
          const reply = span.run(next)
          if (isLater(reply)) reply.then(span.end, span.fail)
          else span.end()
        } catch (error) {
          span.fail(error)
        }
      },
      send(fact, send) {
        const span = begin(sent(fact))
        try {
          const carrier = carries ? carrierOf(span.context) : undefined
          span.run(() => send(carrier))
          span.end()
        } catch (error) {
          span.fail(error)
          throw error
        }
      },
    },
  }
}

function handled({ contract, event, path, legacyName, version }: AnyCall): Traced {
  return {
    operation: 'process',
    namespace: contract.path,
    event,
    more: {
      'messaging.socket.io.namespace': path,
      ...(legacyName !== undefined && { 'socket_canon.legacy_name': legacyName }),
      ...(version !== undefined && { 'socket_canon.version': version }),
    },
  }
}

function sent({ namespace, event, rooms }: TracedFact): Traced {
  const more = rooms.length ? { 'messaging.socket.io.rooms': [...rooms] } : undefined
  return { operation: 'send', namespace, event, more }
}

function isLater(value: unknown): value is Promise<unknown> {
  return typeof (value as Partial<Promise<unknown>> | undefined)?.then === 'function'
}
