import type { Socket } from 'socket.io-client'
import type { EventContract } from '../contract/event.js'
import type { Refusal } from '../contract/refusal.js'
import { RefusalError } from '../contract/refusal-error.js'
import { safeParsePayload } from '../guards/payload.js'
import { safeParseReply } from '../guards/reply.js'
import type { RequestOptions } from './client.js'
import type { Context } from './context.js'
import { RequestTimeoutError } from './request-timeout-error.js'

interface Outgoing {
  send(): void
}
interface Request extends Outgoing {
  end(error: unknown, reply?: unknown): void
  isSent: boolean
}

/** Sends what a client says, at once or when it can. */
export interface Outbox {
  /** Tells whether what is sent now goes out now. */
  isOpen(): boolean
  emit(event: EventContract, payload: unknown): boolean
  /** Asks for a reply; what is `urgent` goes before the queue or not at all. */
  ask(event: EventContract, payload: unknown, options?: RequestOptions, isUrgent?: boolean): Promise<unknown>
  /** Sends what waited, and from now on at once. */
  open(): void
  /** Ends what was sent and got no answer, since the connection is lost. */
  lose(): void
  /** Ends everything. */
  close(): void
}

/** Tells whether a reply is a refusal. */
export function isRefusal(reply: unknown): reply is Refusal {
  return typeof (reply as Refusal | null | undefined)?.error?.code === 'string'
}

/** Makes the outbox of a client. */
export function outbox({ socket, clock, validate, capacity, notice }: Context): Outbox {
  const waiting: Outgoing[] = []
  const requests = new Set<Request>()
  let isReady = false
  let isClosed = false

  // socket.io would put it in a buffer of its own when the server is overdue
  const isOpen = (): boolean =>
    socket.connected && !(socket.io.engine as Partial<Socket['io']['engine']> | undefined)?._hasPingExpired?.()

  const refuse = (event: EventContract, ...why: Reason): RefusalError => {
    const error = new RefusalError(...why)
    notice({ kind: 'refused', direction: 'clientToServer', event: event.name, error: plain(error) })
    return error
  }

  const fitting = (event: EventContract, payload: unknown): unknown => {
    if (validate === 'off') return payload
    const result = safeParsePayload(event, payload)
    if (result.ok) return result.value
    const { code, message, issues } = result.error
    refuse(event, code, message, { issues })
    if (validate === 'report') return payload
    throw result.error
  }

  const send = (event: EventContract, payload: unknown, ...ack: unknown[]): void => {
    // volatile ones too: socket.io would drop one sent right after another event, in the same turn
    socket.emit(event.name, ...(event.payload ? [payload] : []), ...ack)
    notice({ kind: 'sent', event, payload })
  }

  /** Sends now or keeps for later; answers whether it did either. */
  const take = (event: EventContract, outgoing: Outgoing, isUrgent = event.volatile): boolean => {
    if (isOpen() && (isReady || isUrgent)) outgoing.send()
    else if (isUrgent || waiting.length >= capacity || isClosed) return false
    else waiting.push(outgoing)
    return true
  }

  const end = (request: Outgoing): void => {
    const place = waiting.indexOf(request)
    if (place >= 0) waiting.splice(place, 1)
  }

  return {
    isOpen,
    emit: (event, payload) => {
      const value = fitting(event, payload)
      const isTaken = take(event, { send: () => send(event, value) })
      if (!isTaken && !event.volatile) refuse(event, ...(isClosed ? lost : full))
      return isTaken
    },
    ask: (event, payload, { timeoutMs = 15_000, signal } = {}, isUrgent = false) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        let value: unknown
        try {
          value = fitting(event, payload)
        } catch (error) {
          // the server's own answer to such a payload
          throw new RefusalError('PAYLOAD_INVALID', (error as Error).message, error as object)
        }
        const abort = () => request.end(signal?.reason)
        const request: Request = {
          isSent: false,
          send: () => {
            request.isSent = true
            send(event, value, (...answer: unknown[]) => answered(event, request, answer.at(-1)))
          },
          end: (error, reply) => {
            if (!requests.delete(request)) return
            end(request)
            clock.clearTimeout(timer)
            signal?.removeEventListener('abort', abort)
            if (error) reject(error)
            else resolve(reply)
          },
        }
        const late = () => request.end(new RequestTimeoutError(`${event.name}: no answer within ${timeoutMs} ms`))
        const timer = clock.setTimeout(late, timeoutMs)
        signal?.addEventListener('abort', abort)
        requests.add(request)
        if (!take(event, request, isUrgent || event.volatile))
          request.end(refuse(event, ...(isClosed || isUrgent || event.volatile ? lost : full)))
      }),
    open: () => {
      isReady = isOpen()
      while (waiting.length && isOpen()) waiting.shift()?.send()
    },
    lose: () => {
      isReady = false
      for (const request of requests) if (request.isSent) request.end(new RefusalError(...lost))
    },
    close: () => {
      isClosed = true
      waiting.length = 0
      for (const request of requests) request.end(new RefusalError(...lost))
    },
  }

  function answered(event: EventContract, request: Request, reply: unknown): void {
    // socket.io's own timeout, where the application asked for one
    if (reply instanceof Error) request.end(new RequestTimeoutError(`${event.name}: ${reply.message}`))
    else if (isRefusal(reply)) request.end(refuse(event, reply.error.code, reply.error.message, reply.error))
    else {
      const result = validate === 'off' ? undefined : safeParseReply(event, reply)
      const error = result?.ok === false && refuse(event, result.error.code, result.error.message, result.error)
      request.end(validate === 'enforce' && error, result?.ok ? result.value : reply)
    }
  }
}

type Reason = [code: string, message: string, more?: Partial<Refusal['error']>]
const lost: Reason = ['DISCONNECTED', 'the connection was lost before an answer came', { retryable: true }]
const full: Reason = ['QUEUE_FULL', 'too many events wait for a connection', { retryable: true }]

/** Writes a refusal as the wire has it. */
function plain({ code, message, retryable, retryAfterMs, issues }: RefusalError): Refusal['error'] {
  return { code, message, retryable, retryAfterMs, issues }
}
