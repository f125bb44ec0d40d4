import { shapeRow } from '../../contract/alias/alias-name.js'
import type { EventContract } from '../../contract/event/event.js'
import type { Refusal } from '../../contract/wire/refusal.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { fromLegacyReply } from '../../guards/alias-payload.js'
import { withoutNulls } from '../../guards/null-field.js'
import { safeParsePayload } from '../../guards/payload.js'
import { safeParseReply } from '../../guards/reply.js'
import type { RequestOptions } from '../client.js'
import type { ClientContext, RefusalReason } from '../connection/context.js'
import { waitable } from '../connection/pause.js'
import { type Link, ring } from '../facts/ring.js'
import { RequestTimeoutError } from './request-timeout-error.js'

/** An event that goes out now or waits; nothing is made for it that can be shared. */
interface Outgoing {
  readonly event: EventContract
  readonly value: unknown
}
interface Request extends Outgoing, Link {
  readonly resolve: (reply: unknown) => void
  readonly reject: (error: unknown) => void
  readonly timeoutMs: number
  readonly dueAt: number
  readonly signal: AbortSignal | undefined
  readonly abort: (() => void) | undefined
  isSent: boolean
}

/** What sends a client's events, at once or when it can. */
export interface Outbox {
  emit(event: EventContract, payload: unknown): boolean
  /** Asks for a reply; what is `urgent` goes before the queue or not at all. */
  ask(event: EventContract, payload: unknown, options?: RequestOptions, isUrgent?: boolean): Promise<unknown>
  /** Sends what waited, and from now on at once. */
  open(): void
  /** Ends what was sent and got no answer, since the connection is lost. */
  lose(): void
  /** Ends everything, since nothing goes out any more, and tells what is never sent. */
  drop(): void
}

/** Returns whether a reply is a refusal. */
export function isRefusal(reply: unknown): reply is Refusal {
  return typeof (reply as Refusal | null | undefined)?.error?.code === 'string'
}

function isRequest(outgoing: Outgoing): outgoing is Request {
  return 'isSent' in outgoing
}

/** Makes an error of what the wire says. */
export function refusalError(why: RefusalReason): RefusalError {
  return new RefusalError(why.code, why.message, why)
}

/** Makes the outbox of a client. */
export function outbox({
  socket,
  clock,
  validate,
  aliases,
  capacity,
  notice,
  shut,
  isOpen,
  ...context
}: ClientContext): Outbox {
  const waiting: Outgoing[] = []
  const requests = ring<Request>()
  let isReady = false
  let timer: unknown
  let wakesAt = never

  const refuse = ({ name }: EventContract, why: RefusalReason): RefusalError => {
    context.refuse('clientToServer', name, why)
    return refusalError(why)
  }

  const fitting = (event: EventContract, payload: unknown, isAsked?: boolean): unknown => {
    if (validate === 'off') return payload
    const result = safeParsePayload(event, payload)
    if (result.ok) return result.value
    // who asks hears of it as the server would tell it
    const error = refuse(event, result.error)
    if (validate === 'report') return payload
    throw isAsked ? error : result.error
  }

  const send = (outgoing: Outgoing): void => {
    const { event, value } = outgoing
    const args = event.payload ? [value] : []
    if (isRequest(outgoing)) {
      outgoing.isSent = true
      // with a timeout of its own, socket.io puts an error or nothing before the reply
      args.push((first: unknown, second: unknown) => answered(outgoing, second === undefined ? first : second))
    }
    // volatile ones too: socket.io would drop one sent right after another event, in the same turn
    socket.emit(event.name, ...args)
    notice?.({ kind: 'sent', event, payload: value })
  }

  /** Sends now or keeps for later; returns whether it did either. */
  const take = (outgoing: Outgoing, isUrgent: boolean): boolean => {
    if (isOpen() && (isReady || isUrgent)) send(outgoing)
    else if (isUrgent || waiting.length >= capacity || shut()) return false
    else waiting.push(outgoing)
    return true
  }

  const end = (request: Request, error: unknown, reply?: unknown): void => {
    if (!requests.delete(request)) return
    const place = request.isSent ? -1 : waiting.indexOf(request)
    if (place >= 0) waiting.splice(place, 1)
    request.signal?.removeEventListener('abort', request.abort as () => void)
    if (requests.isEmpty()) rest()
    if (error) request.reject(error)
    else request.resolve(reply)
  }

  // one timer for all requests: it is set for the one that is due first, and none is touched when it is answered
  const watch = (dueAt: number): void => {
    if (dueAt >= wakesAt) return
    rest()
    wakesAt = dueAt
    timer = clock.setTimeout(endDue, Math.max(0, dueAt - clock.elapsed()))
  }
  const rest = (): void => {
    clock.clearTimeout(timer)
    wakesAt = never
  }
  const endDue = (): void => {
    // a timer may be a little early
    const now = Math.max(wakesAt, clock.elapsed())
    rest()
    let next = never
    for (const request of requests.all()) {
      const { event, timeoutMs, dueAt } = request
      if (dueAt <= now) end(request, new RequestTimeoutError(`${event.name}: no answer within ${timeoutMs} ms`))
      else next = Math.min(next, dueAt)
    }
    watch(next)
  }

  return {
    emit: (event, payload) => {
      const isTaken = take({ event, value: fitting(event, payload) }, event.volatile)
      if (!isTaken && !event.volatile) refuse(event, shut() ?? full)
      return isTaken
    },
    ask: (event, payload, { timeoutMs = 15_000, signal } = usual, isUrgent = false) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        const value = fitting(event, payload, true)
        const dueAt = clock.elapsed() + waitable(timeoutMs)
        const request: Request = {
          event,
          value,
          resolve,
          reject,
          timeoutMs,
          dueAt,
          signal,
          abort: signal && (() => end(request, signal.reason)),
          isSent: false,
        }
        signal?.addEventListener('abort', request.abort as () => void)
        requests.add(request)
        watch(dueAt)
        const mayNotWait = isUrgent || event.volatile
        if (!take(request, mayNotWait)) end(request, refuse(event, shut() ?? (mayNotWait ? lost : full)))
      }),
    open: () => {
      isReady = isOpen() && !shut()
      for (let next = waiting[0]; next && isOpen(); next = waiting[0]) {
        waiting.shift()
        send(next)
      }
    },
    lose: () => {
      isReady = false
      for (const request of requests.all()) if (request.isSent) end(request, refusalError(lost))
    },
    drop: () => {
      isReady = false
      const why = shut() ?? lost
      for (const outgoing of waiting.splice(0)) {
        const error = refuse(outgoing.event, why)
        if (isRequest(outgoing)) end(outgoing, error)
      }
      for (const request of requests.all()) end(request, refusalError(why))
    },
  }

  function answered(request: Request, reply: unknown): void {
    const { event, value } = request
    // socket.io's own timeout, where the application asked for one
    if (reply instanceof Error) {
      end(request, new RequestTimeoutError(`${event.name}: ${reply.message}`))
      return
    }
    const old = fromLegacyReply(shapeRow(aliases, 'clientToServer', event.name), reply, value)
    const refusal = [reply, old].find(isRefusal)
    if (refusal) end(request, refuse(event, refusal.error))
    else {
      const given = validate === 'off' ? undefined : safeParseReply(event, reply)
      const result = given?.ok === false && old ? safeParseReply(event, withoutNulls(old)) : given
      const error = result?.ok === false && refuse(event, result.error)
      end(request, validate === 'enforce' && error, result?.ok ? result.value : reply)
    }
  }
}

const usual: RequestOptions = {}
const never = 1 / 0
const lost: RefusalReason = { code: 'DISCONNECTED', message: 'the connection was lost', retryable: true }
const full: RefusalReason = { code: 'QUEUE_FULL', message: 'too many events wait for a connection', retryable: true }
