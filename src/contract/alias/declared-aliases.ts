import { DeclarationError } from '../declaration-error.js'
import { type Direction, directions } from '../event/direction.js'
import type { NamespaceContract } from '../namespace.js'
import { nearestNames } from '../nearest-name.js'
import type { AliasTable } from './alias.js'

/**
 * Makes sure that every row of an alias table stands for an event of a contract.
 * @throws DeclarationError that names the row, and the events that may have been meant
 */
export function checkAliases(contract: NamespaceContract, aliases: AliasTable): void {
  const { path } = contract
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
