/** What was remembered of late. */
export interface Generations<Key, Value> {
  get(key: Key): Value | undefined
  /** Remembers a value by a key; `length` says how much the two hold, as a text does by itself, and counts once a key. */
  set(key: Key, value: Value, length?: number): void
  /** Returns whether so many keys came since the last turn, or such long ones, that it is time for the next. */
  isFull(count: number): boolean
  /** Forgets what was remembered before the last turn. */
  turn(): void
}

// who holds this much may forget sooner: a fact told twice is better than one taken for another, as digests would
const mostCharacters = 2 ** 20

/** Holds a younger and an older map, so that forgetting costs nothing. */
export function generations<Key, Value>(): Generations<Key, Value> {
  let young = new Map<Key, Value>()
  let old = young
  let characters = 0
  return {
    get: (key) => young.get(key) ?? old.get(key),
    set: (key, value, length = (key as string).length) => {
      const { size } = young
      if (young.set(key, value).size > size) characters += length
    },
    isFull: (count) => young.size >= count || characters > mostCharacters,
    turn: () => {
      old = young
      young = new Map()
      characters = 0
    },
  }
}
