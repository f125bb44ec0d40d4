import { type Entry, type Heap, heap } from '../heap.js'
import { timerMs } from '../timeout.js'

/** A memory of what ends by itself, as who types does, so that it ends although nobody ends it. */
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

/** What is under way. */
interface State {
  readonly running: Map<string, Running>
  readonly due: Heap<Running>
  readonly owned: WeakMap<object, Set<Running>>
  /** The length of all keys. */
  signs: number
  timer: ReturnType<typeof setTimeout> | undefined
  wakesAt: number
}

/** Starts with nothing under way. */
export function typing(): Typing {
  const state: State = {
    running: new Map(),
    due: heap(),
    owned: new WeakMap(),
    signs: 0,
    timer: undefined,
    wakesAt: Number.POSITIVE_INFINITY,
  }
  return {
    note(notice) {
      const known = state.running.get(notice.key)
      if (known) forget(state, known)
      if (notice.endsAfterMs !== undefined) begin(state, notice, notice.endsAfterMs)
      wait(state)
    },
    endOf(owner) {
      for (const notice of state.owned.get(owner) ?? []) end(state, notice)
      wait(state)
    },
    close() {
      rest(state)
      state.running.clear()
      state.due.clear()
      state.signs = 0
    },
  }
}

function begin(state: State, { key, endsAfterMs, owner, end }: TypingNotice, ms: number): void {
  const { running, due, owned } = state
  const begun = { key, endsAfterMs, owner, end, at: performance.now() + ms, index: -1, order: 0 }
  running.set(key, begun)
  due.add(begun)
  state.signs += key.length
  const mine = owner && (owned.get(owner) ?? new Set())
  if (owner && mine) owned.set(owner, mine.add(begun))
  makeRoom(state, mine)
}

/** Ends the eldest where there are too many: of the same connection first, and of all those who end next. */
function makeRoom(state: State, mine: Set<Running> | undefined): void {
  const { running, due } = state
  if (mine && mine.size > most.owned) end(state, mine.values().next().value as Running)
  while (due.first && (running.size > most.running || state.signs > most.signs)) end(state, due.first)
}

function end(state: State, notice: Running): void {
  forget(state, notice)
  notice.end()
}

function forget(state: State, notice: Running): void {
  state.running.delete(notice.key)
  state.due.remove(notice)
  state.signs -= notice.key.length
  if (notice.owner) state.owned.get(notice.owner)?.delete(notice)
}

/** Waits for the first that is due, unless it does so already. */
function wait(state: State): void {
  const { first } = state.due
  if (first && first.at >= state.wakesAt) return
  rest(state)
  if (!first) return
  state.wakesAt = first.at
  state.timer = setTimeout(() => endDue(state), timerMs(Math.max(first.at - performance.now(), 0)))
  ;(state.timer as { unref?(): unknown }).unref?.()
}

function rest(state: State): void {
  clearTimeout(state.timer)
  state.wakesAt = Number.POSITIVE_INFINITY
}

function endDue(state: State): void {
  rest(state)
  const { due } = state
  const now = performance.now()
  // many at once make way for the rest of the process
  for (let left = most.atOnce; left > 0 && due.first && due.first.at <= now; left--) end(state, due.first)
  wait(state)
}
