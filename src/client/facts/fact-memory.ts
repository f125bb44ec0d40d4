import type { EventContract } from '../../contract/event/event.js'
import type { FactKey } from '../../contract/event/identity.js'
import { factKeys } from './fact-key.js'

/** Where a delivery came from. */
export interface Delivery {
  /** The connection it came over. */
  readonly connection: string
  /** What brought it: a client, over all its connections, under one name. */
  readonly source: string
  /** When it came, in milliseconds since some beginning that nobody moves. */
  readonly at: number
  /** What socket.io calls the packet, where it can be delivered again. */
  readonly offset?: string | undefined
}

/** Knows the facts that were delivered already. */
export interface FactMemory {
  /** Returns whether a delivery is of a known fact, and remembers it. */
  knows(event: EventContract, payload: unknown, delivery: Delivery): boolean
}

interface Copies {
  /** When each fact came first that is not forgotten yet. */
  readonly times: number[]
  /** How many were forgotten. */
  gone: number
  /** How many of them each source has brought. */
  readonly brought: Map<string, number>
}

const leastFacts = 1000
const mostKeys = 8 * leastFacts
// who holds this much may forget sooner: a fact told twice is better than one taken for another, as digests would
const mostCharacters = 2 ** 20
const copyMs = 5000

/**
 * Makes a memory for clients that are one receiver, such as those of an old and a new path.
 * @example
 * const memory = factMemory()
 * connect(oldSocket, patientPharmacy, { memory, legacy: true, aliases: patientPharmacyAliases })
 * connect(newSocket, patientPharmacy, { memory })
 */
export function factMemory(): FactMemory {
  const named = new Map<string, FactMemory['knows']>()
  // the name of an event is put together once
  const events = new WeakMap<EventContract, FactMemory['knows']>()
  return {
    knows: (event, payload, delivery) => {
      let known = events.get(event)
      if (!known) {
        // with its length in front, no two namespaces and names make the same
        const place = event.namespace.length + event.namespace + event.name
        known = named.get(place) ?? eventMemory()
        named.set(place, known)
        events.set(event, known)
      }
      return known(event, payload, delivery)
    },
  }
}

/** Remembers the facts of one event: at least the last thousand of ordinary size, and twice as many at most. */
function eventMemory(): FactMemory['knows'] {
  const keys = generations<number>()
  const copies = generations<Copies>()
  let facts = 0
  let turned = 0

  const isNear = ({ at = 0, withinMs = 0 }: FactKey, slot: string): boolean =>
    // what is not there is no number, and not near
    Math.abs((keys.get(slot) as number) - at) <= withinMs

  return (event, payload, { connection, source, at, offset }) => {
    if (facts >= leastFacts || keys.isFull(mostKeys)) {
      keys.turn()
      facts = 0
    }
    if (offset !== undefined) {
      // no slot begins with a letter
      const packet = `p${connection.length}${connection}${offset}`
      if (keys.get(packet) !== undefined) return true
      keys.set(packet, 0)
    }
    let isOld = false
    const lasting: [slot: string, at: number][] = []
    for (const key of factKeys(event, payload)) {
      const slot = slotOf(key)
      const isKnown = isNear(key, slot) || (key.withinMs && [-1, 1].some((shift) => isNear(key, slotOf(key, shift))))
      if (isKnown && !key.forOthers) isOld = true
      else if (!key.provisional) lasting.push([slot, key.at ?? 0])
    }
    for (const [slot, time] of lasting) keys.set(slot, time)
    isOld ||= !lasting.length && isCopy(spelled(payload), source, at)
    if (!isOld) facts++
    return isOld
  }

  /** Returns whether another source brought this copy of a payload already: its k-th copy from any source is the k-th fact. */
  function isCopy(payload: string, source: string, now: number): boolean {
    if (now - turned > copyMs || copies.isFull(leastFacts)) {
      copies.turn()
      turned = now
    }
    const same = copies.get(payload) ?? { times: [], gone: 0, brought: new Map<string, number>() }
    copies.set(payload, same)
    const { times, brought } = same
    while (times.length > leastFacts || now - (times[0] ?? now) > copyMs) {
      times.shift()
      same.gone++
    }
    const place = Math.max(brought.get(source) ?? 0, same.gone)
    brought.set(source, place + 1)
    if (place < same.gone + times.length) return true
    times.push(now)
    return false
  }
}

/** Spells a payload; as JSON has bytes, a megabyte of them would take a third of a second. */
function spelled(payload: unknown): string {
  // a function is asked of every field, which costs others more than the rest
  const isOfBytes = Object.values(Object(payload)).some(ArrayBuffer.isView)
  return `${JSON.stringify(payload, isOfBytes ? (_, held) => (ArrayBuffer.isView(held) ? [`${held}`] : held) : undefined)}`
}

/** Names the place of a key; those that hold for a while share one with their like of the same while. */
function slotOf({ key, at, withinMs }: FactKey, shift = 0): string {
  // no other place begins with a comma
  return withinMs ? `${withinMs},${Math.floor((at as number) / withinMs) + shift},${key}` : `,${key}`
}

/** Holds a younger and an older map, so that forgetting costs nothing. */
function generations<Value>() {
  let young = new Map<string, Value>()
  let old = young
  let characters = 0
  return {
    get: (key: string) => young.get(key) ?? old.get(key),
    set: (key: string, value: Value) => {
      const { size } = young
      if (young.set(key, value).size > size) characters += key.length
    },
    isFull: (count: number) => young.size >= count || characters > mostCharacters,
    turn: () => {
      old = young
      young = new Map()
      characters = 0
    },
  }
}
