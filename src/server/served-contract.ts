import type { AliasTable } from '../contract/alias/alias.js'
import { DeclarationError } from '../contract/declaration-error.js'
import { type Direction, directions } from '../contract/event/direction.js'
import { givenWords } from '../contract/given.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { nearestNames } from '../contract/nearest-name.js'

/**
 * Makes sure that what is to be served is a contract, and that its legacy names stand for events it has: where no compiler
 * looked, or an import gave something else.
 * @throws DeclarationError that says what was given, and what to give
 */
export function checkServed(caller: string, contract: NamespaceContract, aliases: AliasTable | undefined): void {
  if (!isMap(contract) || typeof contract.path !== 'string')
    throw new DeclarationError(
      `${caller} got ${givenWords(contract, 'contract')} for its contract: give it what namespace() made; look at the import, for one of a wrong name or in a circle gives nothing`,
    )
  if (aliases !== undefined) checkTable(contract, aliases)
}

function checkTable(contract: NamespaceContract, aliases: AliasTable): void {
  const { path } = contract
  if (!isMap(aliases))
    throw new DeclarationError(
      `${path}: \`aliases\` is ${givenWords(aliases, 'alias table')}: give it what aliases<Contract>()({ ... }) made`,
    )
  for (const direction of directions) {
    const rows = aliases[direction] as Readonly<Record<string, string | { readonly of?: unknown } | undefined>>
    for (const [name, row] of Object.entries(rows)) {
      const where = `${path}: the alias ${name} (${direction})`
      if (Object.hasOwn(contract[direction], name))
        throw new DeclarationError(`${where} is an event of the contract, which can be no alias: leave it out`)
      const of = typeof row === 'string' ? row : row?.of
      if (typeof of !== 'string')
        throw new DeclarationError(`${where} stands for no event: name one, or give the row an \`of\``)
      checkName(contract, direction, of, where)
    }
    for (const name of Object.keys(aliases.shapes?.[direction] ?? {}))
      checkName(contract, direction, name, `${path}: a row of \`shapes\``)
  }
  for (const name of Object.keys(aliases.unacknowledged ?? {}))
    checkName(contract, 'clientToServer', name, `${path}: a row of \`unacknowledged\``)
}

function checkName(contract: NamespaceContract, direction: Direction, name: string, where: string): void {
  if (Object.hasOwn(contract[direction], name)) return
  const nearest = nearestNames(name, Object.keys(contract[direction]))
  const advice = nearest.length ? `nearest: ${nearest.join(', ')}` : 'it has none of this direction'
  throw new DeclarationError(`${where} stands for ${name}, which the contract does not declare; ${advice}`)
}

/** Returns whether a value has events of both directions, or rows of both. */
function isMap(value: unknown): boolean {
  const held = Object(value) as Readonly<Record<string, unknown>>
  return directions.every((direction) => typeof held[direction] === 'object' && held[direction] !== null)
}
