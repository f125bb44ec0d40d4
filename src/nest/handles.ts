import { MESSAGE_METADATA } from '@nestjs/websockets/constants.js'
import type { Socket } from 'socket.io'
import type { EventContract } from '../contract/event/event.js'
import type { NamespaceContract } from '../contract/namespace.js'
import type { Context, Handler } from '../server/served.js'
import { noteContract } from './contract-token.js'
import { noteHandler } from './metadata.js'
import { fillParameters } from './parameters.js'
import type { Readable } from './readable.js'

type Reply<N extends NamespaceContract, Name extends keyof N['clientToServer']> = Awaited<
  ReturnType<Handler<N, never, Name>>
>
type Payload<N extends NamespaceContract, Name extends keyof N['clientToServer']> =
  N['clientToServer'][Name] extends EventContract<infer Received, infer _Reply, infer _Pattern> ? Received : never
// biome-ignore lint/suspicious/noExplicitAny: whose users they are is the gateway's to say
type Beside<N extends NamespaceContract> = Context<N, any> | Socket

/**
 * Whether a parameter takes the payload: the first one but for those of the socket and the context, or a later one where
 * the first is another decorator's. One field is enough, as `@MessageBody('content')` gives it.
 */
type Takes<Parameters, Received, Others> = [Received] extends [void]
  ? true
  : Parameters extends readonly [infer First, ...infer Rest]
    ? [Received] extends [First]
      ? true
      : Others extends First
        ? Takes<Rest, Received, Others>
        : [Extract<Received[keyof Received], First>] extends [never]
          ? TakesWhole<Rest, Received>
          : true
    : true
type TakesWhole<Parameters, Received> = Parameters extends readonly [infer First, ...infer Rest]
  ? [Received] extends [First]
    ? true
    : TakesWhole<Rest, Received>
  : false

/** A method that may handle an event: it takes the payload, the context and what decorators give, and returns the reply. */
export type HandlerMethod<
  N extends NamespaceContract,
  Name extends keyof N['clientToServer'],
  Method,
> = Method extends (
  ...parameters: infer Parameters
) => Reply<N, Name> | Promise<Reply<N, Name>> | Readable<Reply<N, Name>>
  ? Takes<Parameters, Payload<N, Name>, Beside<N>> extends true
    ? Method
    : (payload: Payload<N, Name>, context: Context<N, unknown>) => Reply<N, Name>
  : (payload: Payload<N, Name>, context: Context<N, unknown>) => Reply<N, Name>

/**
 * Makes a method the handler of an event, whichever of its names it comes by: it is called with the payload, then the
 * context, and with what decorators of parameters give; it returns the reply. Guards, pipes, interceptors and filters work
 * on it as on a method with `@SubscribeMessage`. It stands in any provider of the application.
 * @throws DeclarationError when it is given no contract
 * @example
 * // above it: @Handles(messaging, 'typing:start')
 * start({ receiverId }: TypingStartInput, { user }: Context<Messaging, User>) {
 *   this.typing.begins(user.id, receiverId)
 * }
 */
export function Handles<N extends NamespaceContract, Name extends keyof N['clientToServer'] & string>(
  contract: N,
  event: Name,
) {
  noteContract('@Handles', contract)
  return <Method>(
    target: object,
    method: string | symbol,
    descriptor: TypedPropertyDescriptor<Method> & TypedPropertyDescriptor<HandlerMethod<N, Name, Method>>,
  ): void => {
    const { value } = descriptor as { readonly value: Function }
    fillParameters(target, method)
    // the pattern of `switchToWs().getPattern()`
    Reflect.defineMetadata(MESSAGE_METADATA, event, value)
    noteHandler(value, { contract, event })
  }
}
