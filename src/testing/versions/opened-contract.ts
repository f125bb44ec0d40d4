import { directions } from '../../contract/event/direction.js'
import type { EventContract } from '../../contract/event/event.js'
import type { NamespaceContract } from '../../contract/namespace.js'

/**
 * Returns a contract whose events go to everybody, are the same fact never, and are limited and ended by nothing: what is left
 * is what their names and shapes let through.
 */
export function openedContract<N extends NamespaceContract>(contract: N): N {
  const opened = directions.map((direction) => [
    direction,
    Object.fromEntries(
      Object.entries(contract[direction] as Readonly<Record<string, EventContract>>).map(([name, event]) => {
        const { limit: _, endsAfter: __, within: ___, identify: ____, ...rest } = event
        const everywhere = {
          everybody: true,
          direct: false,
          volatile: false,
          to: [],
          joins: [],
          leaves: [],
          identity: [],
        }
        return [name, { ...rest, ...everywhere }]
      }),
    ),
  ])
  return { ...contract, ...Object.fromEntries(opened) }
}
