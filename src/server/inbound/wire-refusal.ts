import type { Issue, Refusal } from '../../contract/wire/refusal.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'

// what one refusal may say: its maker is the application, whose words have no bound of their own
const most = { code: 64, words: 1000, issues: 100, steps: 32, step: 128, versions: 16 }

/** Turns what the application threw into what may leave the server: a refusal's own words, and nobody else's. */
export function refusalOf(error: unknown): Refusal['error'] {
  const refusal = refusalIn(error)
  try {
    if (refusal) return wired(refusal)
  } catch {
    // a refusal that can't be read says nothing
  }
  return { code: 'HANDLER_FAILED', message: 'the server failed to handle this', retryable: true }
}

/** Recognizes a refusal in what was thrown, which may be anything. */
export function refusalIn(error: unknown): RefusalError | undefined {
  try {
    return error instanceof RefusalError && typeof error.code === 'string' ? error : undefined
  } catch {
    return undefined
  }
}

/** Copies what a refusal says as plain and bounded data: what JSON can't hold would end the process. */
function wired(refusal: RefusalError): Refusal['error'] {
  const { code, message, retryable, retryAfterMs, issues, supported, requested } = refusal
  const named = code.slice(0, most.code)
  return {
    code: named,
    message: textIn(message, most.words) ?? named,
    retryable: retryable === true,
    ...(isFinite(retryAfterMs) && { retryAfterMs: Math.max(0, retryAfterMs) }),
    ...(Array.isArray(issues) && { issues: issues.slice(0, most.issues).flatMap(issueIn) }),
    ...(Array.isArray(supported) && { supported: versionsIn(supported) }),
    ...(Array.isArray(requested) && { requested: versionsIn(requested) }),
  }
}

function issueIn(issue: unknown): Issue[] {
  const { path, expected } = Object(issue) as Partial<Issue>
  const words = textIn(expected, most.words)
  if (!Array.isArray(path) || words === undefined) return []
  const steps: unknown[] = path.slice(0, most.steps)
  return [{ path: steps.map((step) => (isFinite(step) ? step : (textIn(step, most.step) ?? '*'))), expected: words }]
}

function isFinite(value: unknown): value is number {
  return Number.isFinite(value)
}

function versionsIn(versions: readonly unknown[]): number[] {
  return versions.slice(0, most.versions).filter(isFinite)
}

function textIn(value: unknown, longest: number): string | undefined {
  return typeof value === 'string' ? value.slice(0, longest) : undefined
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
