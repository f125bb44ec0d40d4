/** The rooms that events went to of late, each with what is known of it by some key. */
export interface AddressMemory<Key, Address> {
  /** Finds what is known of a room; nothing stands for everybody. */
  get(room: string | undefined, key: Key): Address | undefined
  /** Remembers an address, from the second one of a room on. */
  set(room: string | undefined, key: Key, address: Address): void
}

type Known<Key, Address> = { readonly key: Key; address: Address }[]

/**
 * Holds a younger and an older map, each of so many addresses at most: rooms come and go, and forgetting costs nothing. A room
 * that comes once in so many is only noted, for to keep what nobody asks for again takes longer than to make it.
 */
export function addressMemory<Key, Address>(most = 1000): AddressMemory<Key, Address> {
  let young = new Map<string | undefined, Known<Key, Address>>()
  let old = young
  let count = 0
  let noted = new Set<string | undefined>()

  function knownOf(room: string | undefined): Known<Key, Address> | undefined {
    const known = young.get(room)
    if (known || young === old) return known
    const older = old.get(room)
    if (older) keep(room, older)
    return older
  }
  function keep(room: string | undefined, known: Known<Key, Address>): void {
    if (count >= most) {
      old = young
      young = new Map()
      count = 0
    }
    young.set(room, known)
    count += known.length
  }
  return {
    get(room, key) {
      const known = knownOf(room)
      // few events go to one room
      if (known) for (const each of known) if (each.key === key) return each.address
      return undefined
    },
    set(room, key, address) {
      const known = knownOf(room)
      const same = known?.find((each) => each.key === key)
      if (same) same.address = address
      else if (known) {
        known.push({ key, address })
        count++
      } else if (noted.has(room)) keep(room, [{ key, address }])
      else {
        if (noted.size >= most) noted = new Set()
        noted.add(room)
      }
    },
  }
}
