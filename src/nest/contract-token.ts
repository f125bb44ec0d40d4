import { Inject } from '@nestjs/common'
import type { NamespaceContract } from '../contract/namespace.js'
import { checkServed } from '../server/served-contract.js'

const paths = new Set<string>()

/**
 * Returns the token under which a contract is injected: for `overrideProvider`, or a provider of a test's own.
 * @example
 * Test.createTestingModule({ providers: [ReminderService, { provide: getContractToken(messaging), useValue: fake }] })
 */
export function getContractToken({ path }: Pick<NamespaceContract, 'path'>): string {
  return `socket-canon:${path}`
}

/**
 * Makes sure that a decorator is given a contract, and remembers it: what is injected anywhere, the module provides.
 * @throws DeclarationError that says what was given
 */
export function noteContract(decorator: string, contract: NamespaceContract): void {
  checkServed(decorator, contract)
  paths.add(contract.path)
}

/** Lists the paths of the contracts that any decorator named so far. */
export function notedPaths(): readonly string[] {
  return [...paths]
}

/**
 * Injects a contract as it is served: a `Sender`, or a `Served` for who also asks for users.
 * @throws DeclarationError when it is given no contract
 * @example
 * constructor(@InjectContract(realtime) private readonly realtime: Sender<Realtime>) {}
 */
export function InjectContract(contract: NamespaceContract): PropertyDecorator & ParameterDecorator {
  noteContract('@InjectContract', contract)
  return Inject(getContractToken(contract))
}
