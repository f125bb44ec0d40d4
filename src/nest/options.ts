import type { NamespaceContract } from '../contract/namespace.js'
import type { AliasesOf, CommonServeOptions, Nobody, UserIdOption } from '../server/options.js'

/** The options of `serve` that are asked about a user: members of a gateway, where what they need is injected. */
export type GatewayMember = 'authenticate' | 'userId' | 'legacyLogin' | 'expiresAt' | 'autoJoin' | 'mayJoin'

/** What a contract is served with besides the members of its gateway: options of `serve`. */
export interface GatewayOptions<N extends NamespaceContract, Table extends AliasesOf<N> = AliasesOf<N>>
  extends Omit<CommonServeOptions<N, unknown, Table>, GatewayMember> {}

/** What is the same for every contract of an application; a gateway's own options and members come before it. */
export interface ContractModuleOptions<User = unknown>
  extends Omit<
    CommonServeOptions<NamespaceContract, User>,
    'aliases' | 'past' | 'legacy' | 'legacyLogin' | 'autoJoin' | 'mayJoin'
  > {
  /**
   * Whether older releases are served too, of each contract that has a legacy path or is given `aliases`.
   * @default false
   */
  readonly legacy?: boolean | undefined
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
