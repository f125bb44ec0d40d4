import type { AliasTable, ShapeRow } from '../../contract/alias/alias.js'
import { aliasRow, legacyNames, shapeRow } from '../../contract/alias/alias-name.js'
import type { EventContract } from '../../contract/event/event.js'
import { toLegacy } from '../../guards/alias-payload.js'

/** An event as a server of an older release takes it. */
export interface OldEvent {
  readonly name: string
  readonly payload: unknown
  /** Whether it is a legacy name. */
  readonly isAlias: boolean
  /** How that release shapes it, where it has a shape of its own. */
  readonly row: ShapeRow | undefined
}

/**
 * Returns an event under the first legacy name that is sent for its payload, or its own where it never had another one. Where
 * no name is for such a payload it goes under the first of them, in what that can say: the server knows no other.
 * @throws whatever a row's `down` or `when` throws
 */
export function oldEvent(table: AliasTable | undefined, event: EventContract, payload: unknown): OldEvent {
  const names = table ? legacyNames(table, 'clientToServer', event.name as never) : []
  const rows = names.flatMap((name) => {
    const row = aliasRow(table as AliasTable, 'clientToServer', name)
    return row && row.emit !== false ? [{ name, row }] : []
  })
  const found = rows.find(({ row }) => row.when?.(payload) ?? true) ?? rows[0]
  if (found) return { ...found, payload: toLegacy(found.row, payload), isAlias: true }
  const row = shapeRow(table, 'clientToServer', event.name)
  return { name: event.name, payload: row ? toLegacy(row, payload) : payload, isAlias: false, row }
}
