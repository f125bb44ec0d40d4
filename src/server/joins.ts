import { RefusalError } from '../contract/refusal-error.js'

/** What one connection asked to enter and is not answered about yet. */
export interface Joins {
  /**
   * Runs what enters rooms of a contract, a few at a time; it learns which of them the client left meanwhile.
   * @throws RefusalError with `RATE_LIMITED` when too many wait already
   */
  enter(contract: string, work: (hasLeft: (room: string) => boolean) => Promise<void>): Promise<void>
  /** Takes note of a room of a contract that is left: who asked that for it before is outside, however long the answer takes. */
  leave(contract: string, room: string): void
}

const mostAsked = 20
const mostWaiting = 1000

/** Begins with nothing asked. */
export function joins(): Joins {
  const pending = new Set<{ readonly contract: string; readonly left: Set<string> }>()
  const waiting: (() => void)[] = []
  let asked = 0

  return {
    async enter(contract, work) {
      if (pending.size >= mostWaiting)
        throw new RefusalError('RATE_LIMITED', 'too many rooms were asked for at once', { retryable: true })
      const left = new Set<string>()
      const join = { contract, left }
      pending.add(join)
      // who is next takes over the place, so that nobody slips in between
      if (asked >= mostAsked) await new Promise<void>((resolve) => waiting.push(resolve))
      else asked++
      try {
        await work((room) => left.has(room))
      } finally {
        pending.delete(join)
        const next = waiting.shift()
        if (next) next()
        else asked--
      }
    },
    leave(contract, room) {
      for (const join of pending) if (join.contract === contract) join.left.add(room)
    },
  }
}
