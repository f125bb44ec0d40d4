import { type Entry, heap } from '../heap.js'
import { timerMs } from '../timeout.js'

/** Remembers what ends by itself, as who types does, so that it ends although nobody ends it. */
export interface Typing {
  /** Takes note of a start, or of an end, which needs no ending. */
  note(notice: TypingNotice): void
  /** Ends what one connection began. */
  endOf(owner: object): void
  /** Forgets everything at once. */
  close(): void
}

/** A notice as it was sent, which ends by itself. */
export interface TypingNotice {
  /** A key by which notices differ. */
  readonly key: string
  /** How long it lasts after its last start; an end has no more to wait for. */
  readonly endsAfterMs: number | undefined
  /** The connection that began it, where one did. */
  readonly owner: object | undefined
  /** Sends the end; it never throws. */
  end(): void
}

/** How many notices last at once: of one connection, and of all; the signs of their keys count for what they hold. */
const most = { owned: 100, running: 10_000, signs: 8_000_000, atOnce: 100 }

type Running = TypingNotice & Entry

/** Starts with nothing under way. */
export function typing(): Typing {
  const running = new Map<string, Running>()
  const due = heap<Running>()
  const owned = new WeakMap<object, Set<Running>>()
  let signs = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let wakesAt = Number.POSITIVE_INFINITY

  const forget = (notice: Running): void => {
    running.delete(notice.key)
    due.remove(notice)
    signs -= notice.key.length
    if (notice.owner) owned.get(notice.owner)?.delete(notice)
  }
  const end = (notice: Running): void => {
    forget(notice)
    notice.end()
  }
  const rest = (): void => {
    clearTimeout(timer)
    wakesAt = Number.POSITIVE_INFINITY
  }
  const wait = (): void => {
    const { first } = due
    if (first && first.at >= wakesAt) return
    rest()
    if (!first) return
    wakesAt = first.at
    timer = setTimeout(endDue, timerMs(Math.max(first.at - performance.now(), 0)))
    ;(timer as { unref?(): unknown }).unref?.()
  }
  const endDue = (): void => {
    rest()
    const now = performance.now()
    // many at once make way for the rest of the process
    for (let left = most.atOnce; left > 0 && due.first && due.first.at <= now; left--) end(due.first)
    wait()
  }
  /** Ends the eldest where there are too many: of the same connection first, and of all those who end next. */
  const makeRoom = (mine: Set<Running> | undefined): void => {
    if (mine && mine.size > most.owned) end(mine.values().next().value as Running)
    while (due.first && (running.size > most.running || signs > most.signs)) end(due.first)
  }
  return {
    note({ key, endsAfterMs, owner, end }) {
      const known = running.get(key)
      if (known) forget(known)
      if (endsAfterMs !== undefined) {
        const begun = { key, endsAfterMs, owner, end, at: performance.now() + endsAfterMs, index: -1, order: 0 }
        running.set(key, begun)
        due.add(begun)
        signs += key.length
        const mine = owner && (owned.get(owner) ?? new Set())
        if (owner && mine) owned.set(owner, mine.add(begun))
        makeRoom(mine)
      }
      wait()
    },
    endOf(owner) {
      for (const notice of owned.get(owner) ?? []) end(notice)
      wait()
    },
    close() {
      rest()
      running.clear()
      due.clear()
      signs = 0
    },
  }
}
