import type { NamespaceContract } from '../contract/namespace.js'
import type { NamedCall } from '../server/around/around.js'
import type { AliasesOf, CommonServeOptions, Nobody, UserIdOption } from '../server/options.js'

/** The options of `serve` that are members of a gateway, where what they need is injected. */
export type GatewayMember =
  | 'authenticate'
  | 'userId'
  | 'legacyLogin'
  | 'expiresAt'
  | 'autoJoin'
  | 'mayJoin'
  | 'onConnect'
  | 'onDisconnect'
  | 'around'

/** What a contract is served with besides the members of its gateway: options of `serve`. */
export interface GatewayOptions<N extends NamespaceContract, Table extends AliasesOf<N> = AliasesOf<N>>
  extends Omit<CommonServeOptions<N, unknown, Table>, GatewayMember> {}

/** An event on its way to its handler, whichever contract declares it. */
export interface AnyContractCall<User = unknown>
  extends Omit<NamedCall<NamespaceContract, User, never>, 'event' | 'payload'> {
  readonly event: string
  readonly payload: unknown
}

/** What is the same for every contract of an application; a gateway's own options and members come before it. */
export interface ContractModuleOptions<User = unknown>
  extends Omit<
    CommonServeOptions<NamespaceContract, User>,
    'aliases' | 'past' | 'legacy' | 'legacyLogin' | 'autoJoin' | 'mayJoin' | 'around'
  > {
  /**
   * Whether older releases are served too, of each contract that has a legacy path or is given `aliases`.
   * @default false
   */
  readonly legacy?: boolean | undefined
  /** Wraps the handler of every event, with its guards, pipes and interceptors: calls `next` once, and waits for what that gives. */
  readonly around?: ((call: AnyContractCall<NoInfer<User>>, next: () => unknown) => unknown) | undefined
}

/** The user that a gateway's `authenticate` finds; any, where the module's does. */
export type UserOf<Gateway> = Gateway extends { authenticate(...args: never[]): infer Found }
  ? Exclude<Awaited<Found>, Nobody>
  : // biome-ignore lint/suspicious/noExplicitAny: what the module's options authenticate is not the gateway's to know
    any

/** A gateway whose members fit the options of `serve` that they are named like. */
export type GatewayOf<N extends NamespaceContract, Gateway> = {
  [Key in keyof Gateway & GatewayMember]: CommonServeOptions<N, UserOf<Gateway>>[Key]
} & UserIdOption<UserOf<Gateway>>
