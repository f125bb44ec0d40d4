import type { Direction } from '../../../contract/event/direction.js'
import type { AliasJson } from '../../alias/alias-json.js'
import type { NamespaceJson } from '../../contract-json.js'
import { entryOf } from '../record-entry.js'

/** Whether ends that go by a namespace take a name for an old name of one of its events, which carries the same by both. */
export function isPlainAlias(
  namespace: NamespaceJson | undefined,
  direction: Direction,
  name: string,
  event: string,
): boolean {
  const alias = entryOf(namespace?.aliases[direction] ?? {}, name)
  return alias?.of === event && isPlain(alias)
}

function isPlain({ rename, heard, bare, up, down, when, reply }: AliasJson): boolean {
  return bare === undefined && ![up, down, when, reply].includes(true) && !Object.keys({ ...rename, ...heard }).length
}
