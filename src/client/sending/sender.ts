import type { EventContract } from '../../contract/event/event.js'
import type { RefusalError } from '../../contract/wire/refusal-error.js'
import { safeParsePayload } from '../../guards/payload.js'
import { safeParseReply } from '../../guards/reply.js'
import type { ClientContext, RefusalReason } from '../connection/context.js'
import { isRefusal, refusalError } from '../refusal.js'
import type { OpenRequests, Request, Sendable } from './open-requests.js'
import { RequestTimeoutError } from './request-timeout-error.js'

/** What checks a client's events, sends them and reads their replies. */
export interface EventSender {
  /** Returns a payload as it goes out; throws where it may not. */
  fitting(event: EventContract, payload: unknown, isAsked?: boolean): unknown
  /** Notices a refusal, and makes the error of it. */
  refuse(event: EventContract, why: RefusalReason): RefusalError
  send(outgoing: Sendable): void
}

/** Makes what sends a client's events over its socket. */
export function sender({ socket, validate, notice, ...context }: ClientContext, requests: OpenRequests): EventSender {
  const refuse: EventSender['refuse'] = ({ name }, why) => {
    context.refuse('clientToServer', name, why)
    return refusalError(why)
  }
  const answered = (request: Request, reply: unknown): void => {
    const { event } = request
    // socket.io's own timeout, where the application asked for one
    if (reply instanceof Error) requests.end(request, new RequestTimeoutError(`${event.name}: ${reply.message}`))
    else if (isRefusal(reply)) requests.end(request, refuse(event, reply.error))
    else {
      const result = validate === 'off' ? undefined : safeParseReply(event, reply)
      const error = result?.ok === false && refuse(event, result.error)
      if (!error)
        notice?.({
          kind: 'answered',
          durationMs: context.clock.elapsed() - (request.sentAt as number),
          direction: 'clientToServer',
          event: event.name,
        })
      requests.end(request, validate === 'enforce' && error, result?.ok ? result.value : reply)
    }
  }
  return {
    refuse,
    fitting: (event, payload, isAsked) => {
      if (validate === 'off') return payload
      const result = safeParsePayload(event, payload)
      if (result.ok) return result.value
      // who asks hears of it as the server would tell it
      const error = refuse(event, result.error)
      if (validate === 'report') return payload
      throw isAsked ? error : result.error
    },
    send: (outgoing) => {
      const { event, value } = outgoing
      const args = event.payload ? [value] : []
      if (outgoing.settle) {
        outgoing.sentAt = context.clock.elapsed()
        // with a timeout of its own, socket.io puts an error or nothing before the reply
        args.push((first: unknown, second: unknown) => answered(outgoing, second === undefined ? first : second))
      }
      // volatile ones too: socket.io would drop one sent right after another event, in the same turn
      socket.emit(event.name, ...args)
      notice?.({ kind: 'sent', event, payload: value })
    },
  }
}
