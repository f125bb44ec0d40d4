import type { AnyCall } from '../server/around/any-call.js'
import type { ServerTrace, TracedFact } from '../server/around/server-trace.js'
import type { TraceOptions } from './options.js'
import {
  carriedContext,
  carrierOf,
  failSpan,
  oncePerKind,
  runInside,
  type Traced,
  tracedEvent,
  tracing,
} from './tracing.js'

/**
 * Makes what `serve` and `emitterOf` make spans with: one around each handler, and one for each fact that is sent, by the
 * messaging conventions of OpenTelemetry. They hold names and codes, and never a payload, a room's name or an id.
 * @example
 * serve(io, patientPharmacy, { ...traceServer({ carry: true }) })
 */
export function traceServer(options: TraceOptions = {}): { readonly trace: ServerTrace } {
  const { carries, begin } = tracing(options)
  const handledAs = oncePerKind(handled, ({ path }) => path, isHandledAs)
  const sentAs = oncePerKind(sent, ({ namespace }) => namespace, isSentAs)
  return {
    trace: {
      carries,
      around(call, next) {
        const ongoing = begin(handledAs(call), carriedContext(call.carrier))
        const { span } = ongoing
        try {
          const reply = runInside(ongoing, next)
          if (!isLater(reply)) span.end()
          else if (span.isRecording())
            reply.then(
              () => span.end(),
              (error) => failSpan(ongoing, error),
            )
        } catch (error) {
          failSpan(ongoing, error)
        }
      },
      send(fact, send) {
        const ongoing = begin(sentAs(fact))
        try {
          const carrier = carries ? carrierOf(ongoing.context) : undefined
          runInside(ongoing, () => send(carrier))
          ongoing.span.end()
        } catch (error) {
          failSpan(ongoing, error)
          throw error
        }
      },
    },
  }
}

/** A kind of event as its spans tell of it, among those of one path and name. */
interface Handled extends Pick<AnyCall, 'contract' | 'legacyName' | 'version'>, Traced {}
interface Sent extends Pick<TracedFact, 'rooms'>, Traced {}

function handled({ contract, event, path, legacyName, version }: AnyCall): Handled {
  const traced = tracedEvent('process', contract.path, event, {
    'messaging.socket.io.namespace': path,
    ...(legacyName !== undefined && { 'socket_canon.legacy_name': legacyName }),
    ...(version !== undefined && { 'socket_canon.version': version }),
  })
  return { ...traced, contract, legacyName, version }
}

function isHandledAs(kind: Handled, { contract, legacyName, version }: AnyCall): boolean {
  return kind.contract === contract && kind.legacyName === legacyName && kind.version === version
}

function sent({ namespace, event, rooms }: TracedFact): Sent {
  const families = rooms.length ? { 'messaging.socket.io.rooms': [...rooms] } : undefined
  return { ...tracedEvent('send', namespace, event, families), rooms }
}

function isSentAs(kind: Sent, { rooms }: TracedFact): boolean {
  return kind.rooms.length === rooms.length && rooms.every((room, index) => kind.rooms[index] === room)
}

function isLater(value: unknown): value is Promise<unknown> {
  return typeof (value as Partial<Promise<unknown>> | undefined)?.then === 'function'
}
