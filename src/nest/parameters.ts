import { MessageBody } from '@nestjs/websockets'
import { PARAM_ARGS_METADATA } from '@nestjs/websockets/constants.js'
import { HandlerContext } from './handler-context.js'

// Nest's own numbers, which stand before the colon: `@MessageBody()`, and `@Ack()` since Nest 11
const payloadKind = '3'
const ackKind = '13'

type Decorated = Readonly<Record<string, { readonly index: number }>>

function decorated(gateway: Function, method: string | symbol): Decorated {
  return Reflect.getMetadata(PARAM_ARGS_METADATA, gateway, method as string) ?? {}
}

function hasKind(parameters: Decorated, kind: string): boolean {
  return Object.keys(parameters).some((key) => key.split(':')[0] === kind)
}

/**
 * Gives the parameters that no decorator names what a handler of `serve` gets: the payload, where no other has it, then the
 * context.
 */
export function fillParameters(prototype: object, method: string | symbol): void {
  const named = decorated(prototype.constructor, method)
  const taken = new Set(Object.values(named).map(({ index }) => index))
  const fillers = hasKind(named, payloadKind) ? [HandlerContext()] : [MessageBody(), HandlerContext()]
  let index = 0
  for (const fill of fillers) {
    while (taken.has(index)) index++
    fill(prototype, method, index++)
  }
}

/** Returns whether a method asks for the acknowledgement, which is not its own to call. */
export function takesAcknowledgement(gateway: Function, method: string): boolean {
  return hasKind(decorated(gateway, method), ackKind)
}
