import type { AliasRow, AliasTable } from '../contract/alias/alias.js'
import { aliasRow } from '../contract/alias/alias-name.js'
import { DeclarationError } from '../contract/declaration-error.js'
import { fieldsOf } from '../contract/event/fields.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { toLegacy } from '../guards/alias-payload.js'
import type { LegacyNames } from './options.js'

/**
 * Returns the alias table as it is sent by: with the names switched on that it only has heard.
 * @throws DeclarationError where one of them stands for nothing, or the contract has no path for them
 */
export function legacyTable(
  { path, legacyPath }: NamespaceContract,
  {
    aliases,
    legacy,
  }: { readonly aliases?: AliasTable | undefined; readonly legacy?: boolean | LegacyNames<never> | undefined },
): AliasTable | undefined {
  if (legacy && !legacyPath && !isHeardOnly(aliases))
    throw new DeclarationError(
      `${path}: \`legacy\` has no path to serve, for the contract declares none: give namespace() a \`legacyPath\`, which may be '${path}' itself, or leave \`legacy\` out`,
    )
  if (typeof legacy !== 'object') return aliases
  const { also } = legacy as { readonly also?: readonly string[] }
  if (!Array.isArray(also))
    throw new DeclarationError(`${path}: \`legacy\` is true, or { also: [...] } with names to send`)
  const rows = also.map((name: string) => {
    const row = aliases && aliasRow(aliases, 'serverToClient', name)
    if (!row)
      throw new DeclarationError(
        `${path}: \`also\` names ${name}, which is no row of \`aliases\` for what the server sends`,
      )
    return [name, { ...row, emit: true, down: (payload: unknown) => inBothSpellings(row, payload) }] as const
  })
  return aliases && { ...aliases, serverToClient: { ...aliases.serverToClient, ...Object.fromEntries(rows) } }
}

/** Returns whether a table has no names that are sent, and so needs no path to send them on. */
function isHeardOnly(aliases: AliasTable | undefined): boolean {
  const rows: object | undefined = aliases?.serverToClient
  return rows !== undefined && Object.values(rows).every((row: string | AliasRow) => Object(row).emit === false)
}

/** Writes a payload with the fields of today beside the old ones: pages of several generations may wait for such a name. */
function inBothSpellings(row: AliasRow, payload: unknown): unknown {
  const legacy = toLegacy(row, payload)
  return row.down || row.bare !== undefined ? legacy : { ...fieldsOf(payload), ...fieldsOf(legacy) }
}
