import type { ClientContext } from '../connection/context.js'

/** A way to speak to servers of older releases, which `speakLegacy` makes. */
export interface LegacySpeech {
  /**
   * Makes an outbox that speaks so, and lets the rest of the client notice it.
   * @internal
   */
  over<Box>(context: ClientContext, outbox: (context: ClientContext) => Box): Box
}

/** How servers of older releases are spoken to. */
export interface LegacySpeechOptions {
  /**
   * Whether the old names are spoken to a server that greets, too.
   * @default false
   */
  readonly only?: boolean
  /**
   * How long a server may take to greet a connection, in milliseconds; what is sent meanwhile waits.
   * @default 1000
   */
  readonly greetingMs?: number
  /**
   * How long a join that no server acknowledges waits for an event of its room, in milliseconds; then it is taken for granted.
   * @default 2000
   */
  readonly joinMs?: number
}
