import type { EventContract } from '../../contract/event/event.js'
import type { RequestOptions } from '../client.js'
import type { ClientContext, RefusalReason } from '../connection/context.js'
import { refusalError } from '../refusal.js'
import { takeOut } from '../take-out.js'
import { openRequests, type Request, type Sendable } from './open-requests.js'
import { sender } from './sender.js'

/** What sends a client's events, at once or when it can. */
export interface Outbox {
  emit(event: EventContract, payload: unknown): boolean
  /** Asks for a reply; what is `urgent` was parsed already, and goes before the queue or not at all. */
  ask(event: EventContract, payload: unknown, options?: RequestOptions, isUrgent?: boolean): Promise<unknown>
  /** Sends at once what was parsed already, where that can be, and looks at the answer for those who observe; not where an outbox has to. */
  tell?: ((event: EventContract, payload: unknown) => void) | undefined
  /** Sends what waited, and from now on at once. */
  open(): void
  /** Ends what was sent and got no answer, since the connection is lost. */
  lose(): void
  /** Ends everything, since nothing goes out any more, and tells what is never sent. */
  drop(): void
}

/** Makes the outbox of a client. */
export function outbox(context: ClientContext): Outbox {
  const { queue, shut, isOpen } = context
  const waiting: Sendable[] = []
  const requests = openRequests(context.clock)
  const { fitting, refuse, send } = sender(context, requests)
  let isReady = false

  /** Sends now or keeps for later; returns whether it did either. */
  const take = (outgoing: Sendable, isUrgent: boolean): boolean => {
    if (isOpen() && (isReady || isUrgent)) send(outgoing)
    else if (isUrgent || waiting.length >= queue || shut()) return false
    else waiting.push(outgoing)
    return true
  }

  return {
    emit: (event, payload) => {
      const isTaken = take({ event, value: fitting(event, payload) }, event.volatile)
      if (!isTaken && !event.volatile) refuse(event, shut() ?? full)
      return isTaken
    },
    ask: (event, payload, { timeoutMs = 15_000, signal } = {}, isUrgent = false) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        const value = isUrgent ? payload : fitting(event, payload, true)
        const abort = (): void => requests.end(request, signal?.reason)
        const settle: Request['settle'] = (error, reply) => {
          takeOut(waiting, request)
          signal?.removeEventListener('abort', abort)
          if (error) reject(error)
          else resolve(reply)
        }
        const request: Request = { event, value, settle }
        signal?.addEventListener('abort', abort)
        requests.add(request, timeoutMs)
        const mayNotWait = isUrgent || event.volatile
        if (!take(request, mayNotWait)) requests.end(request, refuse(event, shut() ?? (mayNotWait ? lost : full)))
      }),
    tell: (event, value) => {
      if (isOpen()) send({ event, value, settle: () => {} })
    },
    open: () => {
      isReady = isOpen()
      while (waiting.length && isOpen()) send(waiting.shift() as Sendable)
    },
    lose: () => {
      isReady = false
      for (const request of requests.all())
        if ((request.sentAt as number) >= 0) requests.end(request, refusalError(lost))
    },
    drop: () => {
      isReady = false
      const why = shut() ?? lost
      for (const { event } of waiting.splice(0)) refuse(event, why)
      for (const request of requests.all()) requests.end(request, refusalError(why))
    },
  }
}

const lost: RefusalReason = { code: 'DISCONNECTED', message: 'the connection was lost', retryable: true }
const full: RefusalReason = { code: 'QUEUE_FULL', message: 'the queue is full', retryable: true }
