import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common'
import type { ApplicationConfig, ModulesContainer } from '@nestjs/core'
import { DeclarationError } from '../contract/declaration-error.js'
import { callPipeline } from './call-pipeline.js'
import type { GatewayHooks } from './connection-hooks.js'
import { type AnyServed, type ContractHandle, contractHandle } from './contract-handle.js'
import { type AnyIo, type GatewayService, serveGateway } from './gateway-service.js'
import { type FoundHandler, handlersIn, handlerWords, providedIn } from './handler-search.js'
import { declaredGateway } from './metadata.js'

/** The token of what binds the contracts of an application. */
export const binderToken: unique symbol = Symbol('ContractModule.forRoot() of socket-canon/nest')

/** What binds the contracts of one application: made with it, and gone with it. */
export interface Binder extends OnModuleInit, OnApplicationShutdown {
  /** Serves the contract of a gateway, on the server that Nest hands it. */
  bind(gateway: GatewayHooks, server: AnyIo): void
  /** Finds what is injected for a contract. */
  handleOf(path: string): AnyServed
}

/** What a binder knows. */
interface Bound {
  readonly modules: ModulesContainer
  readonly handles: Map<string, ContractHandle>
  readonly gateways: Map<string, { readonly gateway: object; readonly service: GatewayService }>
  /** What was wrong while a gateway was bound: Nest calls there from where nobody waits for an answer. */
  readonly faults: unknown[]
  handlers: readonly FoundHandler[] | undefined
}

/** Makes what binds the contracts of an application, with the options that all of them have in common. */
export function contractBinder(modules: ModulesContainer, config: ApplicationConfig, common: object): Binder {
  const bound: Bound = { modules, handles: new Map(), gateways: new Map(), faults: [], handlers: undefined }
  const pipeline = callPipeline(modules, config)
  return {
    bind(gateway, server) {
      try {
        const declared = declaredGateway(gateway.constructor)
        if (!declared) return
        const { path } = declared.contract
        // a class and one that it extends may both be decorated
        if (bound.gateways.get(path)?.gateway === gateway) return
        checkAlone(bound, gateway, path)
        const service = serveGateway(declared, common, gateway, server)
        bound.gateways.set(path, { gateway, service })
        for (const handler of handlersOf(bound, path)) {
          const { instance, method, moduleKey, name } = handler
          const handle = pipeline.handlerOf(instance, method, moduleKey, name)
          service.served.on(handler.declared.event as never, handle as never)
        }
        handleIn(bound, path).bind(service.served)
      } catch (error) {
        bound.faults.push(error)
      }
    },
    handleOf: (path) => handleIn(bound, path).handle,
    onModuleInit() {
      if (bound.faults.length) throw bound.faults[0]
      // an application that serves no sockets, such as a worker, may hold gateways and handlers too
      if (bound.gateways.size) checkComplete(bound)
    },
    onApplicationShutdown() {
      for (const { service } of bound.gateways.values()) service.close()
      bound.gateways.clear()
    },
  }
}

function handleIn({ handles }: Bound, path: string): ContractHandle {
  const known = handles.get(path) ?? contractHandle(path)
  handles.set(path, known)
  return known
}

function handlersOf(bound: Bound, path: string): FoundHandler[] {
  bound.handlers ??= handlersIn(bound.modules)
  const found = bound.handlers.filter(({ declared }) => declared.contract.path === path)
  const first = new Map<string, FoundHandler>()
  for (const handler of found) {
    const other = first.get(handler.declared.event)
    if (other)
      throw new DeclarationError(
        other.method === handler.method
          ? `${handlerWords(other)}, and ${twice(handler.type)}`
          : `${handlerWords(other)}, and so does ${handler.type.name}.${handler.name}: leave one out`,
      )
    first.set(handler.declared.event, handler)
  }
  return found
}

function twice({ name }: Function): string {
  return `${name} is provided in two modules: provide it in one, and export it there`
}

function checkAlone({ gateways }: Bound, { constructor }: object, path: string): void {
  const other = gateways.get(path)?.gateway.constructor
  if (other)
    throw new DeclarationError(
      other === constructor
        ? `${other.name} is the gateway of ${path}, and ${twice(constructor)}`
        : `${path} has two gateways, ${other.name} and ${constructor.name}: leave one, and let the other one's handlers stand in any provider`,
    )
}

/** Makes sure that no gateway was passed over, as where a class that extends one has hooks of its own, and no handler waits for one. */
function checkComplete(bound: Bound): void {
  for (const { type } of providedIn(bound.modules)) {
    const path = declaredGateway(type)?.contract.path
    if (path !== undefined && !bound.gateways.has(path))
      throw new DeclarationError(
        `${type.name} is the gateway of ${path} and was not bound: where it extends one, call super.afterInit(server)`,
      )
  }
  const lost = bound.handlers?.find(({ declared }) => !bound.gateways.has(declared.contract.path))
  if (lost) throw new DeclarationError(`${handlerWords(lost)}, of which no provider is the @ContractGateway`)
}
