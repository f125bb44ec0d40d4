import type { FactKey } from '../../contract/event/identity.js'
import { copies } from './copies.js'
import type { Delivery } from './delivery.js'
import { generations } from './generations.js'

const leastFacts = 1000
const mostKeys = 8000

/** Makes what knows the facts of an event by the keys of each, or by what it carries where it has none that last. */
export function recentKeys(): (keys: readonly FactKey[], payload: unknown, delivery: Delivery) => boolean {
  const held = generations<number>()
  const isCopy = copies()
  let facts = 0
  return (keys, payload, delivery) => {
    if (facts >= leastFacts || held.isFull(mostKeys)) {
      held.turn()
      facts = 0
    }
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
    isOld ||= !lasting.length && isCopy(payload, delivery)
    if (!isOld) facts++
    return isOld
  }
}

/** Names the place of a key; those that hold for a while share one with their like of the same while. */
function slotOf({ key, at, withinMs }: FactKey, shift: number): string {
  return withinMs ? `${withinMs},${Math.floor((at as number) / withinMs) + shift},${key}` : `,${key}`
}
