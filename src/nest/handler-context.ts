import { type ArgumentsHost, createParamDecorator } from '@nestjs/common'
import type { NamespaceContract } from '../contract/namespace.js'
import type { Context } from '../server/served.js'

/** What marks the parameter that takes the context: no pipe is asked about it. */
export const contextMark: unique symbol = Symbol('the context of a call')

/**
 * Returns the context of a call in a guard, an interceptor or a filter: its user, its socket and the ways to send.
 * @example
 * canActivate(context: ExecutionContext) {
 *   return handlerContext<Messaging, User>(context).user.isModerator
 * }
 */
export function handlerContext<N extends NamespaceContract, User = undefined>(host: ArgumentsHost): Context<N, User> {
  // behind the socket and the payload, which stand where Nest has them
  return host.getArgByIndex(2)
}

const contextParameter = createParamDecorator((_, host) => handlerContext(host))

/** Gives the context of a call to a parameter, as the parameter after the payload has it without a decorator. */
export function HandlerContext(): ParameterDecorator {
  return contextParameter(contextMark)
}
