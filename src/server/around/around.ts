import type { NamespaceContract } from '../../contract/namespace.js'
import type { TraceCarrier } from '../../contract/wire/trace-carrier.js'
import type { Carried, Context, HandlerReply } from '../served.js'

/** One event of a client's on its way to its handler: what the handler is given, and how it came. */
export interface NamedCall<N extends NamespaceContract, User, Name extends keyof N['clientToServer'] & string>
  extends Context<N, User> {
  /** The contract that declares the event. */
  readonly contract: N
  /** The canonical name of the event, by which its payload is known. */
  readonly event: Name
  /** The payload, parsed, as the handler gets it. */
  readonly payload: Carried<N['clientToServer'][Name]>
  /** The path of the connection, which is another one than the contract's for legacy clients. */
  readonly path: string
  /** The name it came under, where that was a legacy one. */
  readonly legacyName: string | undefined
  /** The version of the contract that both ends agreed on, where the client declared it. */
  readonly version: number | undefined
  /** What carries the trace of the client beside the event, where both ends ask for that. */
  readonly carrier: TraceCarrier | undefined
}

/** Any event of a contract on its way to its handler, told apart by `event`. */
export type AroundCall<N extends NamespaceContract, User> = {
  [Name in keyof N['clientToServer'] & string]: NamedCall<N, User, Name>
}[keyof N['clientToServer'] & string]

type ReplyIn<N extends NamespaceContract> = HandlerReply<N['clientToServer'][keyof N['clientToServer']]>

/**
 * Runs the handler of an event, once: gives the reply as it fits the contract, or throws what the handler threw; a promise
 * of either where the handler takes its time.
 */
export type AroundNext<N extends NamespaceContract> = () => ReplyIn<N> | Promise<ReplyIn<N>>

/** Wraps the handlers of a contract; what it returns is waited for and not looked at, what it throws refuses the event. */
export type Around<N extends NamespaceContract, User> = (call: AroundCall<N, User>, next: AroundNext<N>) => unknown
