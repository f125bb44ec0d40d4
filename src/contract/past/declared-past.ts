import { DeclarationError } from '../declaration-error.js'
import { type Direction, directions } from '../event/direction.js'
import { givenWords } from '../given.js'
import type { NamespaceContract } from '../namespace.js'
import { nearestNames } from '../nearest-name.js'
import type { PastTable } from './past.js'
import { pastRow } from './past-row.js'

/**
 * Makes sure that a table of earlier versions fits a contract: versions below its own, rows of events that it has, and no
 * two events under one name.
 * @throws DeclarationError that names the version and the row, and the events that may have been meant
 */
export function checkPast(contract: NamespaceContract, table: PastTable): void {
  const { path, version } = contract
  if (typeof table !== 'object' || table === null)
    throw new DeclarationError(
      `${path}: \`past\` is ${givenWords(table, 'table of earlier versions')}: give it what past<Contract>()({ ... }) made`,
    )
  for (const key of Object.keys(table)) {
    const number = Number(key)
    if (!Number.isInteger(number) || number < 1 || number >= version)
      throw new DeclarationError(
        `${path}: \`past\` has a version ${key}, which is none below ${version}, that of the contract: raise the contract's \`version\`, or leave it out`,
      )
    checkVersion(contract, table, number)
  }
}

function checkVersion(contract: NamespaceContract, table: PastTable, version: number): void {
  const where = `${contract.path}: version ${version} of \`past\``
  const held: unknown = table[version]
  if (typeof held !== 'object' || held === null)
    throw new DeclarationError(
      `${where} is ${givenWords(held, 'map of rows')}: give it its rows, or {} where it has none`,
    )
  const other = Object.keys(held).find((key) => !directions.includes(key as Direction))
  if (other !== undefined)
    throw new DeclarationError(`${where} has \`${other}\`: its rows stand under serverToClient and clientToServer`)
  for (const direction of directions) {
    checkRows(contract, direction, table[version]?.[direction], where)
    checkNames(contract, direction, table, version)
  }
}

function checkRows(contract: NamespaceContract, direction: Direction, rows: unknown, where: string): void {
  if (rows === undefined) return
  if (typeof rows !== 'object' || rows === null)
    throw new DeclarationError(`${where} has for ${direction} ${givenWords(rows, 'map of rows')}: give it rows by name`)
  for (const [name, row] of Object.entries(rows)) {
    const which = `${where}, ${name} (${direction})`
    if (!Object.hasOwn(contract[direction], name)) {
      const nearest = nearestNames(name, Object.keys(contract[direction]))
      const advice = nearest.length ? `nearest: ${nearest.join(', ')}` : 'it has none of this direction'
      throw new DeclarationError(
        `${which}: a row stands under the name that an event has today, and the contract declares none of this name; ${advice}`,
      )
    }
    if (row === false || row === undefined) continue
    if (typeof row !== 'object' || row === null)
      throw new DeclarationError(`${which} is ${givenWords(row, 'row')}: give it a row, or false`)
    const old: unknown = (row as { readonly name?: unknown }).name
    if (old !== undefined && (typeof old !== 'string' || old === '' || old.startsWith('contract:')))
      throw new DeclarationError(`${which}: its \`name\` is no name that an event of a contract can have`)
  }
}

/** Makes sure that a version has one event of each name. */
function checkNames(contract: NamespaceContract, direction: Direction, table: PastTable, version: number): void {
  const owners = new Map<string, string>()
  for (const today of Object.keys(contract[direction])) {
    const row = pastRow(table, version, direction, today)
    if (row === false) continue
    const name = row?.name ?? today
    const other = owners.get(name)
    if (other !== undefined)
      throw new DeclarationError(
        `${contract.path}: version ${version} of \`past\` calls both ${other} and ${today} ${name} (${direction}): give the one that it does not have \`false\``,
      )
    owners.set(name, today)
  }
}
