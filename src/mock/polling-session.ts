import type { FakeConnection, WireEnd } from '../testing/fake-connection.js'

const separator = '\u001e'
const [close, noop, message, binary] = ['1', '6', '4', 'b']

/** A connection by polling: what waits for the client leaves when it asks. */
export class PollingSession {
  readonly connection: FakeConnection
  #waiting: string[] = []
  #wake: (() => void) | undefined
  isOver = false

  constructor(dial: (end: WireEnd) => FakeConnection) {
    this.connection = dial({
      receive: (data) => this.#push(typeof data === 'string' ? message + data : binary + base64(data as Uint8Array)),
      end: () => {
        this.isOver = true
        this.#push(close)
      },
    })
  }

  /** Takes what the client sent. */
  take(body: string): void {
    for (const packet of body.split(separator)) {
      const [kind, rest] = [packet[0], packet.slice(1)]
      if (kind === message) this.connection.receive(rest)
      else if (kind === binary) this.connection.receive(Uint8Array.from(atob(rest), (each) => each.charCodeAt(0)))
      else if (kind === close) this.connection.cut()
    }
  }

  /** Waits until something is there for the client, and hands it over. */
  async next(): Promise<string> {
    // a client asks once at a time: who asks again was forgotten
    this.#wake?.()
    if (!this.#waiting.length && !this.isOver)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    this.#wake = undefined
    const told = this.#waiting.join(separator)
    this.#waiting = []
    return told || noop
  }

  #push(packet: string): void {
    this.#waiting.push(packet)
    this.#wake?.()
  }
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
