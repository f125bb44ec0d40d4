import {
  type Attributes,
  type Context,
  context,
  INVALID_TRACEID,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { madeOnce } from '../contract/made-once.js'
import type { TraceCarrier } from '../contract/wire/trace-carrier.js'
import { InsideSpan } from './inside-span.js'
import type { TraceOptions } from './options.js'

/** An event as its spans tell of it: which, and never what it carries or whom it is of. */
export interface Traced {
  readonly name: string
  readonly options: { readonly kind: SpanKind; readonly attributes: Attributes }
}

/** A span that goes on, with the context in which it is the active one. */
export interface Ongoing {
  readonly span: Span
  readonly context: Context
  /** Whether anything makes spans; where nothing does there is nothing to be inside of. */
  readonly isReal: boolean
}

/** What makes spans of events, and carries them. */
export interface Tracing {
  readonly carries: boolean
  begin(traced: Traced, parent?: Context): Ongoing
}

/** Makes what makes spans by the conventions for messaging. */
export function tracing({ carry = false, tracerProvider = trace }: TraceOptions): Tracing {
  const tracer = tracerProvider.getTracer('socket-canon')
  return {
    carries: carry,
    begin({ name, options }, parent = context.active()) {
      const span = tracer.startSpan(name, options, parent)
      const isReal = span.isRecording() || span.spanContext().traceId !== INVALID_TRACEID
      return { span, isReal, context: isReal ? new InsideSpan(parent, span) : parent }
    },
  }
}

/** Makes what the spans of one event have in common, once: they are made for every event. */
export function tracedEvent(
  operation: 'send' | 'process',
  namespace: string,
  event: string,
  more?: Attributes,
): Traced {
  return {
    name: `${operation} ${namespace} ${event}`,
    options: {
      kind: operation === 'send' ? SpanKind.PRODUCER : SpanKind.CONSUMER,
      attributes: {
        'messaging.system': 'socket.io',
        'messaging.operation.name': operation,
        'messaging.operation.type': operation,
        'messaging.destination.name': namespace,
        // as the instrumentation for socket.io has it
        'messaging.socket.io.event_name': event,
        ...more,
      },
    },
  }
}

/**
 * Finds what was made for an event among the few of its path and name, or makes it: as many as there are rooms by family,
 * legacy names and versions. No key is put together for each event, which would cost more than all else here.
 */
export function oncePerKind<Key extends { readonly event: string }, Made>(
  make: (key: Key) => Made,
  pathOf: (key: Key) => string,
  isOf: (made: Made, key: Key) => boolean,
): (key: Key) => Made {
  const known = new Map<string, Map<string, Made[]>>()
  return (key) => {
    const kinds = madeOnce(madeOnce(known, pathOf(key), noNames), key.event, noKinds)
    for (const kind of kinds) if (isOf(kind, key)) return kind
    const made = make(key)
    kinds.push(made)
    return made
  }
}

function noNames(): Map<string, []> {
  return new Map()
}

function noKinds(): [] {
  return []
}

/** Runs something inside a span. */
export function runInside<Result>({ isReal, context: inside }: Ongoing, run: () => Result): Result {
  return isReal ? context.with(inside, run) : run()
}

/** Ends a span with an error, by its code: its message may hold anything. */
export function failSpan({ span }: Ongoing, error: unknown): void {
  if (span.isRecording())
    span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', errorType(error)).end()
}

/** Writes what carries a context to the other end; nothing where there is nothing to carry. */
export function carrierOf(carried: Context): TraceCarrier | undefined {
  const carrier: Record<string, string> = {}
  propagation.inject(carried, carrier)
  for (const _ in carrier) return carrier
  return undefined
}

/** Reads the context that another end carried: the parent of what comes of it. */
export function carriedContext(carrier: TraceCarrier | undefined): Context {
  // not the active one: who listens to a connection runs in the context of the request that opened it
  return carrier ? propagation.extract(ROOT_CONTEXT, carrier) : ROOT_CONTEXT
}

/** Names an error by its code, or by its class: there are few of either. */
function errorType(error: unknown): string {
  const { code, name } = Object(error) as { readonly code?: unknown; readonly name?: unknown }
  const known = [code, name].find((word) => typeof word === 'string' && /^[A-Za-z]\w{0,63}$/.test(word))
  return (known as string | undefined) ?? '_OTHER'
}
