import type { EventContract } from '../../contract/event/event.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { Refusal } from '../../contract/wire/refusal.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { safeParsePayload } from '../../guards/payload.js'
import type { Client, DeliveryArguments, DeliveryOptions, EventNames } from '../client.js'
import { systemClock } from '../clock.js'
import { pause, waitable } from '../connection/pause.js'
import { eventOf } from '../event-of.js'
import { isRefusal } from '../refusal.js'
import { deliveryId } from './delivery-id.js'
import { RequestTimeoutError } from './request-timeout-error.js'

/**
 * Sends an event that has no reply until the server has handled it, which it does once: again under the same id after each
 * lost connection, and by the new path of a `handover`. Rejects with `RefusalError`, or with `RequestTimeoutError` where it
 * may have been handled all the same. It is no method of the client, so that who never needs it never loads it.
 * @example
 * await deliver(pharmacy, 'chat:typing', { roomId: 'room_456', isTyping: true })
 */
export async function deliver<N extends NamespaceContract, Name extends EventNames<N>['emitted']>(
  client: Client<N>,
  event: Name,
  ...rest: DeliveryArguments<N, Name>
): Promise<void> {
  const declared = eventOf(client.contract, 'clientToServer', event, false)
  const [payload, options = {}] = (declared.payload ? rest : [undefined, rest[0]]) as [unknown, DeliveryOptions?]
  const result = safeParsePayload(declared, payload)
  if (!result.ok) throw new RefusalError('PAYLOAD_INVALID', result.error.message, result.error)
  options.signal?.throwIfAborted()
  return delivered(client as never, declared, result.value, options)
}

function delivered(
  client: Client<NamespaceContract>,
  event: EventContract,
  payload: unknown,
  { id = deliveryId(), timeoutMs = 60_000, signal, clock = systemClock }: DeliveryOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let retry: unknown
    let tries = 0
    const send = (): void => {
      if (client.status !== 'connected') return
      client.socket.emit('contract:deliver', { id, event: event.name, payload }, (first: unknown, second: unknown) =>
        // with a timeout of its own, socket.io puts an error or nothing before the answer
        answered(second === undefined ? first : second),
      )
    }
    const answered = (answer: unknown): void => {
      // the connection is slow, not lost: the next one, or the end of the time, decides
      if (answer instanceof Error) return
      const error = isRefusal(answer) ? answer.error : undefined
      if (!error?.retryable || !/^(AUTH|RATE)_/.test(error.code)) end(error && refused(error))
      else {
        // nothing was begun, and there is time yet
        clock.clearTimeout(retry)
        retry = clock.setTimeout(send, pause(tries++, error.retryAfterMs))
      }
    }
    const check = (): void => {
      const { status, refusal } = client
      if (refusal) end(refused(refusal))
      else if (status === 'offline') end(new RefusalError('DISCONNECTED', 'nothing connects this client any more'))
    }
    const abort = (): void => end(signal?.reason)
    const late = (): void => end(new RequestTimeoutError(`${event.name}: not delivered within ${timeoutMs} ms`))
    // told with each connection, and when a handover has moved
    const stops = [client.watch('recovered', send), client.watch('status', check)]
    const timer = clock.setTimeout(late, waitable(timeoutMs))
    signal?.addEventListener('abort', abort)
    send()
    check()

    function end(error?: unknown): void {
      for (const stop of stops) stop()
      clock.clearTimeout(timer)
      clock.clearTimeout(retry)
      signal?.removeEventListener('abort', abort)
      if (error) reject(error)
      else resolve()
    }
  })
}

function refused(error: Refusal['error']): RefusalError {
  const { code, message } = error
  const words =
    code === 'EVENT_UNKNOWN' ? 'the server delivers no such event; one of an older release has `emit` only' : message
  return new RefusalError(code, words, error)
}
