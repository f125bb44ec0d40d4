import { Emitter } from './emitter.js'
import type { FakeConnection, WireEnd } from './fake-connection.js'

interface EnginePacket {
  readonly type: string
  readonly data?: unknown
}

const neverMs = 2 ** 30

type Dial = (end: WireEnd) => FakeConnection | undefined

class FakeTransport extends Emitter {
  writable = false
  readyState = 'closed'
  query = {}
  readonly #server: Dial
  #connection: FakeConnection | undefined

  constructor(server: Dial) {
    super()
    this.#server = server
  }

  get name(): string {
    return 'fake'
  }

  open(): this {
    this.readyState = 'opening'
    queueMicrotask(() => this.#dial())
    return this
  }

  #dial(): void {
    if (this.readyState !== 'opening') return
    const end = {
      receive: (data: unknown) => void this.emit('packet', { type: 'message', data }),
      end: () => this.#closed(),
    }
    this.#connection = this.#server(end)
    if (!this.#connection) return void this.emit('error', new Error('fake connection refused'))
    this.readyState = 'open'
    this.writable = true
    this.emit('open')
    const handshake = { sid: this.#connection.id, upgrades: [], pingInterval: neverMs, pingTimeout: neverMs / 2 }
    this.emit('packet', { type: 'open', data: JSON.stringify(handshake) })
  }

  send(packets: readonly EnginePacket[]): void {
    this.writable = false
    for (const { type, data } of packets) if (type === 'message') this.#connection?.receive(data)
    queueMicrotask(() => {
      if (this.readyState !== 'open') return
      this.writable = true
      this.emit('drain')
    })
  }

  pause(paused: () => void): void {
    paused()
  }

  close(): this {
    const connection = this.#connection
    this.#closed()
    queueMicrotask(() => connection?.cut())
    return this
  }

  #closed(): void {
    if (this.readyState === 'closed') return
    this.readyState = 'closed'
    this.writable = false
    this.emit('close', 'fake connection closed')
  }
}

/** Makes a transport for the client's engine, which dials a server in this process. */
export function fakeTransport(dial: Dial): new () => Emitter {
  return class extends FakeTransport {
    constructor() {
      super(dial)
    }
  }
}
