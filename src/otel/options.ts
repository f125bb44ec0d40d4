import type { TracerProvider } from '@opentelemetry/api'

/** How a trace is made. */
export interface TraceOptions {
  /**
   * Whether the trace is carried to the other end and taken from it, where that asks for it too. A client can write what it
   * likes there: whether its traces are taken up is yours to say.
   * @default false
   */
  readonly carry?: boolean | undefined
  /**
   * What makes the spans.
   * @default the global one of `@opentelemetry/api`
   */
  readonly tracerProvider?: TracerProvider | undefined
}
