import { RefusalError } from '../contract/wire/refusal-error.js'
import { isPromise } from './outbound/publishing.js'

/**
 * Waits for an answer no longer than it may take; whatever goes wrong rejects.
 * @throws RefusalError with `HANDLER_TIMEOUT` when it takes longer
 */
export async function withTimeout<Answer>(ms: number, question: () => Answer | Promise<Answer>): Promise<Answer> {
  return askWithin(ms, question)
}

/**
 * Does it for what is mostly answered at once: that is returned as it is, and no timer is set.
 * @throws whatever the question throws at once
 */
export function askWithin<Answer>(ms: number, question: () => Answer | Promise<Answer>): Answer | Promise<Answer> {
  const answer = question()
  if (!isPromise(answer)) return answer
  return new Promise<Answer>((resolve, reject) => {
    const timer = setTimeout(() => reject(timedOut()), timerMs(ms))
    Promise.resolve(answer)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer))
  })
}

// what is longer than a timer can wait it does not wait for at all
const longestMs = 2_147_483_647

/** Returns a time a timer can wait for: the given one, or the longest there is. */
export function timerMs(ms: number): number {
  return Math.min(ms, longestMs)
}

/** Makes the refusal of what took the application too long. */
export function timedOut(): RefusalError {
  return new RefusalError('HANDLER_TIMEOUT', 'the server took too long to handle this', { retryable: true })
}
