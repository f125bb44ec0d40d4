import type { Direction } from '../contract/event/direction.js'
import type { EventContract } from '../contract/event/event.js'
import { UnknownEventError } from '../contract/event/event-error.js'
import type { NamespaceContract } from '../contract/namespace.js'

/**
 * Returns an event of a contract; where `isAsked` is given, only one that has a reply, or that has none.
 * @throws UnknownEventError when there is none of this name and kind
 */
export function eventOf(
  contract: NamespaceContract,
  direction: Direction,
  name: string,
  isAsked?: boolean,
): EventContract {
  const events = contract[direction] as Readonly<Record<string, EventContract>>
  const found = Object.hasOwn(events, name) && events[name]
  if (found && (isAsked ?? !!found.reply) === !!found.reply) return found
  throw new UnknownEventError(
    contract.path,
    direction,
    found ? `${contract.path} ${name} has ${isAsked ? 'no reply: use `emit`' : 'a reply: use `request`'}` : undefined,
  )
}
