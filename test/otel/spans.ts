import { context, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'

/** Switches on what an application switches on to have traces, and keeps its spans. */
export function tracing(): {
  readonly provider: BasicTracerProvider
  spans(): ReadableSpan[]
  reset(): void
  end(): void
} {
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  trace.setGlobalTracerProvider(provider)
  return {
    provider,
    spans: () => exporter.getFinishedSpans(),
    reset: () => exporter.reset(),
    end() {
      trace.disable()
      context.disable()
      propagation.disable()
    },
  }
}

/** A span as tests compare it: its name, that of its parent, and whether it is of the same trace. */
export function family(spans: readonly ReadableSpan[]): string[] {
  return spans.map((span) => {
    const id = span.parentSpanContext?.spanId
    const parent = spans.find((other) => other.spanContext().spanId === id)
    return parent ? `${parent.name} > ${span.name}` : id ? `elsewhere > ${span.name}` : span.name
  })
}
