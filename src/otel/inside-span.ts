import { type Context, type Span, trace } from '@opentelemetry/api'

/**
 * The context in which a span is the active one, made in full when somebody first asks: where nothing inside does, as with
 * sampling off, an event costs no map.
 */
export class InsideSpan implements Context {
  readonly #parent: Context
  readonly #span: Span
  #full: Context | undefined

  constructor(parent: Context, span: Span) {
    this.#parent = parent
    this.#span = span
  }
  getValue(key: symbol): unknown {
    return this.#made().getValue(key)
  }
  setValue(key: symbol, value: unknown): Context {
    return this.#made().setValue(key, value)
  }
  deleteValue(key: symbol): Context {
    return this.#made().deleteValue(key)
  }
  #made(): Context {
    this.#full ??= trace.setSpan(this.#parent, this.#span)
    return this.#full
  }
}
