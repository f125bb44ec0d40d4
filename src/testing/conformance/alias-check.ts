import type { AliasRow } from '../../contract/alias/alias.js'
import { aliasRow } from '../../contract/alias/alias-name.js'
import { aliases as declareAliases } from '../../contract/declaration.js'
import { type Direction, directions } from '../../contract/event/direction.js'
import { type ConformanceCheck, failCheck } from './check.js'
import type { CheckedContract } from './checked-event.js'

/** Makes the checks of an alias table as a whole. */
export function aliasChecks(checked: CheckedContract): ConformanceCheck[] {
  const { path } = checked.contract
  return [
    {
      title: `${path}: its aliases have canonical targets, and neither chains nor clashes`,
      check: () => checkTargets(checked),
    },
    {
      title: `${path}: its answers to legacy clients and older shapes are of its own events`,
      check: () => checkRest(checked),
    },
  ]
}

/** Lists the legacy names of one direction with their rows, written out. */
export function legacyRows({ aliases }: CheckedContract, direction: Direction): [name: string, row: AliasRow][] {
  return Object.keys(aliases[direction]).map((name) => [name, aliasRow(aliases, direction, name) as AliasRow])
}

function checkTargets(checked: CheckedContract): void {
  const { contract, aliases } = checked
  // refuses chains, and rows that are none
  declareAliases()(aliases as never)
  for (const direction of directions)
    for (const [name, { of }] of legacyRows(checked, direction)) {
      const where = `${contract.path}, the alias ${name} (${direction})`
      if (!Object.hasOwn(contract[direction], of))
        failCheck(where, `it stands for ${of}, which is no event of this direction: name one of the contract's`)
      if (Object.hasOwn(contract[direction], name))
        failCheck(where, 'it is the name of an event too: take the alias out, or rename the event')
    }
}

function checkRest({ contract, aliases }: CheckedContract): void {
  const { clientToServer, path } = contract
  for (const name of Object.keys(aliases.unacknowledged ?? {}))
    if (!Object.hasOwn(clientToServer, name))
      failCheck(`${path}, unacknowledged ${name}`, 'no client sends such an event: name one of clientToServer')
  for (const direction of directions)
    for (const name of Object.keys(aliases.shapes?.[direction] ?? {}))
      if (!Object.hasOwn(contract[direction], name))
        failCheck(
          `${path}, shapes ${name} (${direction})`,
          "it is no event of this direction: name one of the contract's",
        )
}
