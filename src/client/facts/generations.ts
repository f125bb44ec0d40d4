/** What was remembered of late. */
export interface Generations<Value> {
  get(key: string): Value | undefined
  /** Remembers a value by a key. */
  set(key: string, value: Value): void
  /** Returns whether so many keys came since the last turn, or such long ones, that it is time for the next. */
  isFull(count: number): boolean
  /** Forgets what was remembered before the last turn. */
  turn(): void
}

// who holds this much may forget sooner: a fact told twice is better than one taken for another, as digests would
const mostCharacters = 2 ** 20

/** Holds a younger and an older map, so that forgetting costs nothing. */
export function generations<Value>(): Generations<Value> {
  let young = new Map<string, Value>()
  let old = young
  let characters = 0
  return {
    get: (key) => young.get(key) ?? old.get(key),
    set: (key, value) => {
      const { size } = young
      if (young.set(key, value).size > size) characters += key.length
    },
    isFull: (count) => young.size >= count || characters > mostCharacters,
    turn: () => {
      old = young
      young = new Map()
      characters = 0
    },
  }
}
