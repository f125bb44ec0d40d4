/** Which way something travels: `up` to the server, `down` to the client. */
export type TapWay = 'up' | 'down'

/** A packet of socket.io's, as its parser reads it. */
export interface TapPacket {
  readonly type: number
  readonly nsp: string
  readonly id?: number | undefined
  readonly data?: unknown
}

/** Something that passed, as it is told of. */
export type Tapped =
  | {
      readonly kind: 'event' | 'reply'
      readonly way: TapWay
      readonly path: string
      /** The namespace of the contract that has the event; nothing where none has. */
      readonly namespace: string | undefined
      /** The name of today, or the name that nobody declares. */
      readonly event: string
      readonly legacyName?: string | undefined
      /** The payload, redacted; nothing where no contract tells what is marked in it. */
      readonly payload?: unknown
      /** What does not fit, and what would. */
      readonly issues?: readonly string[] | undefined
      /** The code of a refusal, where the reply is one. */
      readonly code?: string | undefined
      /** Whether the same fact came before on this connection. */
      readonly isDuplicate?: boolean | undefined
    }
  | {
      readonly kind: 'connected' | 'disconnected' | 'refused' | 'unreadable'
      readonly way: TapWay
      readonly path: string
      readonly code?: string | undefined
      /** Whether the client declares a contract, where it was let in. */
      readonly isDeclared?: boolean | undefined
    }
