import type { AliasTable } from '../contract/alias/alias.js'
import { aliasRow } from '../contract/alias/alias-name.js'
import type { Direction } from '../contract/event/direction.js'
import { UnknownEventError } from '../contract/event/event-error.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { nearName } from '../contract/nearest-name.js'
import type { PastTable } from '../contract/past/past.js'
import { pastNames } from '../contract/past/past-row.js'

/** Makes the error of a name that no event has, with the event that was meant: the name of today for one of old, or the one spelled like it. */
export function unknownEvent(
  contract: NamespaceContract,
  aliases: AliasTable | undefined,
  direction: Direction,
  name: string,
  past?: PastTable,
): UnknownEventError {
  const canonical = (aliases && aliasRow(aliases, direction, name)?.of) ?? todaysName(contract, past, direction, name)
  const meant = canonical ?? nearName(String(name), Object.keys(contract[direction]))
  const words = canonical === undefined ? 'write' : 'this one is of older releases, so write'
  return new UnknownEventError(
    contract.path,
    direction,
    meant === undefined ? undefined : `${contract.path} has no ${direction} event of this name: ${words} \`${meant}\``,
  )
}

/** Finds the name that an event has today which an earlier version called otherwise. */
function todaysName(
  contract: NamespaceContract,
  past: PastTable | undefined,
  direction: Direction,
  name: string,
): string | undefined {
  return Object.keys(contract[direction]).find((today) => pastNames(past, direction, today).includes(name))
}
