import { RefusalError } from '../../contract/wire/refusal-error.js'

/** A room that a contract is asked for, and what of it the client left meanwhile. */
interface Join {
  readonly contract: string
  readonly left: Set<string>
  /** What waits until it is answered. */
  waiting: (() => void)[] | undefined
}

const mostAsked = 20
const mostWaiting = 1000

/** What one connection asked to enter and is not answered about yet. Most connections ask for little: it begins with nothing made. */
export class Joins {
  #pending: Set<Join> | undefined
  #waiting: (() => void)[] | undefined
  #asked = 0

  /**
   * Runs what enters rooms of a contract, a few at a time; it learns which of them the client left meanwhile.
   * @throws RefusalError with `RATE_LIMITED` when too many wait already
   */
  async enter(contract: string, work: (hasLeft: (room: string) => boolean) => Promise<void>): Promise<void> {
    this.#pending ??= new Set()
    const pending = this.#pending
    if (pending.size >= mostWaiting)
      throw new RefusalError('RATE_LIMITED', 'too many rooms were asked for at once', { retryable: true })
    const left = new Set<string>()
    const join: Join = { contract, left, waiting: undefined }
    pending.add(join)
    // who is next takes over the place, so that nobody slips in between
    if (this.#asked >= mostAsked) await this.#turn()
    else this.#asked++
    try {
      await work((room) => left.has(room))
    } finally {
      pending.delete(join)
      for (const done of join.waiting ?? []) done()
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

  /** Waits until all is answered that a contract is asked for now; nothing where it is asked for nothing. */
  settled(contract: string): Promise<unknown> | undefined {
    const asked = [...(this.#pending ?? [])].filter((join) => join.contract === contract)
    if (!asked.length) return undefined
    return Promise.all(
      asked.map(
        (join) =>
          new Promise<void>((resolve) => {
            join.waiting ??= []
            join.waiting.push(resolve)
          }),
      ),
    )
  }

  #turn(): Promise<void> {
    return new Promise<void>((resolve) => {
      this.#waiting ??= []
      this.#waiting.push(resolve)
    })
  }
}
