import type { Refusal } from '../../contract/wire/refusal.js'
import type { ClientContext } from './context.js'
import { pause } from './pause.js'

/** The tries of a client that was refused. */
interface Retries {
  /** Counts from nothing, since the server has let the client in. */
  reset(): void
  /** Returns whether another try follows a refusal, and sees to it. */
  follow(refusal: Refusal['error']): boolean
  /** Waits for no further try. */
  stop(): void
}

/** Makes what tries again: at once where a token expired, later where the server was not able to let the client in. */
export function retries(context: ClientContext): Retries {
  const { socket, clock, notice } = context
  let hasAskedAgain = false
  let count = 0
  let timer: unknown

  const retry = (): void => {
    if (context.isClosed) return
    if (socket.connected) {
      // the other contract's connection is recovered
      if (context.isTurnedAway) socket.io.engine.close()
    }
    // another contract's client on this socket may have been first
    else if (!socket.active) {
      notice?.({ kind: 'connection-attempted' })
      socket.connect()
    }
  }
  return {
    reset: () => {
      hasAskedAgain = false
      count = 0
    },
    follow: ({ code, retryable, retryAfterMs }) => {
      const isExpired = code === 'AUTH_EXPIRED'
      if (isExpired ? hasAskedAgain : !retryable) return false
      hasAskedAgain ||= isExpired
      if (isExpired) queueMicrotask(retry)
      else timer = clock.setTimeout(retry, pause(count++, retryAfterMs))
      return true
    },
    stop: () => clock.clearTimeout(timer),
  }
}
