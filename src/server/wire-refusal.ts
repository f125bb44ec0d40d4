import type { Refusal } from '../contract/refusal.js'
import { RefusalError } from '../contract/refusal-error.js'

/** Turns what the application threw into what may leave the server: a refusal's own words, and nobody else's. */
export function refusalOf(error: unknown): Refusal['error'] {
  if (error instanceof RefusalError) return wired(error)
  return { code: 'HANDLER_FAILED', message: 'the server failed to handle this', retryable: true }
}

function wired({ code, message, retryable, ...rest }: RefusalError): Refusal['error'] {
  const { retryAfterMs, issues, supported, requested } = rest
  return {
    code,
    message,
    retryable,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(issues !== undefined && { issues }),
    ...(supported !== undefined && { supported }),
    ...(requested !== undefined && { requested }),
  }
}

const authentication: Readonly<Record<string, string>> = {
  AUTH_MISSING: 'Authentication is missing',
  AUTH_INVALID: 'Authentication is invalid',
  AUTH_EXPIRED: 'Authentication has expired',
}

/** Gives a refused connection the message old clients look for: whatever concerns authentication begins with the word. */
export function connectionRefusal(error: unknown): Refusal['error'] {
  const refusal = refusalOf(error)
  const { code, message } = refusal
  if (!code.startsWith('AUTH_') || message.startsWith('Authentication')) return refusal
  return {
    ...refusal,
    message: message === code ? (authentication[code] ?? 'Authentication was refused') : `Authentication: ${message}`,
  }
}
