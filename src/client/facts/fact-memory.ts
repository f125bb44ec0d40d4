import type { EventContract } from '../../contract/event/event.js'
import { madeOnce } from '../../contract/made-once.js'
import type { Delivery } from './delivery.js'
import { type EventMemory, eventMemory } from './event-memory.js'

/** Knows the facts that were delivered already. */
export interface FactMemory {
  /** Returns whether a delivery is of a known fact, and remembers it. */
  knows(event: EventContract, payload: unknown, delivery: Delivery): boolean
}

/**
 * Makes a memory for clients that are one receiver, such as those of an old and a new path.
 * @example
 * const memory = factMemory()
 * connect(oldSocket, patientPharmacy, { memory, legacy: true, aliases: patientPharmacyAliases })
 * connect(newSocket, patientPharmacy, { memory })
 */
export function factMemory(): FactMemory {
  const named = new Map<string, ReturnType<typeof eventMemory>>()
  // what is known of an event is found out once
  const events = new Map<EventContract, EventMemory>()
  const memoryOf = (event: EventContract): EventMemory => {
    const { namespace, name } = event
    // with its length in front, no two namespaces and names make the same
    return madeOnce(named, namespace.length + namespace + name, eventMemory)(event)
  }
  return {
    knows: (event, payload, delivery) => madeOnce(events, event, memoryOf)(payload, delivery),
  }
}
