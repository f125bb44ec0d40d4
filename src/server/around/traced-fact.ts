import type { EventContract } from '../../contract/event/event.js'
import type { TracedFact } from './server-trace.js'

/** Returns what a trace may know of a fact: rooms by their families, for their names hold ids. */
export function tracedFact({ namespace, name, to }: EventContract, rooms: readonly string[] = []): TracedFact {
  const families = to.filter((family) => rooms.some((room) => family.is(room)))
  return { namespace, event: name, rooms: families.map(({ pattern }) => pattern) }
}
