import type { EventContract } from '../../contract/event/event.js'
import type { FactKey } from '../../contract/event/identity.js'
import { copies } from './copies.js'
import type { Delivery } from './delivery.js'
import { identified, identityReader } from './fact-key.js'
import { generations } from './generations.js'

/** Returns whether a delivery of one event is of a known fact, and remembers it. */
export type EventMemory = (payload: unknown, delivery: Delivery) => boolean

/**
 * Makes what remembers the facts of one event, whoever declares it: at least the last thousand of ordinary size, and twice as
 * many at most.
 */
export function eventMemory(): (event: EventContract) => EventMemory {
  const leastFacts = 1000
  const mostKeys = 8000
  const held = generations<unknown, readonly unknown[] | number>()
  const isCopy = copies()
  let facts = 0

  /** Knows a list of values by the first of them as it came, and spells out only what shares it with another list. */
  const knowsValues = (values: readonly unknown[]): boolean => {
    const [first] = values
    const known = held.get(first)
    // again, so that it is there as long as any text of those that share the value
    held.set(first, known ?? values, lengthOf(values))
    if (known === undefined) return false
    const text = JSON.stringify(values)
    const isKnown = held.get(text) === 0 || JSON.stringify(known) === text
    held.set(text, 0)
    return isKnown
  }
  const knowsKeys = (keys: readonly FactKey[], payload: unknown, delivery: Delivery): boolean => {
    let isOld = false
    const lasting: FactKey[] = []
    for (const key of keys) {
      const { at = 0, withinMs = 0 } = key
      // what is not there is no number, and not near
      const isNear = (shift: number) => Math.abs((held.get(slotOf(key, shift)) as number) - at) <= withinMs
      if ([0, -1, 1].some(isNear) && !key.forOthers) isOld = true
      else if (!key.provisional) lasting.push(key)
    }
    for (const key of lasting) held.set(slotOf(key, 0), key.at ?? 0)
    return isOld || (!lasting.length && isCopy(payload, delivery))
  }

  return (event) => {
    const read = identityReader(event)
    return (payload, delivery) => {
      if (facts >= leastFacts || held.isFull(mostKeys)) {
        held.turn()
        facts = 0
      }
      const { offset } = delivery
      if (offset !== undefined && knowsValues([offset, delivery.connection])) return true
      const values = read(payload)
      const isOld = values ? knowsValues(values) : knowsKeys(identified(event, payload), payload, delivery)
      if (!isOld) facts++
      return isOld
    }
  }
}

function lengthOf(values: readonly unknown[]): number {
  let length = 0
  for (const value of values) length += (value as string | undefined)?.length ?? 1
  return length
}

/** Names the place of a key; those that hold for a while share one with their like of the same while. */
function slotOf({ key, at, withinMs }: FactKey, shift: number): string {
  // no other text begins with a comma or a digit, but what is no text may be found in the place of one
  return withinMs ? `${withinMs},${Math.floor((at as number) / withinMs) + shift},${key}` : `,${key}`
}
