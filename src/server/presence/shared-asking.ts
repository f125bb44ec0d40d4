/**
 * Shares what is asked at the same time. An answer was always begun later than it was asked for, and behind each that is
 * on its way no more than one waits.
 */
export function sharedAsking<Answer>(ask: (key: string) => Promise<Answer>): (key: string) => Promise<Answer> {
  const waiting = new Map<string, Promise<Answer>>()
  const running = new Map<string, Promise<unknown>>()

  async function begun(key: string): Promise<Answer> {
    // where nothing is on its way, for the rest of what runs now: that shares it
    await running.get(key)
    waiting.delete(key)
    const answer = ask(key)
    const settled = answer.then(nothing, nothing)
    running.set(key, settled)
    try {
      return await answer
    } finally {
      if (running.get(key) === settled) running.delete(key)
    }
  }
  return (key) => {
    const next = waiting.get(key) ?? begun(key)
    waiting.set(key, next)
    return next
  }
}

function nothing(): void {}
