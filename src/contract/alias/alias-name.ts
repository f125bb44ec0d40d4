import type { Direction } from '../event/direction.js'
import type { AliasRow, AliasTable, ShapeRow } from './alias.js'

/** The canonical name of a legacy one; any other name is its own. */
export type CanonicalName<
  Table extends AliasTable,
  D extends Direction,
  Name extends string,
> = Name extends keyof Table[D] ? Extract<Table[D][Name], string> : Name

/** Every legacy name of one direction. */
export type LegacyName<Table extends AliasTable, D extends Direction> = keyof Table[D] & string

type LegacyNamesOf<Rows, Canonical> = {
  [Name in keyof Rows]: Extract<Rows[Name], string> extends Canonical ? Name : never
}[keyof Rows]

/**
 * Returns the canonical name of any name; one that is no alias is its own.
 * @example
 * canonicalName(patientPharmacyAliases, 'serverToClient', 'new-message') // 'chat:message'
 */
export function canonicalName<Table extends AliasTable, D extends Direction, const Name extends string>(
  table: Table,
  direction: D,
  name: Name,
): CanonicalName<Table, D, Name> {
  return (aliasRow(table, direction, name)?.of ?? name) as never
}

/**
 * Lists the legacy names of a canonical one, in the order of the table.
 * @example
 * legacyNames(patientPharmacyAliases, 'serverToClient', 'order:new') // ['order:created']
 */
export function legacyNames<Table extends AliasTable, D extends Direction, const Name extends string>(
  table: Table,
  direction: D,
  canonical: Name,
): LegacyNamesOf<Table[D], Name>[] {
  return Object.keys(table[direction]).filter((name) => aliasRow(table, direction, name)?.of === canonical) as never
}

/**
 * Returns whether a name is a legacy one.
 * @example
 * isLegacyName(patientPharmacyAliases, 'serverToClient', 'chat:message') // false
 */
export function isLegacyName<Table extends AliasTable, D extends Direction>(
  table: Table,
  direction: D,
  name: string,
): name is LegacyName<Table, D> {
  return aliasRow(table, direction, name) !== undefined
}

/** Finds the row of a legacy name, written out. */
export function aliasRow(table: AliasTable, direction: Direction, name: string): AliasRow | undefined {
  const rows = table[direction] as Readonly<Record<string, AliasRow | string>>
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined
  return typeof row === 'string' ? { of: row } : row
}

/** Finds how older releases shape an event whose name did not change; nothing where no table is given. */
export function shapeRow(table: AliasTable | undefined, direction: Direction, name: string): ShapeRow | undefined {
  return table?.shapes?.[direction]?.[name]
}
