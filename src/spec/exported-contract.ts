import type { AliasTable } from '../contract/alias/alias.js'
import { aliasRow } from '../contract/alias/alias-name.js'
import { directions } from '../contract/event/direction.js'
import type { NamespaceContract } from '../contract/namespace.js'
import type { PastTable } from '../contract/past/past.js'
import { isPastTable, type Named, pastsOf } from './past/exported-past.js'

/** A contract that a module exports, with the tables of aliases and of earlier versions that may be its own. */
export interface ExportedContract {
  readonly contract: NamespaceContract
  readonly tables: readonly AliasTable[]
  readonly pasts: readonly PastTable[]
}

/** Lists the contracts among what a module exports, alone or in an object. */
export function exportedContracts(module: object): ExportedContract[] {
  const contracts = named(module, isContract)
  const tables = exportedTables(module)
  const pasts = exportedPasts(module)
  return contracts.map((each) => ({
    contract: each.value,
    tables: tables.filter((table) => isOf(table, each.value)),
    pasts: pastsOf(each, contracts, pasts),
  }))
}

/** Lists the tables of aliases among what a module exports, alone or in an object. */
export function exportedTables(module: object): AliasTable[] {
  return named(module, isAliasTable).map(({ value }) => value)
}

/** Lists the tables of earlier versions among what a module exports, alone or in an object. */
export function exportedPasts(module: object): Named<PastTable>[] {
  return named(module, isPastTable)
}

/** Lists what is of a kind among what a module exports, alone or in an object, with its names there. */
function named<Value>(
  module: object,
  isKind: (value: unknown, names: readonly string[]) => value is Value,
): Named<Value>[] {
  const names = new Map<unknown, string[]>()
  for (const [name, value] of exportedIn(module)) names.set(value, [...(names.get(value) ?? []), name])
  return [...names].flatMap(([value, names]) => (isKind(value, names) ? [{ value, names }] : []))
}

function exportedIn(module: object): [name: string, value: unknown][] {
  // what stands in a table or a contract, as its `shapes`, is none itself
  return Object.entries(module).flatMap(([name, each]: [string, unknown]): [string, unknown][] =>
    isContract(each) || isAliasTable(each) || isPastTable(each, [name])
      ? [[name, each]]
      : [[name, each], ...Object.entries(Object(each))],
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
