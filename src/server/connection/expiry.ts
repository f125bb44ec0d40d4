import { RefusalError } from '../../contract/wire/refusal-error.js'

/** Makes the refusal of whose time is over; the client connects anew, with another token. */
export function expiry(): RefusalError {
  return new RefusalError('AUTH_EXPIRED', undefined, { retryable: true })
}

/**
 * Checks by the clock whether the time of a user is over: the timer that ends it may be late.
 * @throws RefusalError when it is
 */
export function checkExpiry(expiresAt: number | undefined): void {
  // what is no instant at all has passed, too
  if (expiresAt !== undefined && !(expiresAt > Date.now())) throw expiry()
}
