import type { ModulesContainer } from '@nestjs/core'
import { MESSAGE_MAPPING_METADATA } from '@nestjs/websockets/constants.js'
import { DeclarationError } from '../contract/declaration-error.js'
import { type DeclaredHandler, declaredHandler } from './metadata.js'
import { takesAcknowledgement } from './parameters.js'

/** A provider that Nest made of a class, in the module that it is in. */
export interface Provided {
  readonly instance: object
  readonly type: Function
  readonly moduleKey: string
}

/** A method of a provider that handles an event. */
export interface FoundHandler extends Provided {
  readonly declared: DeclaredHandler
  readonly method: Function
  readonly name: string
}

/** Lists what Nest made of classes; what a test put in the place of one is none of them. */
export function providedIn(modules: ModulesContainer): Provided[] {
  return [...modules].flatMap(([moduleKey, { providers }]) =>
    [...providers.values()].flatMap(({ instance, metatype, isNotMetatype, isAlias }) =>
      metatype && !isNotMetatype && !isAlias && typeof instance === 'object' && instance !== null
        ? [{ instance, type: metatype, moduleKey }]
        : [],
    ),
  )
}

/**
 * Lists the methods of an application's providers that handle events.
 * @throws DeclarationError where a method is subscribed by Nest too, or asks for the acknowledgement, or may be another one each call
 */
export function handlersIn(modules: ModulesContainer): FoundHandler[] {
  const found = providedIn(modules).flatMap((provided) => handlersOf(provided))
  for (const handler of found) checkHandler(handler)
  checkScopes(modules, found)
  return found
}

function handlersOf(provided: Provided): FoundHandler[] {
  const { instance } = provided
  return methodsOf(instance).flatMap((name) => {
    const method = (instance as Readonly<Record<string, Function>>)[name] as Function
    const declared = declaredHandler(method)
    return declared ? [{ ...provided, declared, method, name }] : []
  })
}

/** Lists the methods of an instance, those of the classes that it extends too; what reads a property is not called. */
function methodsOf(instance: object): string[] {
  const names = new Set<string>()
  for (
    let prototype = Object.getPrototypeOf(instance);
    prototype && prototype !== Object.prototype;
    prototype = Object.getPrototypeOf(prototype)
  )
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype)))
      if (typeof value === 'function' && name !== 'constructor') names.add(name)
  return [...names]
}

/** Names a handler in what is said of it. */
export function handlerWords({ type, name, declared }: FoundHandler): string {
  return `${type.name}.${name} handles ${declared.contract.path} ${declared.event}`
}

function checkHandler(handler: FoundHandler): void {
  const { type, name, method } = handler
  if (Reflect.getMetadata(MESSAGE_MAPPING_METADATA, method) !== undefined)
    throw new DeclarationError(`${handlerWords(handler)} and has @SubscribeMessage too: take that away`)
  if (takesAcknowledgement(type, name))
    throw new DeclarationError(`${handlerWords(handler)} and has @Ack(): return the reply instead`)
}

function checkScopes(modules: ModulesContainer, found: readonly FoundHandler[]): void {
  for (const { providers } of modules.values())
    for (const wrapper of providers.values()) {
      const handler = found.find(({ instance }) => instance === wrapper.instance)
      if (handler && !(wrapper.isDependencyTreeStatic() && !wrapper.isTransient))
        throw new DeclarationError(
          `${handlerWords(handler)} and is made anew for each request or injection: make it a singleton, and what it injects`,
        )
    }
}
