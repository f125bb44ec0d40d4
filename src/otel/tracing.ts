import {
  type Attributes,
  type Context,
  context,
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import type { TraceCarrier } from '../contract/wire/trace-carrier.js'
import type { TraceOptions } from './options.js'

/** An event as a span tells of it: which, and never what it carries or whom it is of. */
export interface Traced {
  readonly operation: 'send' | 'process'
  /** The contract's path. */
  readonly namespace: string
  /** The canonical name. */
  readonly event: string
  readonly more?: Attributes | undefined
}

/** A span that goes on, with the context in which it is the active one. */
export interface Ongoing {
  readonly context: Context
  /** Runs something inside the span. */
  run<Result>(run: () => Result): Result
  end(): void
  /** Ends the span with an error, by its code. */
  fail(error: unknown): void
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
    begin(traced, parent = context.active()) {
      const { operation, namespace, event } = traced
      const span = tracer.startSpan(`${operation} ${namespace} ${event}`, spanOptions(traced), parent)
      return ongoing(span, parent)
    },
  }
}

function spanOptions({ operation, namespace, event, more }: Traced): { kind: SpanKind; attributes: Attributes } {
  return {
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
  }
}

function ongoing(span: Span, parent: Context): Ongoing {
  // where nothing makes spans there is nothing to be inside of
  const isReal = isSpanContextValid(span.spanContext())
  const inside = isReal ? trace.setSpan(parent, span) : parent
  return {
    context: inside,
    run: (run) => (isReal ? context.with(inside, run) : run()),
    end: () => span.end(),
    fail(error) {
      // no message: it may hold anything
      span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', errorType(error)).end()
    },
  }
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
