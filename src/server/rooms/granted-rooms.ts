/** The right of one client to be in one room, given by one contract. */
export interface Grant {
  /** Whether it holds whatever becomes of the calls that asked for it. */
  isKept: boolean
  /** The calls that asked for it and are not answered yet. */
  calls: Set<object> | undefined
}

/** The grant of a room for good, one for all: most rooms are granted from the beginning, to every connection. */
export const keptGrant: Grant = { isKept: true, calls: undefined }

// a long list is searched for long
const mostListed = 16

/**
 * The rooms that one contract let a client into. Those for good are a list as long as that is short: each connection has
 * one, and a map takes three times as much.
 */
export class GrantedRooms {
  #kept: readonly string[] | undefined
  #others: Map<string, Grant> | undefined

  /** Finds the grant of a room, if there is one. */
  get(room: string): Grant | undefined {
    return this.#kept?.includes(room) ? keptGrant : this.#others?.get(room)
  }

  has(room: string): boolean {
    return this.get(room) !== undefined
  }

  /** Takes note of a grant, in the place of the one that was there. */
  set(room: string, grant: Grant): void {
    if (grant === keptGrant && this.#kept?.includes(room)) return
    this.delete(room)
    const listed = this.#kept?.length ?? 0
    // no spread: it leaves room for more, which takes more than the list itself
    if (grant === keptGrant && listed < mostListed) this.#kept = this.#kept?.concat(room) ?? [room]
    else {
      this.#others ??= new Map()
      this.#others.set(room, grant)
    }
  }

  delete(room: string): void {
    if (this.#kept?.includes(room)) this.#kept = this.#kept.filter((each) => each !== room)
    this.#others?.delete(room)
  }

  clear(): void {
    this.#kept = undefined
    this.#others = undefined
  }
}
