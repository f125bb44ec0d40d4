import { notice } from '../notice.js'
import type { Call } from '../service.js'
import type { SenderKey } from './event-limits.js'
import { type Limiter, limiterKey, limitIn } from './limiter.js'

/**
 * Counts an event whose contract says how often it may be sent.
 * @throws RefusalError when it is one too many
 */
export function countEvent(call: Call): void {
  const { mount, event } = call.route
  if (event.limit) mount.service.limits.count(event, senderKey(call))
}

/**
 * Asks the application's limiter for an event.
 * @throws RefusalError when it is one too many
 */
export async function askLimiter(limiter: Limiter, call: Call): Promise<void> {
  const { mount, event } = call.route
  try {
    await limiter.consume(limiterKey(event, senderKey(call)))
  } catch (rejection) {
    const limit = limitIn(rejection)
    if (limit) throw limit
    notice(mount, call.peer.socket, { kind: 'failed', part: 'limiter', cause: rejection })
  }
}

function senderKey({ peer, admission }: Call): SenderKey {
  return admission.userId === undefined ? `connection:${peer.socket.id}` : `user:${admission.userId}`
}
