import { FakeConnection, type WireEnd } from './fake-connection.js'
import { fakeTransport } from './fake-transport.js'

/** What a server of socket.io's is asked to do here. */
export interface BindableServer {
  bind(engine: never): unknown
}

/** A network that is none: both ends run in this process, on socket.io's own code. */
export interface FakePair {
  /** The options of sockets that reach the server: `io('http://fake/patient-pharmacy', pair.options)`. */
  readonly options: {
    readonly autoConnect: false
    readonly forceNew: true
    readonly reconnectionDelay: number
    readonly reconnectionDelayMax: number
    readonly transports: never
  }
  /** Breaks every connection, as a network does: neither end says a last word. */
  cut(): void
  /** Refuses new connections, or takes them again. */
  block(isBlocked: boolean): void
}

/**
 * Joins a server that listens nowhere with the sockets made with its options.
 * @example
 * const server = new Server()
 * const pair = fakePair(server)
 * serve(server, patientPharmacy, options)
 * const client = connect(io('http://fake/patient-pharmacy', pair.options), patientPharmacy)
 */
export function fakePair(server: BindableServer): FakePair {
  let accept: (connection: FakeConnection) => void = () => {}
  let isBlocked = false
  const open = new Set<FakeConnection>()
  const engine = {
    on: (event: string, listener: typeof accept) => {
      if (event === 'connection') accept = listener
    },
    close: () => {
      for (const connection of [...open]) connection.close()
    },
  }
  server.bind(engine as never)
  const dial = (end: WireEnd): FakeConnection | undefined => {
    if (isBlocked) return undefined
    const connection = new FakeConnection(end, () => open.delete(connection))
    open.add(connection)
    accept(connection)
    return connection
  }
  return {
    options: {
      autoConnect: false,
      forceNew: true,
      reconnectionDelay: 1,
      reconnectionDelayMax: 5,
      transports: [fakeTransport(dial)] as never,
    },
    cut: () => {
      for (const connection of [...open]) connection.cut()
    },
    block: (blocked) => {
      isBlocked = blocked
    },
  }
}
