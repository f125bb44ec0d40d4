import type { ApplicationConfig, ModulesContainer } from '@nestjs/core'
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js'
import { ExceptionFiltersContext } from '@nestjs/websockets/context/exception-filters-context.js'
import { SocketModule } from '@nestjs/websockets/socket-module.js'
import type { AnyContext } from '../server/around/any-call.js'
import { type ExceptionFilters, thrownBy } from './exceptions.js'
import { contextMark } from './handler-context.js'
import { isReadable, lastOf } from './readable.js'

type Arguments = readonly unknown[]
type Run = (...args: unknown[]) => Promise<unknown>

/** What Nest makes of a gateway's method: its guards, its pipes, its interceptors and itself. */
interface ContextCreator {
  create(instance: object, method: Function, moduleKey: string, name: string): Run
  pipesConsumer: { apply(value: unknown, about: { readonly data?: unknown }, pipes: Arguments): Promise<unknown> }
  wsProxy: { create(run: Run, handler: ExceptionFilters, pattern: unknown): Run }
}

/** What makes handlers of methods. */
export interface CallPipeline {
  handlerOf(instance: object, method: Function, moduleKey: string, name: string): AnyHandler
}

type AnyHandler = (payload: unknown, context: AnyContext) => Promise<unknown>

/**
 * Calls methods as Nest calls those with `@SubscribeMessage`, by the very code of the release that is installed: so guards
 * find the same context, and whether those of the whole application are asked is as it is there. What differs is what
 * becomes of a result and of an exception.
 */
export function callPipeline(modules: ModulesContainer, config: ApplicationConfig): CallPipeline {
  const creator = contextCreator(modules, config)
  const { pipesConsumer } = creator
  creator.pipesConsumer = {
    apply: async (value, about, pipes) =>
      about.data === contextMark ? value : pipesConsumer.apply(value, about, pipes),
  }
  creator.wsProxy = {
    create:
      (run, { filters }, pattern) =>
      async (...given) => {
        const args = [...given, pattern]
        try {
          const result = await run(...args)
          return isReadable(result) ? await lastOf(result) : result
        } catch (error) {
          const host = new ExecutionContextHost(args)
          host.setType('ws')
          throw await thrownBy(error, filters, host)
        }
      },
  }
  return {
    handlerOf(instance, method, moduleKey, name) {
      const run = creator.create(instance, method, moduleKey, name)
      return (payload, context) => run(context.socket, payload, context)
    },
  }
}

/** Has Nest make what it makes for its own gateways; of the container it asks for the modules only. */
function contextCreator(modules: ModulesContainer, config: ApplicationConfig): ContextCreator {
  const container = { getModules: () => modules }
  const filters = new ExceptionFiltersContext(container as never)
  const socketModule = new SocketModule() as unknown as {
    getContextCreator(container: object, config: ApplicationConfig, filters: object): ContextCreator
  }
  return socketModule.getContextCreator(container, config, filters)
}
