import { directions } from '../../contract/event/direction.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import { checkPast } from '../../contract/past/declared-past.js'
import type { PastTable } from '../../contract/past/past.js'

/** A value that a module exports, with the names under which it does. */
export interface Named<Value> {
  readonly value: Value
  readonly names: readonly string[]
}

/** Returns whether a value is a table of earlier versions: rows by direction under numbers, or one without rows that is called `past`. */
export function isPastTable(value: unknown, names: readonly string[] = []): value is PastTable {
  if (!isMap(value)) return false
  const versions = Object.entries(value)
  if (!versions.length || !versions.every(([key, held]) => Number.isFinite(Number(key)) && isMap(held))) return false
  const keys = versions.flatMap(([, held]) => Object.keys(held as object))
  // without a row it may be data of another meaning
  return keys.length
    ? directions.some((direction) => keys.includes(direction))
    : names.some((name) => /past$/i.test(name))
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Finds among tables of earlier versions those that may be a contract's: what fits it, unless it is called after another contract that
 * it fits; where one is called after this contract, as `shopPast` after `shop`, no other.
 */
export function pastsOf(
  contract: Named<NamespaceContract>,
  contracts: readonly Named<NamespaceContract>[],
  tables: readonly Named<PastTable>[],
): PastTable[] {
  const fitting = tables.filter(({ value }) => fitsPast(contract.value, value))
  const own = fitting.filter((table) => isCalledAfter(table, contract))
  const open = fitting.filter(
    (table) => !contracts.some((other) => isCalledAfter(table, other) && fitsPast(other.value, table.value)),
  )
  return (own.length ? own : open).map(({ value }) => value)
}

function isCalledAfter(table: Named<PastTable>, contract: Named<NamespaceContract>): boolean {
  return contract.names.some((name) => table.names.includes(`${name}Past`))
}

/** Returns whether a table of earlier versions fits a contract. */
export function fitsPast(contract: NamespaceContract, table: PastTable): boolean {
  try {
    checkPast(contract, table)
    return true
  } catch {
    return false
  }
}
