import type { EventContract } from '../../contract/event/event.js'
import type { Clock } from '../clock.js'
import { waitable } from '../connection/pause.js'
import { takeOut } from '../take-out.js'
import { RequestTimeoutError } from './request-timeout-error.js'

/** A request that waits for its answer. */
export interface Request {
  readonly event: EventContract
  readonly value: unknown
  readonly settle: (error: unknown, reply: unknown) => void
  /** When it was sent, by the client's clock. */
  sentAt?: number
  timer?: unknown
}

/** An event that goes out now or waits: a request, or one that is not answered; nothing is made for it that can be shared. */
export type Sendable = Request | (Pick<Request, 'event' | 'value'> & { readonly settle?: undefined })

/** The requests of a client that were not answered yet. */
export interface OpenRequests {
  /** Adds one, which ends when its time is over. */
  add(request: Request, timeoutMs: number): void
  /** Ends one, unless it has ended. */
  end(request: Request, error: unknown, reply?: unknown): void
  all(): Request[]
}

/** Makes the requests of a client. */
export function openRequests(clock: Clock): OpenRequests {
  // a `Set` keeps what was taken out alive for long: V8 leads from each table that it outgrew to the next
  const open: Request[] = []
  const end: OpenRequests['end'] = (request, error, reply) => {
    if (!takeOut(open, request)) return
    clock.clearTimeout(request.timer)
    request.settle(error, reply)
  }
  return {
    add: (request, timeoutMs) => {
      request.timer = clock.setTimeout(
        () => end(request, new RequestTimeoutError(`${request.event.name}: no answer in ${timeoutMs} ms`)),
        waitable(timeoutMs),
      )
      open.push(request)
    },
    end,
    all: () => [...open],
  }
}
