import type { Direction } from '../event/direction.js'
import type { PastRow, PastTable } from './past.js'

/** Lists the versions that a table has, the earliest first. */
export function pastVersions(table: PastTable): number[] {
  return Object.keys(table)
    .map(Number)
    .sort((one, other) => one - other)
}

/**
 * Finds how a version spoke of an event: its own row, or that of the next later version which has one; `false` where it does
 * not have the event, nothing where it speaks of it as the contract does.
 */
export function pastRow(
  table: PastTable,
  version: number,
  direction: Direction,
  name: string,
): PastRow | false | undefined {
  for (const each of pastVersions(table)) {
    const rows = each < version ? undefined : table[each]?.[direction]
    const row = rows && Object.hasOwn(rows, name) ? rows[name] : undefined
    if (row !== undefined) return row
  }
  return undefined
}

/** Lists the names by which earlier versions knew an event, where those are others than its own. */
export function pastNames(table: PastTable | undefined, direction: Direction, name: string): string[] {
  const rows = table ? pastVersions(table).map((version) => pastRow(table, version, direction, name)) : []
  const names = rows.map((row) => (row ? (row.name ?? name) : name))
  return [...new Set(names)].filter((each) => each !== name)
}
