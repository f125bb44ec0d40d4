import type { NamespaceContract } from '../contract/namespace.js'

/** What a class says of the contract that it is the gateway of. */
export interface DeclaredGateway {
  readonly contract: NamespaceContract
  readonly options: object
}

/** What a method says of the event that it handles. */
export interface DeclaredHandler {
  readonly contract: NamespaceContract
  readonly event: string
}

// where Nest has its own: who wraps a method takes its metadata along
const gatewayKey = 'socket-canon:gateway'
const handlerKey = 'socket-canon:handler'

/** Notes on a class which contract it is the gateway of; returns what it says of itself already, which stays. */
export function noteGateway(target: object, gateway: DeclaredGateway): DeclaredGateway | undefined {
  const known: DeclaredGateway | undefined = Reflect.getOwnMetadata(gatewayKey, target)
  if (!known) Reflect.defineMetadata(gatewayKey, gateway, target)
  return known
}

/** Notes on a method which event it handles. */
export function noteHandler(method: object, handler: DeclaredHandler): void {
  Reflect.defineMetadata(handlerKey, handler, method)
}

/** Reads which contract a class is the gateway of, or one that it extends. */
export function declaredGateway(target: object): DeclaredGateway | undefined {
  return Reflect.getMetadata(gatewayKey, target)
}

/** Reads which event a method handles. */
export function declaredHandler(method: object): DeclaredHandler | undefined {
  return Reflect.getMetadata(handlerKey, method)
}
