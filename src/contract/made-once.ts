interface Holder<Key, Value> {
  get(key: Key): Value | undefined
  set(key: Key, value: Value): unknown
}

/** Returns what a map holds for a key, made now where there is nothing yet. */
export function madeOnce<Key, Value>(map: Holder<Key, Value>, key: Key, make: (key: Key) => Value): Value {
  let found = map.get(key)
  if (found === undefined) {
    found = make(key)
    map.set(key, found)
  }
  return found
}
