import { RefusalError } from '../../contract/wire/refusal-error.js'

/** Rooms that a contract is asked for, and what of them the client left meanwhile. */
interface Join {
  readonly contract: string
  readonly rooms: readonly string[]
  readonly left: Set<string>
  /** Settles when it is answered, where anybody waits for that. */
  answered?: Promise<void>
  tellAnswered?(): void
}

const mostAsked = 20
const mostWaiting = 1000

/** What one connection asked to enter and is not answered about yet. Most connections ask for little: it begins with nothing made. */
export class Joins {
  #pending: Set<Join> | undefined
  #waiting: (() => void)[] | undefined
  #asked = 0

  /**
   * Runs what enters some rooms of a contract, a few calls at a time; it learns which of them the client left meanwhile.
   * @throws RefusalError with `RATE_LIMITED` when too many wait already
   */
  async enter(
    contract: string,
    rooms: readonly string[],
    work: (hasLeft: (room: string) => boolean) => Promise<void>,
  ): Promise<void> {
    this.#pending ??= new Set()
    const pending = this.#pending
    if (pending.size >= mostWaiting)
      throw new RefusalError('RATE_LIMITED', 'too many rooms were asked for at once', { retryable: true })
    const left = new Set<string>()
    const join: Join = { contract, rooms, left }
    pending.add(join)
    // who is next takes over the place, so that nobody slips in between
    if (this.#asked >= mostAsked) await this.#turn()
    else this.#asked++
    try {
      await work((room) => left.has(room))
    } finally {
      pending.delete(join)
      join.tellAnswered?.()
      const next = this.#waiting?.shift()
      if (next) next()
      else this.#asked--
      if (!pending.size) this.#pending = undefined
    }
  }

  /** Takes note of a room of a contract that is left: who asked that for it before is outside, however long the answer takes. */
  leave(contract: string, room: string): void {
    for (const join of this.#pending ?? []) if (join.contract === contract) join.left.add(room)
  }

  /** Waits until a contract has answered for these rooms; nothing where it is asked for none of them. */
  settled(contract: string, rooms: readonly string[]): Promise<unknown> | undefined {
    const asked = [...(this.#pending ?? [])].filter(
      (join) => join.contract === contract && join.rooms.some((room) => rooms.includes(room)),
    )
    return asked.length ? Promise.all(asked.map(answeredOf)) : undefined
  }

  #turn(): Promise<void> {
    return new Promise<void>((resolve) => {
      this.#waiting ??= []
      this.#waiting.push(resolve)
    })
  }
}

function answeredOf(join: Join): Promise<void> {
  join.answered ??= new Promise((resolve) => {
    join.tellAnswered = resolve
  })
  return join.answered
}
