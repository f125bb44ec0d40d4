import type { Refusal } from './refusal.js'

/** Returns an event: with its reply, or with a refusal. */
export type Ack<Reply> = (reply: Reply | Refusal) => void

/** What `contract:welcome` carries. */
export interface ContractWelcome {
  /** The path of the contract that serves this client. */
  readonly contract: string
  /** The contract's version that both sides know. */
  readonly version: number
  /** A hash of the contract, which differs where two builds of one version differ. */
  readonly digest: string
  /** Whether events of the contract may carry a trace from here on, as the client asked in its handshake. */
  readonly trace?: boolean | undefined
}

/** What `contract:refused` carries. */
export interface ContractRefused {
  /** The name of the event that was refused, where the contract declares it. */
  readonly event: string
  /** Why it was refused. */
  readonly error: Refusal['error']
  /** The path of the contract that turned the client away, where another one holds the connection. */
  readonly contract?: string | undefined
}

/** What `contract:left` carries. */
export interface ContractLeft {
  /** The path of the contract whose room it is. */
  readonly contract: string
  /** The room, by its canonical name. */
  readonly room: string
  /** Why the client is out; where it is retryable, the room may be asked for again. */
  readonly error: Refusal['error']
}

/** What comes back for `contract:ping`. */
export interface ContractPingReply {
  /** The server's clock, in epoch milliseconds. */
  readonly at: number
}

/** What `contract:deliver` carries: an event that is taken once, however often it is sent. */
export interface ContractDelivery {
  /** The id of the delivery; a client that gets no answer sends it again with the same id. */
  readonly id: string
  /** The canonical name of an event that has no reply. */
  readonly event: string
  /** What the event carries, where it carries anything. */
  readonly payload?: unknown
}

/** What comes back for `contract:deliver` when the event was taken. */
export interface ContractDelivered {
  /** The id of the delivery. */
  readonly id: string
}

/** The events every server sends besides those of its contract. */
export interface ContractServerToClientEvents {
  /** Confirms which contract and version serve a client, one that declared the contract in its handshake. */
  'contract:welcome': (payload: ContractWelcome) => void
  /** Reports why an event was refused that a client sent without an acknowledgement. */
  'contract:refused': (payload: ContractRefused) => void
  /** Reports a room that the server took the client out of. */
  'contract:left': (payload: ContractLeft) => void
}

/** The events every client may send besides those of its contract. */
export interface ContractClientToServerEvents {
  /** Measures the latency to the server and reads its clock: the latency probe. */
  'contract:ping': (ack: Ack<ContractPingReply>) => void
  /** Delivers an event that has no reply: it is acknowledged when it was handled, and handled once however often it is sent. */
  'contract:deliver': (payload: ContractDelivery, ack: Ack<ContractDelivered>) => void
}
