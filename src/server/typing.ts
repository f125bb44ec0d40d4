/** Remembers who types, so that a notice ends although nobody ends it. */
export interface Typing {
  /** Takes note of a start, or of an end, which needs no ending. */
  note(notice: Notice): void
  /** Ends what one connection began. */
  endOf(owner: object): void
  /** Ends everything at once. */
  close(): void
}

/** Is one notice of somebody who types, as it was sent. */
export interface Notice {
  /** Tells notices apart. */
  readonly key: string
  readonly isTyping: boolean
  /** The connection that began it, where one did. */
  readonly owner: object | undefined
  /** Sends the end. */
  end(): void
}

/** Says how long after its last start a notice ends by itself. */
export const typingMs = 5000

/** Starts with nobody typing. */
export function typing(): Typing {
  // all last equally long: the first is always the next to end
  const running = new Map<string, Notice & { readonly endsAt: number }>()
  const owned = new WeakMap<object, Set<string>>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const forget = ({ key, owner }: Notice): void => {
    running.delete(key)
    if (owner) owned.get(owner)?.delete(key)
  }
  const wait = (): void => {
    clearTimeout(timer)
    timer = undefined
    const [first] = running.values()
    if (!first) return
    timer = setTimeout(endDue, Math.max(first.endsAt - Date.now(), 0))
    ;(timer as { unref?(): unknown }).unref?.()
  }
  const endDue = (): void => {
    const now = Date.now()
    for (const notice of running.values()) {
      if (notice.endsAt > now) break
      forget(notice)
      notice.end()
    }
    wait()
  }
  return {
    note(notice) {
      forget(notice)
      if (notice.isTyping) {
        running.set(notice.key, { ...notice, endsAt: Date.now() + typingMs })
        if (notice.owner) owned.set(notice.owner, (owned.get(notice.owner) ?? new Set()).add(notice.key))
      }
      if (timer === undefined || running.size === 0) wait()
    },
    endOf(owner) {
      for (const key of owned.get(owner) ?? []) {
        const notice = running.get(key)
        if (!notice) continue
        forget(notice)
        notice.end()
      }
    },
    close() {
      clearTimeout(timer)
      running.clear()
    },
  }
}
