import type { EventContract } from '../../contract/event/event.js'
import { madeOnce } from '../../contract/made-once.js'
import type { Delivery } from './delivery.js'
import { identified, identityReader } from './fact-key.js'
import { recentKeys } from './recent-keys.js'
import { recentLists } from './recent-lists.js'

/** Returns whether a delivery of one event is of a known fact, and remembers it. */
export type EventMemory = (payload: unknown, delivery: Delivery) => boolean

// a process may hold a client for each of many sockets, all of one contract
const readers = new WeakMap<EventContract, ReturnType<typeof identityReader>>()

// long values may take the place of many: what keys take together is bounded
const mostInList = 500

/** Makes what remembers the facts of one event, whoever declares it: about the last thousand of ordinary size. */
export function eventMemory(): (event: EventContract) => EventMemory {
  // made for the first: each is for some events alone, and thousands of clients may share a process
  let lists: ReturnType<typeof recentLists> | undefined
  let keys: ReturnType<typeof recentKeys> | undefined
  const knowsList = (values: readonly unknown[]): boolean => {
    lists ??= recentLists()
    return lists(values)
  }
  return (event) => {
    const read = madeOnce(readers, event, identityReader)
    return (payload, delivery) => {
      const values = read(payload)
      const isLong = values && lengthOf(values) > mostInList
      if (values && !isLong) return knowsList(values)
      const { offset } = delivery
      if (offset !== undefined && knowsList([offset, delivery.connection])) return true
      keys ??= recentKeys()
      return keys(isLong ? [{ key: JSON.stringify(values) }] : identified(event, payload), payload, delivery)
    }
  }
}

function lengthOf(values: readonly unknown[]): number {
  let length = 0
  for (const value of values) length += (value as string | undefined)?.length ?? 1
  return length
}
