import type { Refusal } from '../../contract/wire/refusal.js'

/** How a connection stands: `offline` ended by hand or gave up, `refused` was turned away for good. */
export type ConnectionStatus = 'connecting' | 'connected' | 'reconnecting' | 'offline' | 'refused'

/** How good the way to the server is, by the probe's round trips. */
export type ConnectionQuality = 'excellent' | 'good' | 'fair' | 'poor' | 'offline'

/** What is known of a connection at one moment. */
export interface Connection {
  /** How it stands; after `refused` a new token and `socket.connect()` are wanted. */
  readonly status: ConnectionStatus
  /** Why the server refused it, while the status is `refused`. */
  readonly refusal: Refusal['error'] | undefined
  /** Whether nothing was missed since the connection before; where it is false, reload what you hold. */
  readonly recovered: boolean
  /**
   * How good the way to the server is; unknown while connected to a server that does not answer the probe. It is asked every
   * ten seconds while somebody watches this or observes the client, and every minute otherwise.
   */
  readonly quality: ConnectionQuality | undefined
  /** The average round trip of the last ten probes, in milliseconds. */
  readonly latencyMs: number | undefined
  /** The version of the contract that both ends agreed on; unknown until the server greets, and with one that greets nobody. */
  readonly version: number | undefined
}

/** What is known of a connection while there is none. */
export const unconnected: Pick<Connection, 'refusal' | 'quality' | 'latencyMs' | 'version'> = {
  refusal: undefined,
  quality: 'offline',
  latencyMs: undefined,
  version: undefined,
}

/** How a connection stands before it is made. */
export const initialConnection: Connection = { ...unconnected, status: 'connecting', recovered: false }
