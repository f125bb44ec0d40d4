import { Emitter } from './emitter.js'

/** The client's end of a fake wire, as the server sees it. */
export interface WireEnd {
  /** Takes what the server sent. */
  receive(data: unknown): void
  /** Learns that the wire is cut. */
  end(): void
}

let count = 0

/** A connection as socket.io's server knows it, whose wire is a queue of microtasks. */
export class FakeConnection extends Emitter {
  readonly id: string = `fake-${++count}`
  readonly protocol = 4
  readonly request
  readonly remoteAddress = '127.0.0.1'
  readonly transport = { name: 'fake', writable: true }
  readyState: 'open' | 'closed' = 'open'
  readonly #end: WireEnd
  readonly #gone: () => void

  constructor(end: WireEnd, gone: () => void, query: Readonly<Record<string, string>> = {}) {
    super()
    this.request = { headers: {}, url: '/socket.io/', _query: query, connection: {} }
    this.#end = end
    this.#gone = gone
  }

  /** Sends to the client. */
  write(data: unknown): this {
    queueMicrotask(() => {
      if (this.readyState === 'open') this.#end.receive(data)
    })
    return this
  }

  /** Takes what the client sent. */
  receive(data: unknown): void {
    queueMicrotask(() => {
      if (this.readyState === 'open') this.emit('data', data)
    })
  }

  /** Breaks the wire, which both ends notice. */
  cut(reason = 'transport close'): void {
    if (this.readyState === 'closed') return
    this.readyState = 'closed'
    this.transport.writable = false
    this.#gone()
    this.emit('close', reason)
    this.#end.end()
  }

  /** Closes the wire after what was sent has gone. */
  close(): this {
    queueMicrotask(() => this.cut('forced close'))
    return this
  }
}
