import { type ArgumentsHost, HttpStatus } from '@nestjs/common'
import { FORBIDDEN_MESSAGE } from '@nestjs/core/guards/constants.js'
import { RefusalError } from '../contract/wire/refusal-error.js'
import { holdsReceived } from './received.js'

/** The filters of a method, as Nest keeps them: the nearest first. */
export interface ExceptionFilters {
  readonly filters?: readonly ExceptionFilterEntry[]
}

interface ExceptionFilterEntry {
  readonly exceptionMetatypes?: readonly (abstract new (...args: never[]) => unknown)[]
  func(exception: unknown, host: ArgumentsHost): unknown
}

/**
 * Returns what a call throws in the end: the first filter that is for what was thrown is asked, and may throw or return
 * another error; then an exception of Nest's becomes a refusal. Nothing a filter does makes a reply of an exception.
 */
export async function thrownBy(
  exception: unknown,
  filters: ExceptionFilters['filters'] = [],
  host: ArgumentsHost,
): Promise<unknown> {
  const filter = filters.find(({ exceptionMetatypes = [] }) => isFor(exceptionMetatypes, exception))
  return refusalFrom(filter ? await filtered(filter, exception, host) : exception, host.switchToWs().getData())
}

function isFor(types: NonNullable<ExceptionFilterEntry['exceptionMetatypes']>, exception: unknown): boolean {
  return types.length === 0 || types.some((type) => exception instanceof type)
}

async function filtered(filter: ExceptionFilterEntry, exception: unknown, host: ArgumentsHost): Promise<unknown> {
  try {
    const returned = await filter.func(exception, host)
    return returned instanceof Error ? returned : exception
  } catch (thrown) {
    return thrown
  }
}

const serverErrors = 500

// what a status says in the words of contracts; of others Nest's own name
const codes: Readonly<Record<number, string>> = {
  [HttpStatus.BAD_REQUEST]: 'PAYLOAD_INVALID',
  [HttpStatus.UNPROCESSABLE_ENTITY]: 'PAYLOAD_INVALID',
  [HttpStatus.UNAUTHORIZED]: 'AUTH_INVALID',
  [HttpStatus.TOO_MANY_REQUESTS]: 'RATE_LIMITED',
}

const words: Readonly<Record<string, string>> = {
  PAYLOAD_INVALID: 'the payload does not fit',
  AUTH_INVALID: 'Authentication is invalid',
  RATE_LIMITED: 'this came too often',
  FORBIDDEN: 'this is not allowed',
}

/** Makes a refusal of an exception of Nest's that tells a client something; all else stays what it is, and so does a failure of the server. */
export function refusalFrom(exception: unknown, received: unknown): unknown {
  if (exception instanceof RefusalError || !(exception instanceof Error)) return exception
  const { code, retryable } = told(exception) ?? {}
  if (code === undefined) return exception
  const { message } = exception
  const isSpoken = message !== '' && !holdsReceived(message, received)
  return new RefusalError(code, isSpoken ? message : (words[code] ?? 'this was refused'), {
    retryable: retryable === true,
    cause: exception,
  })
}

/** Reads the code of an exception: by what it can do, for an application may hold two copies of Nest. */
function told(exception: Error): { readonly code: string; readonly retryable: boolean } | undefined {
  const { getStatus, getError } = exception as { getStatus?: unknown; getError?: unknown }
  if (typeof getStatus === 'function') {
    const status = Number(getStatus.call(exception))
    if (!(status < serverErrors)) return undefined
    const code = codes[status] ?? HttpStatus[status] ?? 'EVENT_REFUSED'
    return { code, retryable: status === HttpStatus.TOO_MANY_REQUESTS }
  }
  if (typeof getError !== 'function') return undefined
  const error: unknown = getError.call(exception)
  const { code, retryable } = Object(error) as { code?: unknown; retryable?: unknown }
  const isCode = typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(code)
  const usual = error === FORBIDDEN_MESSAGE ? 'FORBIDDEN' : 'EVENT_REFUSED'
  return { code: isCode ? code : usual, retryable: retryable === true }
}
