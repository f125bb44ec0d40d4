import { RefusalError } from '../contract/refusal-error.js'

/** What one connection asked to enter and is not answered about yet. */
export interface Joins {
  /**
   * Runs what enters rooms, a few at a time; it learns which of them the client left meanwhile.
   * @throws RefusalError with `RATE_LIMITED` when too many wait already
   */
  enter(work: (hasLeft: (room: string) => boolean) => Promise<void>): Promise<void>
  /** Takes note of a room that is left: who asked for it before is outside, however long the answer takes. */
  leave(room: string): void
}

const mostAsked = 20
const mostWaiting = 1000

/** Begins with nothing asked. */
export function joins(): Joins {
  const pending = new Set<Set<string>>()
  const waiting: (() => void)[] = []
  let asked = 0

  return {
    async enter(work) {
      if (pending.size >= mostWaiting)
        throw new RefusalError('RATE_LIMITED', 'too many rooms were asked for at once', { retryable: true })
      const left = new Set<string>()
      pending.add(left)
      // who is next takes over the place, so that nobody slips in between
      if (asked >= mostAsked) await new Promise<void>((resolve) => waiting.push(resolve))
      else asked++
      try {
        await work((room) => left.has(room))
      } finally {
        pending.delete(left)
        const next = waiting.shift()
        if (next) next()
        else asked--
      }
    },
    leave(room) {
      for (const left of pending) left.add(room)
    },
  }
}
