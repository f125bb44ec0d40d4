import type { Delivery } from './delivery.js'
import { generations } from './generations.js'

interface Copies {
  /** When each fact came first that is not forgotten yet. */
  readonly times: number[]
  /** How many were forgotten. */
  gone: number
  /** How many of them each source has brought. */
  readonly brought: Map<string, number>
}

/**
 * Makes what knows the facts of an event that have no key: it returns whether another source brought this copy of a payload
 * already. Its k-th copy from any source is the k-th fact.
 */
export function copies(): (payload: unknown, delivery: Delivery) => boolean {
  const mostCopies = 1000
  const copyMs = 5000
  const held = generations<Copies>()
  let turned = 0
  return (payload, { source, at }) => {
    if (at - turned > copyMs || held.isFull(mostCopies)) {
      held.turn()
      turned = at
    }
    const text = spelled(payload)
    const same = held.get(text) ?? { times: [], gone: 0, brought: new Map<string, number>() }
    held.set(text, same)
    const { times, brought } = same
    while (times.length > mostCopies || at - (times[0] ?? at) > copyMs) {
      times.shift()
      same.gone++
    }
    const place = Math.max(brought.get(source) ?? 0, same.gone)
    brought.set(source, place + 1)
    if (place < same.gone + times.length) return true
    times.push(at)
    return false
  }
}

/** Spells a payload; as JSON has bytes, a megabyte of them would take a third of a second. */
function spelled(payload: unknown): string {
  // a function is asked of every field, which costs others more than the rest
  const isOfBytes = Object.values(Object(payload)).some(ArrayBuffer.isView)
  return `${JSON.stringify(payload, isOfBytes ? (_, held) => (ArrayBuffer.isView(held) ? [`${held}`] : held) : undefined)}`
}
