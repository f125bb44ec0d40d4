import type { AliasTable } from '../contract/alias/alias.js'
import { aliasRow } from '../contract/alias/alias-name.js'
import { directions } from '../contract/event/direction.js'
import type { NamespaceContract } from '../contract/namespace.js'

/** A contract that a module exports, with the tables of aliases that may be its own. */
export interface ExportedContract {
  readonly contract: NamespaceContract
  readonly tables: readonly AliasTable[]
}

/** Lists the contracts among what a module exports, alone or in an object. */
export function exportedContracts(module: object): ExportedContract[] {
  const contracts = [...new Set(exportedIn(module).filter(isContract))]
  const tables = exportedTables(module)
  return contracts.map((contract) => ({ contract, tables: tables.filter((table) => isOf(table, contract)) }))
}

/** Lists the tables of aliases among what a module exports, alone or in an object. */
export function exportedTables(module: object): AliasTable[] {
  return [...new Set(exportedIn(module).filter(isAliasTable))]
}

function exportedIn(module: object): unknown[] {
  // what stands in a table or a contract, as its `shapes`, is none itself
  return Object.values(module).flatMap((each: unknown) =>
    isContract(each) || isAliasTable(each) ? [each] : [each, ...Object.values(Object(each))],
  )
}

/** Returns whether a value is the contract of a namespace. */
export function isContract(value: unknown): value is NamespaceContract {
  return hasBoth(value) && typeof Object(value).path === 'string' && Array.isArray(Object(value).rooms)
}

/** Returns whether a value is a table of aliases. */
export function isAliasTable(value: unknown): value is AliasTable {
  return hasBoth(value) && !('path' in Object(value))
}

function hasBoth(value: unknown): boolean {
  return directions.every((direction) => {
    const held = (Object(value) as Record<string, unknown>)[direction]
    return typeof held === 'object' && held !== null
  })
}

/** Returns whether every row of a table stands for an event of a contract. */
function isOf(table: AliasTable, contract: NamespaceContract): boolean {
  const rows = directions.flatMap((direction) =>
    Object.keys(table[direction]).map((name) => [aliasRow(table, direction, name)?.of, contract[direction]] as const),
  )
  return rows.every(([of, events]) => of !== undefined && Object.hasOwn(events, of))
}
