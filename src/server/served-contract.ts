import type { AliasTable } from '../contract/alias/alias.js'
import { checkAliases } from '../contract/alias/declared-aliases.js'
import { DeclarationError } from '../contract/declaration-error.js'
import { directions } from '../contract/event/direction.js'
import { givenWords } from '../contract/given.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { checkPast } from '../contract/past/declared-past.js'
import type { PastTable } from '../contract/past/past.js'

/**
 * Makes sure that what is to be served is a contract, and that its legacy names and earlier versions stand for events it has: where no compiler
 * looked, or an import gave something else.
 * @throws DeclarationError that says what was given, and what to give
 */
export function checkServed(
  caller: string,
  contract: NamespaceContract,
  { aliases, past }: { readonly aliases?: AliasTable | undefined; readonly past?: PastTable | undefined } = {},
): void {
  if (!isMap(contract) || typeof contract.path !== 'string')
    throw new DeclarationError(
      `${caller} got ${givenWords(contract, 'contract')} for its contract: give it what namespace() made; look at the import, for one of a wrong name or in a circle gives nothing`,
    )
  if (aliases !== undefined) checkTable(contract, aliases)
  if (past !== undefined) checkPast(contract, past)
}

function checkTable(contract: NamespaceContract, aliases: AliasTable): void {
  const { path } = contract
  if (!isMap(aliases))
    throw new DeclarationError(
      `${path}: \`aliases\` is ${givenWords(aliases, 'alias table')}: give it what aliases<Contract>()({ ... }) made`,
    )
  checkAliases(contract, aliases)
}

/** Returns whether a value has events of both directions, or rows of both. */
function isMap(value: unknown): boolean {
  const held = Object(value) as Readonly<Record<string, unknown>>
  return directions.every((direction) => typeof held[direction] === 'object' && held[direction] !== null)
}
