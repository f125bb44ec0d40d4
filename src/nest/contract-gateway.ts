import { Inject, Optional } from '@nestjs/common'
import { WebSocketGateway } from '@nestjs/websockets'
import { GATEWAY_METADATA } from '@nestjs/websockets/constants.js'
import { DeclarationError } from '../contract/declaration-error.js'
import type { NamespaceContract } from '../contract/namespace.js'
import type { AliasesOf } from '../server/options.js'
import { type Binder, binderToken } from './binder.js'
import type { GatewayHooks } from './connection-hooks.js'
import { noteContract } from './contract-token.js'
import { type AnyIo, placement } from './gateway-service.js'
import { noteGateway } from './metadata.js'
import type { GatewayOf, GatewayOptions } from './options.js'

// where Nest injects the binder into each gateway
const binderKey = Symbol('binder')

interface BoundGateway extends GatewayHooks {
  readonly [binderKey]?: Binder
}

/**
 * Makes a class the gateway of a contract, which is served on the application's server of Socket.IO, on its own path and with
 * `legacy` on its legacy one. What `serve` asks about users are members of the class: `authenticate`, `userId`, `expiresAt`,
 * `autoJoin`, `mayJoin` and `legacyLogin`; so are `onConnect`, `onDisconnect` and `around`. `@WebSocketGateway` stands above it where
 * the server needs a port or options; where that names a namespace, the hooks of the class are called there, else on each path of the contract.
 * @throws DeclarationError when it is given no contract, or the class has one already
 * @example
 * // above it: @ContractGateway(messaging, { aliases: messagingAliases, legacy: true })
 * export class MessagingGateway {
 *   constructor(private readonly tokens: Tokens) {}
 *
 *   authenticate({ token }: Readonly<Record<string, unknown>>) {
 *     return this.tokens.verify(token)
 *   }
 *
 *   autoJoin(user: User) {
 *     return [userRoom(user.id)]
 *   }
 * }
 */
export function ContractGateway<N extends NamespaceContract, Table extends AliasesOf<N> = AliasesOf<N>>(
  contract: N,
  options: GatewayOptions<N, Table> = {},
) {
  noteContract('@ContractGateway', contract)
  return <Gateway extends GatewayOf<N, Gateway>>(target: abstract new (...args: never[]) => Gateway): void => {
    const known = noteGateway(target, { contract, options })
    if (known)
      throw new DeclarationError(
        `${target.name} is the gateway of ${known.contract.path} and of ${contract.path}: give each a class of its own`,
      )
    if (!Reflect.hasOwnMetadata(GATEWAY_METADATA, target)) WebSocketGateway(placement(contract.path))(target)
    Inject(binderToken)(target.prototype, binderKey)
    Optional()(target.prototype, binderKey)
    bindOnInit(target.prototype, contract)
  }
}

/** Has a gateway bound as soon as Nest hands it the server, before its own hook is called. */
function bindOnInit(prototype: BoundGateway, { path }: NamespaceContract): void {
  const { afterInit } = prototype
  prototype.afterInit = function (this: BoundGateway, server: unknown): unknown {
    const binder = this[binderKey]
    if (!binder)
      throw new DeclarationError(
        `${this.constructor.name} is the gateway of ${path}, and no module imports ContractModule.forRoot() of socket-canon/nest`,
      )
    binder.bind(this, server as AnyIo)
    return afterInit?.call(this, server)
  }
}
