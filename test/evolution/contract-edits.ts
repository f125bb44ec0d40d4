import type { ContractEdit } from './contract-edit.js'
import { audienceEdits, eventEdits } from './event-edits.js'
import { aliasEdits, servingEdits } from './naming-edits.js'
import { fieldEdits, valueEdits } from './payload-edits.js'
import { versionEdits } from './version-edits.js'

/** The edits by kind, in the order of the table. */
export const editsByKind: Readonly<Record<string, readonly ContractEdit[]>> = {
  Fields: fieldEdits,
  Values: valueEdits,
  Events: eventEdits,
  Audiences: audienceEdits,
  Aliases: aliasEdits,
  'Namespaces and the protocol': servingEdits,
  'Earlier versions': versionEdits,
}
