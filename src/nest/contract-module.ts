import type { DynamicModule, FactoryProvider, ModuleMetadata, Provider } from '@nestjs/common'
import { ApplicationConfig, ModulesContainer } from '@nestjs/core'
import { DeclarationError } from '../contract/declaration-error.js'
import { type Binder, binderToken, contractBinder } from './binder.js'
import { getContractToken, notedPaths } from './contract-token.js'
import type { ContractModuleOptions } from './options.js'

/** The options of the module as a factory makes them, of what is injected into it. */
export interface ContractModuleAsyncOptions<User = unknown> {
  /** The modules whose providers the factory needs. */
  readonly imports?: ModuleMetadata['imports']
  /** The tokens of what the factory is called with. */
  readonly inject?: FactoryProvider['inject']
  /** Makes the options, before any gateway is bound. */
  // biome-ignore lint/suspicious/noExplicitAny: what is injected is of whatever type its token stands for
  useFactory(...injected: any[]): ContractModuleOptions<User> | Promise<ContractModuleOptions<User>>
}

const optionsToken = Symbol('the options of ContractModule')

/** The module that serves the contracts of an application: import it once, in the root module. */
// biome-ignore lint/complexity/noStaticOnlyClass: to Nest a module is a class
export class ContractModule {
  /**
   * Serves the contracts whose gateways the application provides, and provides each to `@InjectContract` in any module.
   * @example
   * // above it: @Module({ imports: [ContractModule.forRoot({ observe })], providers: [MessagingGateway] })
   * export class AppModule {}
   */
  static forRoot<User = unknown>(options: ContractModuleOptions<User> = {}): DynamicModule {
    return moduleOf({ useFactory: () => options })
  }

  /**
   * Serves them with options that a factory makes.
   * @example
   * ContractModule.forRootAsync({
   *   inject: [ConfigService],
   *   useFactory: (config: ConfigService) => ({ legacy: config.get('OLD_CLIENTS') === 'true' }),
   * })
   */
  static forRootAsync<User = unknown>(options: ContractModuleAsyncOptions<User>): DynamicModule {
    return moduleOf(options)
  }
}

function moduleOf<User>({ imports = [], inject = [], useFactory }: ContractModuleAsyncOptions<User>): DynamicModule {
  return {
    module: ContractModule,
    global: true,
    imports,
    // read when the application is made: by then every decorator has named its contract
    get providers() {
      return [{ provide: optionsToken, inject, useFactory }, binderProvider, ...notedPaths().map(handleProvider)]
    },
    get exports() {
      return [binderToken, ...notedPaths().map((path) => getContractToken({ path }))]
    },
  }
}

const binderProvider: Provider = {
  provide: binderToken,
  inject: [ModulesContainer, ApplicationConfig, optionsToken],
  useFactory(modules: ModulesContainer, config: ApplicationConfig, options: object) {
    const imported = [...modules.values()].filter(({ metatype }) => metatype === ContractModule)
    if (imported.length > 1)
      throw new DeclarationError(
        'ContractModule.forRoot() is imported more than once: import it in the root module, from where it serves all others',
      )
    return contractBinder(modules, config, options)
  },
}

function handleProvider(path: string): Provider {
  return {
    provide: getContractToken({ path }),
    inject: [binderToken],
    useFactory: (binder: Binder) => binder.handleOf(path),
  }
}
