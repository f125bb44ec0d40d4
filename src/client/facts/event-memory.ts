import type { EventContract } from '../../contract/event/event.js'
import type { FactKey } from '../../contract/event/identity.js'
import { madeOnce } from '../../contract/made-once.js'
import { copies } from './copies.js'
import type { Delivery } from './delivery.js'
import { identified, identityReader } from './fact-key.js'
import { generations } from './generations.js'
import { recentLists } from './recent-lists.js'

/** Returns whether a delivery of one event is of a known fact, and remembers it. */
export type EventMemory = (payload: unknown, delivery: Delivery) => boolean

// a process may hold a client for each of many sockets, all of one contract
const readers = new WeakMap<EventContract, ReturnType<typeof identityReader>>()

/** Makes what remembers the facts of one event, whoever declares it: about the last thousand of ordinary size. */
export function eventMemory(): (event: EventContract) => EventMemory {
  const leastFacts = 1000
  const mostKeys = 8000
  const mostInList = 500
  const held = generations<number>()
  const isCopy = copies()
  let facts = 0

  let recent: ReturnType<typeof recentLists> | undefined
  // made for the first, since many events have none
  const knowsValues = (values: readonly unknown[]): boolean => {
    recent ??= recentLists()
    return recent(values)
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
    const read = madeOnce(readers, event, identityReader)
    return (payload, delivery) => {
      const values = read(payload)
      // long ones may take the place of many: what keys take together is bounded
      const isLong = values && lengthOf(values) > mostInList
      if (values && !isLong) return knowsValues(values)
      const { offset } = delivery
      if (offset !== undefined && knowsValues([offset, delivery.connection])) return true
      if (facts >= leastFacts || held.isFull(mostKeys)) {
        held.turn()
        facts = 0
      }
      const keys = isLong ? [{ key: JSON.stringify(values) }] : identified(event, payload)
      const isOld = knowsKeys(keys, payload, delivery)
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
  return withinMs ? `${withinMs},${Math.floor((at as number) / withinMs) + shift},${key}` : `,${key}`
}
