import { RefusalError } from '../../contract/wire/refusal-error.js'
import { safeParseReply } from '../../guards/reply.js'
import { contextOf } from '../context.js'
import type { Call } from '../service.js'

/**
 * Calls the handler of an event; returns what that returns.
 * @throws whatever the handler throws, or RefusalError where there is none and it is missed
 */
export function callHandler(call: Call): unknown {
  const { peer, admission, route, ack, payload } = call
  const handler = route.mount.service.handlers.get(route.event.name)
  ack?.begin?.()
  return handler ? handler(payload, contextOf(peer, admission, route.mount)) : unhandled(call)
}

/**
 * Replies for a handler that is not there: rooms are the binding's own work, and a reply may say no more than which.
 * @throws RefusalError when the reply takes more than that
 */
function unhandled({ route, payload, rooms }: Call): unknown {
  const { reply } = route.event
  if (!reply) return undefined
  const result = safeParseReply(route.event, { ...Object(payload), room: rooms[0], channels: rooms })
  if (rooms.length && result.ok) return result.value
  throw new RefusalError('HANDLER_FAILED', 'nothing on the server handles this event')
}
