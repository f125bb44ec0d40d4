import type { AliasRow, AliasTable } from '../contract/alias/alias.js'
import { aliasRow } from '../contract/alias/alias-name.js'
import { DeclarationError } from '../contract/declaration-error.js'
import { fieldsOf } from '../contract/event/fields.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { toLegacy } from '../guards/alias-payload.js'
import type { LegacyNames } from './options.js'

/**
 * Returns the alias table as it is sent by: with the names switched on that it only has heard.
 * @throws DeclarationError where one of them stands for nothing
 */
export function legacyTable(
  { path, legacyPath }: NamespaceContract,
  {
    aliases,
    legacy,
  }: { readonly aliases?: AliasTable | undefined; readonly legacy?: boolean | LegacyNames<never> | undefined },
): AliasTable | undefined {
  if (typeof legacy !== 'object') return aliases
  const { also } = legacy as { readonly also?: readonly string[] }
  if (!Array.isArray(also))
    throw new DeclarationError(`${path}: \`legacy\` is true, or { also: [...] } with names to send`)
  if (also.length && !legacyPath)
    throw new DeclarationError(`${path}: \`also\` names what is sent on a legacy path, and the contract declares none`)
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

/** Writes a payload with the fields of today beside the old ones: pages of several generations may wait for such a name. */
function inBothSpellings(row: AliasRow, payload: unknown): unknown {
  const legacy = toLegacy(row, payload)
  return row.down || row.bare !== undefined ? legacy : { ...fieldsOf(payload), ...fieldsOf(legacy) }
}
